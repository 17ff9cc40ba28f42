"""Names and phrases in cases, what people have put right before what is computed; notes every doubtful form."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orders.grammar import Case, Forms, Name, decline, decline_phrase, nominative
from orders.grammar.people import Named, decline_full
from orders.wording.values import Phrase, Who

NOMINATIVE = "nom"
Known = Mapping[tuple[str, str], Forms]  # (subject, text in the nominative) → what a person has confirmed


@dataclass(frozen=True)
class Doubt:
    """A form in the paper that a person has to look at. `subject`: person, position, organization."""

    subject: str
    text: str
    gender: str
    case: str
    form: str
    parts: tuple[str, str, str] = ("", "", "")  # of a person's name


@dataclass
class Speech:
    """Says names; `doubts` gathers what was not sure, in the order of saying."""

    known: Known = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def name(self, who: Who, case: str, *, short: bool = False) -> str:
        """«Осокиной Нелли Сергеевны», short «Осокиной Н.С.»."""
        if case == NOMINATIVE:
            return _said(nominative(who), short)
        said = declined(who, Case(case), self.known)
        form = _said(said, short)
        if not said.sure:
            self._note(Doubt("person", who.full_name, who.gender, case, form, who.parts))
        return form

    def phrase(self, phrase: Phrase, case: str) -> str:
        """«учителем математики», «муниципальной школы № 5»."""
        if case == NOMINATIVE:
            return phrase.text
        subject = "position" if phrase.animate else "organization"
        kept = self.known.get((subject, phrase.text))
        forms = kept or decline_phrase(phrase.text, animate=phrase.animate)
        form = forms[Case(case)]
        if not forms.sure:
            self._note(Doubt(subject, phrase.text, "", case, form))
        return form

    def _note(self, doubt: Doubt) -> None:
        if doubt not in self.doubts:
            self.doubts.append(doubt)


def declined(who: Named, case: Case, known: Known) -> Name:
    """The name in a case: as it was confirmed, else as the program declines it."""
    kept = known.get(("person", nominative(who).full))
    if kept is None:
        return decline(who, case)
    words = kept[case].split()
    last, first = len(who.last_name.split()), len(who.first_name.split())
    parts = words[:last], words[last : last + first], words[last + first :]
    return Name(" ".join(parts[0]), " ".join(parts[1]), " ".join(parts[2]))


def _said(name: Name, short: bool) -> str:
    return name.in_text if short else name.full


def computed(doubt: Doubt) -> Forms:
    """All five cases of the doubtful text as the program would say them."""
    if doubt.subject != "person":
        return decline_phrase(doubt.text, animate=doubt.subject == "position")
    return decline_full(*doubt.parts, doubt.gender)

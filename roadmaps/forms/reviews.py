"""The review of an import: one question per group of doubtful terms and per party that nobody was found for."""

from typing import Any

from django import forms

from accounts.roles import Role
from core.forms import Form
from roadmaps.importing.results import ImportResult
from roadmaps.importing.review import NO_TERM, TYPED, PartyGroup, Target, TermGroup, party_groups, term_groups
from roadmaps.parties.people import Directory, Match
from roadmaps.terms import Kind, Reading, read_term
from roadmaps.terms.wording import windows_in_words

ROWS_SHOWN = 200
AS_TEXT = "text"
CHOOSE = "Выберите срок: этот нельзя поставить без вас."


def _as_value(answer: dict[str, Any]) -> str:
    """A kept answer (`roadmaps.importing.review.decided`) as the value of its field."""
    return next((name for name in (TYPED, NO_TERM) if answer.get(name)), str(answer.get("option", 0)))


class ReviewForm(Form):
    """Fields `term-<key>`, `typed-<key>`, `party-<key>`; groups without doubts are asked only with `show_all`."""

    def __init__(
        self,
        *args: Any,
        result: ImportResult,
        target: Target,
        directory: Directory,
        answers: dict[str, Any],
        show_all: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.target, self.show_all, self.kept = target, show_all, answers
        self.term_groups = term_groups(result, target)
        self.doubtful = [group for group in self.term_groups if group.needs_eyes]
        self.asked = (self.term_groups if show_all else self.doubtful)[:ROWS_SHOWN]
        self.party_groups = [group for group in party_groups(result, directory) if group.kind == "text"][:ROWS_SHOWN]
        for group in self.asked:
            self._ask_term(group)
        people = [(f"role:{role}", Role(role).label) for role in sorted(directory.roles)]
        for party in self.party_groups:
            self._ask_party(party, people)

    def _ask_term(self, group: TermGroup) -> None:
        options = [(str(n), self._option(option)) for n, option in enumerate(group.options)]
        options += [(TYPED, "Другой срок"), (NO_TERM, "Без срока")]
        kept = self.kept.get("terms", {}).get(group.key)
        self.fields[f"term-{group.key}"] = forms.ChoiceField(
            label=f"«{group.words}»" if group.words else "Пустая ячейка",
            choices=options,
            widget=forms.RadioSelect,
            initial=self._preselected(group) if kept is None else _as_value(kept),
            error_messages={"required": CHOOSE},
        )
        self.fields[f"typed-{group.key}"] = forms.CharField(
            label="Срок словами", required=False, max_length=200, initial=(kept or {}).get(TYPED, "")
        )

    def _option(self, option: Reading) -> str:
        words = windows_in_words(option)
        return words if self.target.holds(option) else f"{words}, вне срока карты"

    def _preselected(self, group: TermGroup) -> str | None:
        """Nothing when every reading lies outside the time of the map: then the person has to choose."""
        if not group.options:
            return TYPED
        preferred = group.preferred(self.target)
        return None if preferred is None else str(preferred)

    def _ask_party(self, party: PartyGroup, people: list[tuple[str, str]]) -> None:
        kept = self.kept.get("parties", {}).get(party.words, {})
        self.fields[f"party-{party.key}"] = forms.ChoiceField(
            label=party.words,
            choices=[(AS_TEXT, "Оставить текстом"), *people],
            initial=f"role:{kept['role']}" if kept.get("role") else AS_TEXT,
        )

    def terms_asked(self) -> list[dict[str, Any]]:
        """For the template."""
        return [{"group": g, "choice": self[f"term-{g.key}"], "typed": self[f"typed-{g.key}"]} for g in self.asked]

    def parties_asked(self) -> list[dict[str, Any]]:
        return [{"group": p, "choice": self[f"party-{p.key}"]} for p in self.party_groups]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for group in self.asked:
            if data.get(f"term-{group.key}") != TYPED:
                continue
            words = (data.get(f"typed-{group.key}") or "").strip()
            if not words or read_term(words, self.target.frame).kind is Kind.UNKNOWN:
                self.add_error(f"typed-{group.key}", "Напишите срок, например «ноябрь» или «до 15 декабря».")
        return data

    def terms(self) -> dict[str, dict[str, Any]]:
        """Answers by group, as `roadmaps.importing.review.decided` takes them; those with an error are left out."""
        found: dict[str, dict[str, Any]] = {}
        for group in self.asked:
            value, typed = (self.cleaned_data.get(f"{name}-{group.key}") for name in ("term", "typed"))
            if value == TYPED and typed:
                found[group.key] = {TYPED: typed}
            elif value == NO_TERM:
                found[group.key] = {NO_TERM: True}
            elif value and value != TYPED:
                found[group.key] = {"option": int(value)}
        return found

    def parties(self) -> dict[str, dict[str, Any]]:
        """Parties that became roles, by their words, as `roadmaps.parties.people.Match`."""
        found: dict[str, dict[str, Any]] = {}
        for party in self.party_groups:
            value = self.cleaned_data.get(f"party-{party.key}", AS_TEXT)
            if value != AS_TEXT:
                match = Match("role", party.words, role=value.removeprefix("role:"))
                found[party.words] = {"kind": match.kind, "text": match.text, "role": match.role}
        return found

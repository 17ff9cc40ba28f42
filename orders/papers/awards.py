"""Certificates, diplomas, thank-you letters: one background for all of a printing, a few words for each person."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.pdf_overlay import Spot, Words
from orders.grammar import Case, nominative
from orders.issuer import letterhead
from orders.papers.blocks import Document, Gaps, Head, Kind, Signature, Text
from orders.papers.people import gendered, greeting, in_case, signed_by, who_in, who_of
from orders.papers.sources import PersonFacts, Source

LEFT, WIDTH = 30, 150
NUMBER = Spot(97, LEFT, WIDTH, 12)
NAME = Spot(121, LEFT, WIDTH, 28, 2, "bold", 12)
POST = Spot(146, LEFT, WIDTH, 14, 2, "italic", 9)
DEED = Spot(163, LEFT, WIDTH, 15, 6, smallest=9)
LETTER_NUMBER = Spot(86, LEFT, WIDTH, 12)
TO = Spot(96, LEFT, WIDTH, 15, 2, "bold")
TO_POST = Spot(109, LEFT, WIDTH, 13, 2, "italic")
HAIL = Spot(127, LEFT, WIDTH, 20, 2, "bold", 11)


@dataclass(frozen=True)
class Background:
    """What all papers of a printing have in common; empty lines are left out. `below` stands under the deed."""

    title: str
    intro: str
    body: str
    source: Source
    signature: Signature

    @property
    def issued(self) -> str:
        place = self.source.organization.place
        return ", ".join(part for part in (place, str(self.source.today.year)) if part)


@dataclass(frozen=True)
class AwardForm:
    """`background` needs the source alone, `lines` one person: nothing about a person is ever in a background."""

    background: Callable[[Source, Gaps], Background]
    lines: Callable[[PersonFacts, Source, int, Gaps], tuple[Words, ...]]


def number_of(source: Source, place: int) -> str:
    """«№ 17», counted on from the first number; nothing where none was typed."""
    first = source.words.get("first", "")
    return f"№\u00a0{int(first) + place}" if first.isdecimal() and len(first) < 7 else ""


def certificate_background(source: Source, gaps: Gaps) -> Background:
    return Background("СЕРТИФИКАТ", "подтверждает, что", "", source, signed_by(source.director, gaps))


def certificate_lines(facts: PersonFacts, source: Source, place: int, gaps: Gaps) -> tuple[Words, ...]:
    person = facts.person
    took = gendered(person, "принял участие", "приняла участие", "принял(а) участие")
    deed = f"{took} {gaps.filled(source.words.get('deed', ''), 'в чём участие', 40)}"
    return _nominative(facts, source, place, deed, gaps)


def diploma_background(source: Source, gaps: Gaps) -> Background:
    return Background("ГРАМОТА", "награждается", "", source, signed_by(source.director, gaps))


def diploma_lines(facts: PersonFacts, source: Source, place: int, gaps: Gaps) -> tuple[Words, ...]:
    deed = f"за {gaps.filled(source.words.get('deed', ''), 'за что награда', 40)}"
    return _nominative(facts, source, place, deed, gaps)


def _nominative(facts: PersonFacts, source: Source, place: int, deed: str, gaps: Gaps) -> tuple[Words, ...]:
    post = who_of(facts.person) or gaps.filled("", f"должность: {facts.person.short_name}", 30)
    found = (
        Words(NUMBER, number_of(source, place)),
        Words(NAME, nominative(facts.person).full),
        Words(POST, post),
        Words(DEED, deed),
    )
    return tuple(words for words in found if words.text)


def thanks_background(source: Source, gaps: Gaps) -> Background:
    deed = gaps.filled(source.words.get("deed", ""), "за что благодарность", 40)
    body = f"{source.organization.full_name} выражает Вам искреннюю благодарность за {deed}."
    return Background("БЛАГОДАРСТВЕННОЕ ПИСЬМО", "", body, source, signed_by(source.director, gaps))


def thanks_lines(facts: PersonFacts, source: Source, place: int, gaps: Gaps) -> tuple[Words, ...]:
    person = facts.person
    post = who_in(person, Case.DAT) or gaps.filled("", f"должность: {person.short_name}", 30)
    found = (
        Words(LETTER_NUMBER, number_of(source, place)),
        Words(TO, in_case(person, Case.DAT)),
        Words(TO_POST, post),
        Words(HAIL, greeting(person)),
    )
    return tuple(words for words in found if words.text)


CERTIFICATE = AwardForm(certificate_background, certificate_lines)
DIPLOMA = AwardForm(diploma_background, diploma_lines)
THANKS = AwardForm(thanks_background, thanks_lines)


def numbered(source: Source, place: int) -> Source:
    """The source of one paper of many, with the number of its own."""
    return replace(source, words={**source.words, "first": number_of(source, place).removeprefix("№\u00a0")})


def award_document(form: AwardForm) -> Callable[[PersonFacts, Source, Gaps], Document]:
    """The same paper as blocks: for Word, where a school changes what it likes."""

    def build(facts: PersonFacts, source: Source, gaps: Gaps) -> Document:
        back = form.background(source, gaps)
        lines = form.lines(facts, source, 0, gaps)
        number = [Text(words.text, centred=True) for words in lines if words.spot in (NUMBER, LETTER_NUMBER)]
        others = [Text(words.text, centred=True) for words in lines if words.spot not in (NUMBER, LETTER_NUMBER)]
        intro = (Text(back.intro, centred=True),) if back.intro else ()
        body = (Text(back.body),) if back.body else ()
        return Document(
            title=f"{back.title.capitalize()}: {facts.person.short_name}",
            author=source.organization.full_name,
            blocks=(
                Head(letterhead(source.organization)),
                Kind(back.title),
                *number,
                *intro,
                *others,
                *body,
                back.signature,
                Text(back.issued, centred=True),
            ),
        )

    return build

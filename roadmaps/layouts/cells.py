"""Parts of the calendar as HTML, by stencils: a day of the month, the rows of its lists."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Protocol

from django.template.defaultfilters import truncatechars
from django.utils.safestring import SafeString

from core.stencils import fill, filled, form_from
from roadmaps.queries.rows import ActivityRow
from roadmaps.queries.status import Status

LONGEST = 48  # letters of a name in a cell
ITEM = form_from('<li><a class="q" href="/activities/{activity}/">{number} {name}</a> {mark}</li>')
UNDATED = form_from('<li><a class="q" href="/activities/{activity}/">{number} {name}</a>{quoted}</li>')
QUOTED = form_from(' <span class="small mut">«{words}»</span>')


class Told(Protocol):
    """A term, as far as a cell shows it."""

    @property
    def activity(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def status(self) -> Status: ...


class DayTraits(NamedTuple):
    inside: bool
    working: bool
    vacation: bool
    today: bool
    more: bool


class TermTraits(NamedTuple):
    code: str


def day_html(traits: DayTraits, day: date, shown: Iterable[Told], hidden: int) -> SafeString:
    terms = SafeString("".join(_term(term) for term in shown))
    return filled("roadmaps/calendar/day.html", traits, number=day.day, terms=terms, hidden=hidden)


def _term(term: Told) -> SafeString:
    name = term.name if len(term.name) <= LONGEST else truncatechars(term.name, LONGEST)
    traits, status = TermTraits(term.status.code), term.status.text
    return filled("roadmaps/calendar/term.html", traits, activity=term.activity, status=status, name=name)


def items_html(terms: Iterable[Told]) -> SafeString:
    rows = ({"activity": t.activity, "number": t.number, "name": t.name, "mark": t.status.mark} for t in terms)
    return SafeString("".join(fill(ITEM, words) for words in rows))


def tray_html(rows: Iterable[ActivityRow]) -> SafeString:
    """Without a term to show, with the words of the document."""
    quoted = ((row, fill(QUOTED, {"words": row.words}) if row.words else "") for row in rows)
    words = ({"activity": row.pk, "number": row.number, "name": row.name, "quoted": told} for row, told in quoted)
    return SafeString("".join(fill(UNDATED, each) for each in words))

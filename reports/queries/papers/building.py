"""A report for a viewer: which sections, in which order, with which words of hand."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from core.viewer import Viewer
from mentoring.queries.pairs import pairs_of
from reports.models import ReportWords
from reports.papers.kinds import ASKS, INDICATORS, Asked
from reports.papers.model import Report, Section, with_parts, with_words
from reports.papers.periods import period_words
from reports.queries.papers import indicators, lists, maps, upward
from reports.queries.papers import people as school
from reports.queries.papers.sections import by_hand
from schools.access import organizations_below
from schools.models import Organization


class Author(NamedTuple):
    """Who asks for a report: the name as it stands in files."""

    name: str
    organization: str


def author_of(viewer: Viewer) -> Author:
    name = viewer.membership.short_name.replace("\u00a0", " ") if viewer.membership else ""
    return Author(name, viewer.organization.short_name)


def is_above(viewer: Viewer) -> bool:
    """Does the viewer answer for other organizations? A methodical office reports like a school of its own."""
    return viewer.organization.level != Organization.Level.SCHOOL


def build_report(viewer: Viewer, asked: Asked, now: datetime, *, most: int | None = None) -> Report:
    """A constant number of queries for each section, but one for each map of the year. `most` rows of a list of pairs,
    where the rest would not be shown anyway."""
    if is_above(viewer):
        sections, counted = _above(viewer, asked, now)
        people: tuple[int, ...] = ()
    else:
        sections, people = _own(viewer, asked, now, most)
        counted = f"Данные на {viewer.organization.local_date(now):%d.%m.%Y}"
    report = Report(
        kind=asked.kind.key,
        title=asked.kind.title,
        organization=viewer.organization.full_name,
        period=period_words(asked.year, asked.period),
        counted=counted,
        sections=tuple(sections),
        people=people,
    )
    return with_parts(with_words(report, words_of(viewer, asked)), asked.parts)


def words_of(viewer: Viewer, asked: Asked) -> dict[str, str]:
    """Section → what somebody wrote for this report, school year and period."""
    return dict(_words(viewer, asked).values_list("section", "text"))


def words_row(viewer: Viewer, asked: Asked, part: str) -> ReportWords | None:
    return _words(viewer, asked).filter(section=part).first()


def _words(viewer: Viewer, asked: Asked) -> QuerySet[ReportWords]:
    return ReportWords.objects.visible_to(viewer).filter(
        organization=viewer.organization, kind=asked.kind.key, school_year=asked.year, period=asked.period
    )


def _above(viewer: Viewer, asked: Asked, now: datetime) -> tuple[list[Section], str]:
    """Sections with the moment their figures were counted."""
    above = upward.Above(viewer, asked, viewer.organization.local_date(now))
    found = []
    for key in asked.kind.official:
        if key in ASKS:
            found.append(by_hand(key))
        elif key == INDICATORS:
            found.append(indicators.section_of(viewer, asked, above.today))
        else:
            found.append(upward.SECTIONS[key](above))
    counted = above.own.counted_at
    words = (
        f"Данные на {counted.astimezone(viewer.organization.zone):%d.%m.%Y, %H:%M}" if counted else "Данных пока нет"
    )
    return found, words


def _own(viewer: Viewer, asked: Asked, now: datetime, most: int | None) -> tuple[list[Section], tuple[int, ...]]:
    """Sections with the cards of the people they name."""
    today = viewer.organization.local_date(now)
    own, read = school.Own(viewer, asked, today, most), maps.Maps(viewer, asked, today)
    found: list[Section] = []
    named: tuple[int, ...] = ()
    for key in asked.kind.school:
        if maker := lists.NAMED.get((asked.kind.key, key)):
            part, named = maker(own)
            found.append(part)
        else:
            found.append(_plain(key, viewer, asked, own, read))
    return found, named


def _plain(key: str, viewer: Viewer, asked: Asked, own: school.Own, read: maps.Maps) -> Section:
    if key in ASKS:
        return by_hand(key)
    if key == INDICATORS:
        return indicators.section_of(viewer, asked, own.today)
    if key in maps.SECTIONS:
        return maps.SECTIONS[key](read)
    return school.SECTIONS[key](own)


def size_of(viewer: Viewer, asked: Asked) -> int:
    """Rows of all its tables, about: what decides whether a page can wait for the file."""
    if is_above(viewer):
        children = organizations_below(viewer).filter(parent=viewer.organization).count()
        return children * len(upward.BELOW_KEYS[asked.kind.key])
    return pairs_of(viewer).of_year(asked.year).count() if asked.kind.named else 0

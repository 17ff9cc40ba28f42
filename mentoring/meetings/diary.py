"""Papers made of the marks: a diary of a pair, a journal of a year, its summary. Pure; no mentor writes them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.sheets.model import Column, Group, Sheet
from core.words import counted, hours
from core.years import year_label
from mentoring.models import Meeting, MeetingKind

MEETINGS = ("встреча", "встречи", "встреч")
COLUMNS = (
    Column("№", 8),
    Column("Дата", 20),
    Column("Встреча", 38),
    Column("Как", 20),
    Column("Минут", 14),
    Column("Темы", 50),
    Column("Прошло", 20),
    Column("Не пришли", 30),
    Column("Заметка", 60),
)
YEAR_COLUMNS = (
    Column("Наставляемый", 45),
    Column("Форма", 32),
    Column("Период", 34),
    Column("Тема и цель", 60),
    Column("Встреч", 14),
    Column("Часов", 14),
    Column("Какие встречи", 50),
    Column("Чем закончилось", 45),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting with the names of those who did not come and the note as far as the reader may know it."""

    meeting: Meeting
    absent: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A pair with its meetings in their order. `outcome` tells how it stands or ended."""

    mentees: str
    form: str
    period: str
    about: str
    outcome: str
    entries: Sequence[Entry]

    @property
    def held(self) -> list[Meeting]:
        return [entry.meeting for entry in self.entries if entry.meeting.status == Meeting.Status.HELD]

    @property
    def minutes(self) -> int:
        return sum(meeting.minutes or 0 for meeting in self.held)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the rows."""

    mentor: str
    school: str
    school_year: int
    today: date


def diary(head: Head, chapter: Chapter) -> Sheet:
    """Of one pair."""
    lines = (head.school, f"Наставник: {head.mentor}", f"Наставляемый: {chapter.mentees}", chapter.period)
    group = Group("", "", _rows(chapter.entries))
    return _sheet("Дневник наставника", head, COLUMNS, (group,), lines, total_of([chapter]))


def journal(head: Head, chapters: Sequence[Chapter]) -> Sheet:
    """Of all pairs of the year, each under its mentees."""
    lines = (head.school, f"Наставник: {head.mentor}", f"{year_label(head.school_year)} учебный год")
    groups = tuple(Group("", chapter.mentees, _rows(chapter.entries)) for chapter in chapters)
    return _sheet("Журнал встреч наставника", head, COLUMNS, groups, lines, total_of(chapters))


def year_summary(head: Head, chapters: Sequence[Chapter]) -> Sheet:
    """One row a pair: with whom, about what, how many meetings and hours, what came of it."""
    lines = (head.school, f"Наставник: {head.mentor}", f"{year_label(head.school_year)} учебный год")
    rows = tuple(_year_row(chapter) for chapter in chapters)
    return _sheet("Итоги года наставника", head, YEAR_COLUMNS, (Group("", "", rows),), lines, total_of(chapters))


def total_of(chapters: Sequence[Chapter]) -> str:
    held, minutes = sum(len(each.held) for each in chapters), sum(each.minutes for each in chapters)
    return f"{counted(held, MEETINGS)}, {hours(minutes)}\u00a0ч" if held else "встреч пока нет"


def _rows(entries: Sequence[Entry]) -> tuple[tuple[str | int | date | None, ...], ...]:
    return tuple(_row(number, entry) for number, entry in enumerate(entries, start=1))


def _row(number: int, entry: Entry) -> tuple[str | int | date | None, ...]:
    meeting = entry.meeting
    was = meeting.status == Meeting.Status.HELD
    went = meeting.get_mood_display() if was else f"не состоялась: {meeting.missed_reason}".rstrip(": ")
    about = ", ".join(meeting.topics)
    kind, way = meeting.get_kind_display(), meeting.get_way_display()
    return (number, meeting.held_on, kind, way, meeting.minutes, about, went, ", ".join(entry.absent), entry.note)


def _year_row(chapter: Chapter) -> tuple[str | int | date | None, ...]:
    kinds = Counter(meeting.kind for meeting in chapter.held)
    told = "; ".join(f"{MeetingKind(kind).label.lower()} — {kinds[kind]}" for kind in MeetingKind if kinds[kind])
    return (
        chapter.mentees,
        chapter.form,
        chapter.period,
        chapter.about,
        len(chapter.held),
        hours(chapter.minutes),
        told,
        chapter.outcome,
    )


def _sheet(
    title: str, head: Head, columns: tuple[Column, ...], groups: tuple[Group, ...], lines: tuple[str, ...], total: str
) -> Sheet:
    made = f"Сформировано {head.today:%d.%m.%Y} по отметкам о встречах"
    return Sheet(
        title=title,
        columns=columns,
        groups=groups,
        file_name=f"{title} {year_label(head.school_year).replace('/', '-')}",
        lines=tuple(line for line in (*lines, made) if line),
        total=total,
    )

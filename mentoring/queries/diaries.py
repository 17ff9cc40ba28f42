"""What the papers of a mentor are made of."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from core.viewer import Viewer
from mentoring.meetings.diary import Chapter, Entry
from mentoring.models import Attendance, Meeting, Pair, PairMember
from mentoring.queries.meetings import may_read_note
from mentoring.queries.pairs import shown_name

Status = Meeting.Status
COUNTED = (Status.HELD, Status.MISSED)


def mentored_pairs(viewer: Viewer, school_year: int) -> QuerySet[Pair]:
    """The viewer's own as a mentor."""
    rows = Pair.objects.visible_to(viewer).filter(pk__in=viewer.scope.write_pairs, school_year=school_year)
    return rows.select_related("mentor").order_by("starts_on", "pk")


def chapters_of(viewer: Viewer, pairs: Iterable[Pair]) -> list[Chapter]:
    """Three queries, however many pairs there are."""
    known = list(pairs)
    mentees, entries = defaultdict(list), defaultdict(list)
    members = PairMember.objects.visible_to(viewer).filter(pair__in=known).select_related("mentee").order_by("slot")
    for member in members:
        mentees[member.pair_id].append(shown_name(member.mentee))
    absent = Attendance.objects.visible_to(viewer).filter(came=False).select_related("member__mentee")
    rows = Meeting.objects.visible_to(viewer).filter(pair__in=known, status__in=COUNTED)
    for meeting in rows.prefetch_related(Prefetch("attendance", absent)).order_by("held_on", "pk"):
        names = tuple(shown_name(each.member.mentee) for each in meeting.attendance.all())
        note = meeting.note if may_read_note(viewer, meeting) else ""
        entries[meeting.pair_id].append(Entry(meeting, names, note))
    return [_chapter(pair, mentees[pair.pk], entries[pair.pk]) for pair in known]


def _chapter(pair: Pair, mentees: list[str], entries: list[Entry]) -> Chapter:
    days = [f"{day:%d.%m.%Y}" if day else "" for day in (pair.starts_on, pair.ended_on or pair.ends_on)]
    why = f": {pair.get_end_reason_display()}" if pair.end_reason else ""
    outcome = f"{pair.get_status_display()}{why}"
    return Chapter(
        mentees=", ".join(mentees),
        form=pair.get_form_display(),
        period=f"с {days[0]} по {days[1]}" if all(days) else "",
        about="\n".join(part for part in (pair.theme, pair.goal) if part),
        outcome="\n".join(part for part in (outcome, pair.results) if part),
        entries=entries,
    )

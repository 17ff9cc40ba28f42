"""Meetings of a pair for its pages: who may mark them, what is known of them, the row of steps."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from accounts.roles import Permission
from core.tenancy import Ids
from core.viewer import Viewer
from mentoring.meetings.steps import Frame, HeldMark, Step, steps_of
from mentoring.models import Answer, Attendance, Meeting, Pair, PairMember, PairRules, Person, PlanTask
from mentoring.queries.pairs import expected, shown_name

Status = Meeting.Status
MOST_TOPICS = 6
SOMEBODY = "участник"  # whose data are stopped


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as the viewer may see it; `said` is what the mentee answered to «Встреча была?»."""

    meeting: Meeting
    note: str
    absent: int
    said: int | None
    may_edit: bool

    @property
    def is_planned(self) -> bool:
        return self.meeting.status == Status.PLANNED

    @property
    def mark(self) -> str:
        """A key of `core.templatetags.ui.SHAPES`."""
        return {Status.HELD: "done", Status.PLANNED: "soon", Status.OFFERED: "review"}.get(
            Status(self.meeting.status), "cancelled"
        )


@dataclass(frozen=True, slots=True)
class MeetingsBlock:
    """The section «Встречи» of the card of a pair; `held` and `minutes` count what took place."""

    pair: Pair
    steps: list[Step]
    rows: list[MeetingRow]
    held: int
    minutes: int
    may_log: bool
    is_staff: bool

    @property
    def planned(self) -> list[MeetingRow]:
        return [row for row in self.rows if row.is_planned]

    @property
    def past(self) -> list[MeetingRow]:
        return [row for row in self.rows if not row.is_planned]


def name_and_letter(person: Person) -> str:
    """«Иван П.»: enough for those who know each other, little for whoever finds the phone or the letter."""
    return SOMEBODY if person.is_stopped else f"{person.first_name} {person.last_name[:1]}."


def kept_by(viewer: Viewer) -> Ids:
    """Organizations in which the viewer keeps the pairs of others: a director who is a mentor too does not."""
    return viewer.scope.pd_write if viewer.can(Permission.PAIR_EDIT) else ()


def may_read_note(viewer: Viewer, meeting: Meeting) -> bool:
    """A note for the curator alone is read by curators and by the mentor who wrote it."""
    if meeting.readers == Meeting.Readers.PAIR or meeting.organization_id in kept_by(viewer):
        return True
    return is_own_mark(viewer, meeting)


def is_own_mark(viewer: Viewer, meeting: Meeting) -> bool:
    """Written by the viewer as the mentor of the pair, and mended by no curator since."""
    author = viewer.user is not None and meeting.author_id == viewer.user.pk
    return author and not meeting.by_curator and meeting.pair_id in viewer.scope.write_pairs


def writable_pairs(viewer: Viewer) -> QuerySet[Pair]:
    """Pairs whose meetings the viewer may mark: the mentor's own, a curator's all."""
    mine = Q(pk__in=viewer.scope.write_pairs) | Q(organization_id__in=kept_by(viewer))
    return Pair.objects.visible_to(viewer).filter(mine).select_related("mentor")


def participant_pairs(viewer: Viewer) -> QuerySet[Pair]:
    """Pairs in which the viewer stands, on whichever side."""
    return Pair.objects.visible_to(viewer).filter(pk__in=viewer.scope.pairs).select_related("mentor")


def rules_of(viewer: Viewer, organization_id: int) -> PairRules:
    """The rules of the organization; the defaults where it has none, and for a mentee, who reads no settings."""
    rows = PairRules.objects.visible_to(viewer).filter(organization=organization_id)
    return rows.first() or PairRules(organization_id=organization_id)


def frame_of(pair: Pair, rules: PairRules) -> Frame:
    return Frame(pair.starts_on, pair.ends_on, pair.rhythm_days, rules.first_meeting_days)


def held_mark(meeting: Meeting) -> HeldMark:
    return HeldMark(meeting.kind, meeting.held_on, meeting.way, meeting.minutes)


def held_marks(viewer: Viewer, pair: Pair) -> list[HeldMark]:
    rows = Meeting.objects.visible_to(viewer).filter(pair=pair, status=Status.HELD)
    found = rows.order_by("held_on", "pk").values_list("kind", "held_on", "way", "minutes")
    return [HeldMark(*row) for row in found]


def members_of(viewer: Viewer, pair: Pair, meeting: Meeting | None = None) -> list[PairMember]:
    """Who meets now, with the people; of a meeting that is marked already those of whom the mark tells."""
    rows = PairMember.objects.visible_to(viewer).filter(pair=pair, left_on=None)
    inside = list(rows.select_related("mentee").order_by("slot"))
    noted = set(meeting.attendance.values_list("member", flat=True)) if meeting else set()
    return [row for row in inside if row.pk in noted] or expected(inside)


def others_of(viewer: Viewer, pair: Pair) -> str:
    """How a page names the pair: the other side for a participant, both sides for staff."""
    leads, mentor = pair.pk in viewer.scope.write_pairs, shown_name(pair.mentor)
    if pair.pk in viewer.scope.pairs and not leads:
        return f"Наставник {mentor}"
    mentees = ", ".join(shown_name(row.mentee) for row in members_of(viewer, pair))
    return mentees if leads else f"{mentor} → {mentees}"


def topics_for(viewer: Viewer, pair: Pair) -> list[str]:
    """Words to choose from: of the last marks of the pair, then the sections of its programme."""
    marks = Meeting.objects.visible_to(viewer).filter(pair=pair, status=Status.HELD).order_by("-held_on")
    used = [topic for topics in marks.values_list("topics", flat=True)[:5] for topic in topics]
    tasks = PlanTask.objects.visible_to(viewer).filter(pair=pair, done_on=None).exclude(section="")
    planned = tasks.order_by("position").values_list("section", flat=True)[:20]
    known = dict.fromkeys(topic[:80] for topic in (*used, *planned) if "," not in topic)
    return list(known)[:MOST_TOPICS]


def meetings_block(viewer: Viewer, pair: Pair, *, now: datetime) -> MeetingsBlock:
    """Four queries, however many meetings there are."""
    rules, staff = rules_of(viewer, pair.organization_id), pair.organization_id in kept_by(viewer)
    rows = meetings_of(viewer, pair)
    held = [row for row in rows if row.status == Status.HELD]
    may_log = staff or pair.pk in viewer.scope.write_pairs
    today = _today(viewer, now)
    return MeetingsBlock(
        pair=pair,
        steps=steps_of(map(held_mark, held), frame_of(pair, rules), today),
        rows=[_row(row, rules.edit_days, staff, viewer, now) for row in rows],
        held=len(held),
        minutes=sum(row.minutes or 0 for row in held),
        may_log=may_log and pair.status != Pair.Status.PAUSED and (staff or pair.is_open),
        is_staff=staff,
    )


def _today(viewer: Viewer, now: datetime) -> date:
    day: date = viewer.organization.local_date(now)
    return day


def meetings_of(viewer: Viewer, pair: Pair) -> QuerySet[Meeting]:
    """Newest first, with who was absent and what was answered."""
    rows = Meeting.objects.visible_to(viewer).filter(pair=pair)
    absent = Attendance.objects.visible_to(viewer).filter(came=False)
    confirmed = Answer.objects.visible_to(viewer).filter(question=Answer.Question.CONFIRM).order_by("given_at")
    return rows.prefetch_related(
        Prefetch("attendance", absent, to_attr="absent"), Prefetch("answers", confirmed, to_attr="said")
    ).order_by("-held_on", "-pk")


def _row(meeting: Any, days: int, staff: bool, viewer: Viewer, now: datetime) -> MeetingRow:
    own = is_own_mark(viewer, meeting) and now - meeting.created_at <= timedelta(days=days)
    said = meeting.said[-1].value if meeting.said else None
    return MeetingRow(
        meeting=meeting,
        note=meeting.note if may_read_note(viewer, meeting) else "",
        absent=len(meeting.absent),
        said=said,
        may_edit=meeting.status in (Status.HELD, Status.MISSED) and (staff or own),
    )


def find_planned(viewer: Viewer) -> QuerySet[Meeting]:
    """Meetings still to come that the viewer may move, call off or mark."""
    rows = Meeting.objects.visible_to(viewer).filter(status=Status.PLANNED)
    mine = Q(pair_id__in=viewer.scope.write_pairs) | Q(organization_id__in=kept_by(viewer))
    return rows.filter(mine).select_related("pair__mentor")


def offered_meetings(viewer: Viewer) -> QuerySet[Meeting]:
    """Marks handed over to the curators of the viewer's organization, the oldest first."""
    rows = Meeting.objects.visible_to(viewer).filter(status=Status.OFFERED, organization_id__in=kept_by(viewer))
    return rows.select_related("pair__mentor").order_by("created_at", "pk")

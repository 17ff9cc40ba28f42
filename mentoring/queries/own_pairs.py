"""«Мои пары»: the home of a mentor and of a mentee. A fixed number of queries, however many pairs there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.viewer import Viewer
from mentoring.meetings.hours import hours_of
from mentoring.meetings.questions import Said, questions_due
from mentoring.meetings.steps import Frame, Prefill, Step, prefill_of, steps_of
from mentoring.models import Answer, Meeting, Pair, PairMember, Person
from mentoring.queries.meetings import (
    frame_of,
    held_mark,
    name_and_letter,
    participant_pairs,
    rules_of,
    shown_name,
)
from mentoring.queries.pairs import expected
from mentoring.queries.surveys import own_tickets

Question, Status = Answer.Question, Meeting.Status
LATELY = 14  # days in which a mentee is asked whether a meeting was held
OWN_REST = (
    "Ваше участие в группе приостановлено с {day}: нет действующего согласия на обработку данных. "
    "Возьмите у куратора бланк: когда согласие подпишут, вы вернётесь на встречи."
)
REST_OF_OTHERS = (
    "Пока не встречаются с вами: {people}. Нет действующего согласия на обработку данных; "
    "когда участие продолжится, скажет куратор."
)
WAITING = (Pair.Status.PROPOSED, Pair.Status.AGREED, Pair.Status.ORDERED)


@dataclass(frozen=True, slots=True)
class OwnPair:
    """A pair as its participant sees it. `others` are the other side; `short` names them for the phone; `rest` says who
    of a group meets nobody now; `rests`: it is the viewer, of whom nothing is asked then."""

    pair: Pair
    is_mentor: bool
    rest: str
    rests: bool
    others: list[Person]
    members: list[PairMember]
    steps: list[Step]
    prefill: Prefill
    last: Meeting | None
    planned: Meeting | None
    unmarked: Meeting | None
    held: int
    to_confirm: Meeting | None
    questions: list[str]

    @property
    def title(self) -> str:
        return ", ".join(shown_name(person) for person in self.others)

    @property
    def short(self) -> str:
        return ", ".join(name_and_letter(person) for person in self.others)

    @property
    def attendance(self) -> str:
        """«12:Иван О.,13:Пётр Н.» of a group, for the phone: key of the membership, name."""
        return ",".join(f"{row.pk}:{name_and_letter(row.mentee).replace(',', ' ')}" for row in self.members)

    @property
    def step_number(self) -> int:
        return next((step.number for step in self.steps if step.kind == self.prefill.kind), 1)

    @property
    def may_log(self) -> bool:
        return self.is_mentor and self.pair.is_open and self.pair.status != Pair.Status.PAUSED


@dataclass(frozen=True, slots=True)
class Known:
    """What was read about one pair."""

    members: list[PairMember]
    rest: str
    meetings: list[Meeting]
    said: list[Said]
    confirmed: set[int]
    frame: Frame


def own_pairs(viewer: Viewer, now: datetime) -> list[OwnPair]:
    """Open pairs first, then those that ended not long ago. Six queries."""
    pairs = list(participant_pairs(viewer).order_by("-school_year", "pk"))
    if not pairs:
        return []
    members, meetings = _members(viewer, pairs), _meetings(viewer, pairs)
    said, confirmed = _said(viewer, pairs)
    rules, today = rules_of(viewer, pairs[0].organization_id), viewer.organization.local_date(now)
    found = [
        _own(
            pair,
            Known(
                expected(members[pair.pk]),
                rest_words(viewer, pair, members[pair.pk]),
                meetings[pair.pk],
                said[pair.pk],
                confirmed,
                frame_of(pair, rules),
            ),
            is_mentor=pair.pk in viewer.scope.write_pairs,
            now=now,
            today=today,
        )
        for pair in pairs
    ]
    return sorted(found, key=lambda own: not own.pair.is_open)


def _members(viewer: Viewer, pairs: Iterable[Pair]) -> dict[int, list[PairMember]]:
    found = defaultdict(list)
    rows = PairMember.objects.visible_to(viewer).filter(pair__in=pairs, left_on=None)
    for member in rows.select_related("mentee").order_by("slot"):
        found[member.pair_id].append(member)
    return found


def rest_of(viewer: Viewer, pair: Pair) -> str:
    """The line of `rest_words` for one pair of the viewer. One query."""
    return rest_words(viewer, pair, _members(viewer, [pair])[pair.pk])


def rest_words(viewer: Viewer, pair: Pair, members: Iterable[PairMember]) -> str:
    """What rests for want of a consent, since when, what to do: to a mentee of oneself, to the mentor of the others."""
    resting = [row for row in members if row.paused_on and pair.is_open]
    if pair.pk in viewer.scope.write_pairs:
        people = ", ".join(f"{shown_name(row.mentee)} (с {row.paused_on:%d.%m.%Y})" for row in resting)
        return REST_OF_OTHERS.format(people=people) if resting else ""
    own = (row for row in resting if viewer.user and row.mentee.account_id == viewer.user.pk)
    return next((OWN_REST.format(day=f"{row.paused_on:%d.%m.%Y}") for row in own), "")


def _meetings(viewer: Viewer, pairs: Iterable[Pair]) -> dict[int, list[Meeting]]:
    found = defaultdict(list)
    rows = Meeting.objects.visible_to(viewer).filter(pair__in=pairs, status__in=[Status.HELD, Status.PLANNED])
    for meeting in rows.order_by("held_on", "pk"):
        found[meeting.pair_id].append(meeting)
    return found


def _said(viewer: Viewer, pairs: Iterable[Pair]) -> tuple[dict[int, list[Said]], set[int]]:
    """Own answers by pair, and the meetings already confirmed or denied. A curator in a pair reads others' too."""
    found, confirmed = defaultdict(list), set()
    rows = Answer.objects.visible_to(viewer).filter(pair__in=pairs, account=viewer.user)
    for pair, meeting, question, value, at in rows.values_list("pair", "meeting", "question", "value", "given_at"):
        if question == Question.CONFIRM:
            confirmed.add(meeting)
        found[pair].append(Said(question, value, viewer.organization.local_date(at)))
    return found, confirmed


def _own(pair: Pair, known: Known, *, is_mentor: bool, now: datetime, today: date) -> OwnPair:
    rests = bool(known.rest) and not is_mentor
    held = [row for row in known.meetings if row.status == Status.HELD]
    marks = [held_mark(row) for row in held]
    ahead = [row for row in known.meetings if row.status == Status.PLANNED and row.during]
    planned = sorted(ahead, key=hours_of)
    return OwnPair(
        pair=pair,
        is_mentor=is_mentor,
        rest=known.rest,
        rests=rests,
        others=[member.mentee for member in known.members] if is_mentor else [pair.mentor],
        members=known.members,
        steps=steps_of(marks, known.frame, today),
        prefill=prefill_of(marks, ends_on=pair.ends_on, today=today),
        last=held[-1] if held else None,
        planned=None if rests else next((row for row in planned if hours_of(row)[1] > now), None),
        unmarked=next((row for row in planned if hours_of(row)[1] <= now), None) if is_mentor else None,
        held=len(held),
        to_confirm=None if is_mentor or rests else _to_confirm(held, known.confirmed, today),
        questions=[] if rests else questions_due(pair, marks, known.said, today),
    )


def _to_confirm(held: list[Meeting], confirmed: set[int], today: date) -> Meeting | None:
    """The last meeting of these days, unless it was answered."""
    last = held[-1] if held else None
    return last if last and (today - last.held_on).days <= LATELY and last.pk not in confirmed else None


def home_context(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """For `mentoring/own_pairs.html`."""
    today = viewer.organization.local_date(now)
    return {
        "own_pairs": own_pairs(viewer, now),
        "own_today": today,
        "own_surveys": own_tickets(viewer, today),
    }

"""The card of a pair."""

from dataclasses import dataclass
from datetime import date

from core.audit import history
from core.event_words import words_of
from core.viewer import Viewer
from mentoring.models import Pair, PairMember, Person
from mentoring.pairing.health import Health
from mentoring.pairing.steps import Step, mark_of, may_move, steps_of
from mentoring.queries.cards import EVENTS, Told
from mentoring.queries.health import health_of
from mentoring.queries.pair_gates import hindrances, uncleared_pairs
from mentoring.queries.pair_list import note_of
from mentoring.queries.pairs import pair_title, shown_name
from mentoring.queries.people_rows import who
from mentoring.queries.rules import clearance_of
from schools.queries import names_of

Status = Pair.Status
WAITS_FOR_CONSENT = (Status.PROPOSED, Status.AGREED, Status.ORDERED, Status.ACTIVE, Status.PAUSED)


@dataclass(frozen=True, slots=True)
class Side:
    """A participant on the card. `agreed_on` is the written consent to this pair, `left` why a mentee went, `paused_on`
    since when a mentee of a group rests for want of a consent."""

    person: Person
    who: str
    request: str
    agreed_on: date | None
    member: int
    left: str = ""
    paused_on: date | None = None

    @property
    def name(self) -> str:
        return shown_name(self.person) if self.person.is_stopped else self.person.full_name


@dataclass(frozen=True)
class PairCard:
    pair: Pair
    title: str
    mark: str
    note: str
    steps: tuple[Step, ...]
    mentor: Side
    mentees: tuple[Side, ...]
    gone: tuple[Side, ...]
    hindrances: tuple[str, ...]
    health: Health | None

    @property
    def people(self) -> list[int]:
        return [self.mentor.person.pk, *(side.person.pk for side in (*self.mentees, *self.gone))]

    @property
    def warned(self) -> str:
        """A notice before an early end that is running, in words."""
        on, until = self.pair.notice_on, self.pair.notice_until
        if not self.pair.is_open or on is None or until is None:
            return ""
        return f"О прекращении предупредили {on:%d.%m.%Y}. Прекратить пару можно с {until:%d.%m.%Y}."

    @property
    def may_agree(self) -> bool:
        return self.pair.status == Status.PROPOSED

    @property
    def may_pause(self) -> bool:
        return may_move(self.pair.status, Status.PAUSED)

    @property
    def may_resume(self) -> bool:
        return self.pair.status == Status.PAUSED

    @property
    def may_complete(self) -> bool:
        return may_move(self.pair.status, Status.COMPLETED)

    @property
    def is_working(self) -> bool:
        return self.pair.status in (Status.ACTIVE, Status.PAUSED)


def pair_card(viewer: Viewer, pair: Pair, today: date) -> PairCard:
    """`pair` with its mentor. Eight queries, nine where a mentor has no clearance."""
    rows = list(PairMember.objects.visible_to(viewer).filter(pair=pair).select_related("mentee").order_by("pk"))
    inside = [row for row in rows if row.left_on is None]
    causes: dict[int, str] = {}
    if pair.status in WAITS_FOR_CONSENT:
        people = [pair.mentor_id, *(row.mentee_id for row in inside)]
        causes = hindrances(people, today, labour=True)
        outside = uncleared_pairs({pair.pk: people}, today, clearance_of(pair))
        causes |= {pair.mentor_id: outside[pair.pk]} if outside and pair.mentor_id not in causes else {}
    return PairCard(
        pair=pair,
        title=pair_title(pair, inside or rows),
        mark=mark_of(pair.status),
        note=note_of(pair, inside),
        steps=steps_of(pair.status),
        mentor=Side(pair.mentor, _who(pair.mentor), "", pair.mentor_agreed_on, 0),
        mentees=tuple(_side(row) for row in inside),
        gone=tuple(_side(row) for row in rows if row.left_on is not None),
        health=health_of([pair], today)[pair.pk] if pair.is_open else None,
        hindrances=tuple(f"{cause}." for cause in causes.values()),
    )


def _side(row: PairMember) -> Side:
    left = f"{row.left_on:%d.%m.%Y}, {row.get_left_reason_display()}" if row.left_on else ""
    request = "" if row.mentee.is_stopped else row.request
    return Side(row.mentee, _who(row.mentee), request, row.agreed_on, row.pk, left, row.paused_on)


def _who(person: Person) -> str:
    return "обработка данных остановлена" if person.is_stopped else who(person)


def pair_history(viewer: Viewer, pair: Pair) -> list[Told]:
    events = list(history(viewer, pair)[:EVENTS])
    names = names_of(viewer, pair.organization_id, [event.account_id for event in events])
    return [Told(words_of(event.verb), names.get(event.account_id or 0, "система"), event.at) for event in events]

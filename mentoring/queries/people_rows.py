"""What stands in the rows of a page of a list. A constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Subquery

from core.http import address_of
from core.viewer import Viewer
from mentoring.models import (
    MenteeCard,
    MentorCard,
    MentoringForm,
    Participation,
    Person,
    Request,
    Side,
    TargetModel,
    Training,
)
from mentoring.queries.coverage import uncovered
from mentoring.queries.people import ARCHIVE, PAGE, Counters, Filters, counters, page_ids
from mentoring.queries.rules import Rules, rules_of

FORMS, MODELS, STATES = dict(MentoringForm.choices), dict(TargetModel.choices), dict(Participation.State.choices)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a base in words. `mark` names a shape for the state, `trained_on` the last finished course."""

    pk: int
    person_id: int
    name: str
    address: str
    who: str
    state: str
    mark: str
    about: str
    note: str
    forms: str
    trained_on: date | None
    is_covered: bool
    is_blank: bool
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Clock:
    """Today, and after how many days of waiting a row is marked."""

    today: date
    rules: Rules


@dataclass(frozen=True)
class ListPage:
    """`next`: the row the following page begins after, 0 when this is the last."""

    filters: Filters
    counters: Counters
    lines: tuple[Line, ...]
    people: tuple[Person, ...]
    next: int

    @property
    def person_ids(self) -> list[int]:
        return [line.person_id for line in self.lines] or [person.pk for person in self.people]


def list_page(viewer: Viewer, year: int, filters: Filters, today: date) -> ListPage:
    ids = page_ids(viewer, year, filters, today)
    shown = ids[:PAGE]
    more = shown[-1] if len(ids) > PAGE else 0
    found = counters(viewer, year, filters, today)
    if filters.tab == ARCHIVE:
        people = Person.objects.visible_to(viewer).filter(pk__in=shown)
        return ListPage(filters, found, (), tuple(_in_order(people, shown)), more)
    itself = Participation.objects.visible_to(viewer).filter(pk=OuterRef("pk"))
    rows = Participation.objects.visible_to(viewer).filter(pk__in=shown).select_related("person")
    main = Request.objects.visible_to(viewer).filter(participation=OuterRef("pk"), is_main=True).values("text")[:1]
    rows = rows.annotate(is_lacking=Exists(uncovered(itself, today)), main_request=Subquery(main))
    return ListPage(filters, found, lines_of(viewer, filters.tab, _in_order(rows, shown), today), (), more)


def lines_of(viewer: Viewer, side: str, rows: Sequence[Participation], today: date) -> tuple[Line, ...]:
    """Rows of one side with their people, `is_lacking` and `main_request`, in the given order."""
    people = [row.person_id for row in rows]
    clock = Clock(today, rules_of(viewer.organization))
    if side == Side.MENTOR:
        beside = {card.person_id: card for card in MentorCard.objects.visible_to(viewer).filter(person__in=people)}
        trained = _trained(viewer, people)
        return tuple(_mentor(row, beside.get(row.person_id), trained, clock) for row in rows)
    cards = MenteeCard.objects.visible_to(viewer).filter(person__in=people)
    categories = {card.person_id: card.category_words for card in cards}
    return tuple(_mentee(row, categories.get(row.person_id, []), clock) for row in rows)


def who(person: Person) -> str:
    """«6 «А»», «учитель математики», «выпускник, ООО «Пример»»."""
    if person.kind == Person.Kind.PUPIL:
        return person.class_name or "ученик"
    if person.kind == Person.Kind.TEACHER:
        return person.position or "педагог"
    return ", ".join(part for part in (person.get_kind_display(), person.position or person.workplace) if part)


def waiting(row: Participation, today: date, rules: Rules) -> tuple[str, str]:
    """Words and shape of the state, by the thresholds of the organization."""
    if row.state != Participation.State.WAITING:
        return STATES[row.state], "done" if row.state == Participation.State.PAIRED else "no_data"
    days = max((today - row.waiting_since).days, 0)
    mark = "overdue" if days >= rules.waits_long else "soon" if days >= rules.waits_soon else "not_started"
    return (f"Ждёт {days}\u00a0дн." if days else "Ждёт с сегодня"), mark


def _trained(viewer: Viewer, people: Iterable[int]) -> dict[int, date]:
    rows = Training.objects.visible_to(viewer).filter(person__in=people, finished_on__isnull=False)
    return dict(rows.values("person").annotate(last=Max("finished_on")).values_list("person", "last"))


def _mentor(row: Participation, card: MentorCard | None, trained: dict[int, date], clock: Clock) -> Line:
    subjects = ", ".join([*card.subjects, *card.competences][:4]) if card else ""
    load = f"до {card.capacity}" if card else ""
    return _line(row, clock, about=subjects, note=load, trained_on=trained.get(row.person_id))


def _mentee(row: Any, categories: list[str], clock: Clock) -> Line:
    return _line(row, clock, about=row.main_request or "", note=", ".join(categories), trained_on=None)


def _line(row: Any, clock: Clock, **beside: Any) -> Line:
    state, mark = waiting(row, clock.today, clock.rules)
    person = row.person
    return Line(
        pk=row.pk,
        person_id=person.pk,
        name=person.full_name,
        address=address_of("participant_detail", person.pk),
        who=who(person),
        state=state,
        mark=mark,
        forms=", ".join(FORMS[each] for each in row.forms),
        is_covered=not row.is_lacking,
        is_blank=row.questionnaire_on is None,
        phone=person.phone,
        email=person.email,
        **beside,
    )


def _in_order(rows: Any, ids: Sequence[int]) -> list[Any]:
    places = {pk: place for place, pk in enumerate(ids)}
    return sorted(rows, key=lambda row: places[row.pk])

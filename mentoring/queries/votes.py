"""Wishes after a group meeting: who may be named by whom, and how a name looks on a phone that anybody holds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from core.viewer import Viewer
from mentoring.models import Participation, Person, Side, VoteRound, Wish
from mentoring.queries.cohorts import offered_mentors, waiting_mentees

MOST_LETTERS = 3  # of a last name on a page that anybody opens


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody who came. `shown`: first name and initial; `name` is for curators alone."""

    pk: int
    person_id: int
    side: str
    shown: str
    name: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one voter has written so far. `ranked` in order."""

    ranked: tuple[int, ...] = ()
    unwanted: tuple[int, ...] = ()


def rounds_of(viewer: Viewer, year: int, form: str) -> QuerySet[VoteRound]:
    rows = VoteRound.objects.visible_to(viewer).filter(organization=viewer.organization, school_year=year, form=form)
    return rows.order_by("-opened_at", "-pk")


def invited(viewer: Viewer, year: int, form: str) -> list[Voter]:
    """Who may have come: mentors of the form and those who wait in it."""
    rows = [
        *offered_mentors(viewer, year, form).select_related("person"),
        *waiting_mentees(viewer, year, form).select_related("person"),
    ]
    return _voters(rows)


def voters_of(viewer: Viewer, row: VoteRound) -> list[Voter]:
    """Who came, by name; those whose data may not be worked with any more are left out."""
    came = Participation.objects.visible_to(viewer).filter(pk__in=row.came).listed()
    return _voters(list(came.select_related("person")))


def _voters(rows: Sequence[Participation]) -> list[Voter]:
    shown = shown_names([row.person for row in rows])
    found = [Voter(row.pk, row.person_id, row.side, shown[row.person_id], row.person.full_name) for row in rows]
    return sorted(found, key=lambda voter: voter.name)


def shown_names(people: Iterable[Person]) -> dict[int, str]:
    """«Иван П.»; where two look alike, up to three letters of the last name, then a number: curators see whose."""
    wanted = {person.pk: person for person in people}
    letters = dict.fromkeys(wanted, 1)
    names = {pk: _shown(person, 1) for pk, person in wanted.items()}
    for _ in range(MOST_LETTERS - 1):
        counts = Counter(names.values())
        for pk in [pk for pk, name in names.items() if counts[name] > 1]:
            letters[pk] += 1
            names[pk] = _shown(wanted[pk], letters[pk])
    return _numbered(names)


def _shown(person: Person, letters: int) -> str:
    end = "." if letters < len(person.last_name) else ""
    return f"{person.first_name} {person.last_name[:letters]}{end}"


def _numbered(names: dict[int, str]) -> dict[int, str]:
    counts, seen, found = Counter(names.values()), Counter[str](), {}
    for pk in sorted(names):
        name = names[pk]
        seen[name] += 1
        found[pk] = f"{name} ({seen[name]})" if counts[name] > 1 else name
    return found


def choices_for(voter: Voter, voters: Iterable[Voter]) -> list[Voter]:
    """A mentee names mentors and a mentor mentees, never oneself."""
    other = Side.MENTEE if voter.side == Side.MENTOR else Side.MENTOR
    return [one for one in voters if one.side == other and one.person_id != voter.person_id]


def ballot_of(viewer: Viewer, voter: int) -> Ballot:
    rows = Wish.objects.visible_to(viewer).filter(voter=voter).order_by("rank", "pk").values_list("chosen", "rank")
    return Ballot(
        tuple(chosen for chosen, rank in rows if rank != Wish.UNWANTED),
        tuple(chosen for chosen, rank in rows if rank == Wish.UNWANTED),
    )


def is_over(row: VoteRound, now: datetime) -> bool:
    return row.closes_at <= now

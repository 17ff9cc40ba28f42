"""The value of every criterion for every cell, all cells at once. Rows are mentees, columns mentors, thousandths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from core.words import folded
from mentoring.matching.breaches import years_outside
from mentoring.matching.criteria import FULL, UNKNOWN, Criterion
from mentoring.matching.grids import Grid, distinct, divided, grid
from mentoring.matching.people import Mentee, Mentor, places
from mentoring.matching.phrases import MEANT, Nearness, nearness
from mentoring.matching.rules import Rules
from mentoring.models import TimeSlot

if TYPE_CHECKING:
    import numpy as np

Mentors: TypeAlias = Sequence[Mentor]
Mentees: TypeAlias = Sequence[Mentee]
Phrases: TypeAlias = Sequence[Sequence[str]]
ENOUGH_SLOTS, ENOUGH_INTERESTS = 3, 2  # in common: more than that is not better
LONGEST_WAIT = 45  # days: the threshold at which the person gets a letter
RANK = (1000, 800, 600)  # first, second, third choice
SLOT_BIT = {slot.value: 1 << number for number, slot in enumerate(TimeSlot)}


@dataclass(frozen=True)
class Values:
    """The criteria of a set and, for the words of a reason, which phrases were near."""

    by: dict[Criterion, Grid]
    near: dict[Criterion, Nearness]


def values_of(mentors: Mentors, mentees: Mentees, rules: Rules) -> Values:
    requests, request_line = distinct(tuple(sorted(set(m.topics))) for m in mentees)
    subjects, subject_line = distinct(tuple(sorted(set(m.subjects))) for m in mentees)
    interests, interest_line = distinct(tuple(sorted(set(m.interests))) for m in mentees)
    answers, taught, liked = _offers(mentors)
    near = {
        Criterion.REQUEST: _near(requests, answers, by_theme=True),
        Criterion.SUBJECT: _near(subjects, taught),
        Criterion.INTERESTS: _near(interests, liked),
    }
    by = {
        Criterion.REQUEST: grid(_mean(near[Criterion.REQUEST], requests, answers), request_line),
        Criterion.SUBJECT: grid(_mean(near[Criterion.SUBJECT], subjects, taught), subject_line),
        Criterion.TIME: _time(mentors, mentees),
        Criterion.WISHES: _wishes(mentors, mentees),
        Criterion.INTERESTS: grid(_shared(near[Criterion.INTERESTS], interests, liked), interest_line),
        Criterion.AGE: _age(mentors, mentees, rules),
        Criterion.PLACE: _place(mentors, mentees),
        Criterion.WAITING: _waiting(mentors, mentees),
        Criterion.PREVIOUS: _previous(mentors, mentees),
    }
    return Values(by, near)


def offered_for_requests(mentor: Mentor) -> tuple[str, ...]:
    """A request is answered by competences, and «подтянуть физику» by the subject."""
    return mentor.competences + mentor.subjects


def _offers(mentors: Mentors) -> tuple[Phrases, Phrases, Phrases]:
    return [offered_for_requests(m) for m in mentors], [m.subjects for m in mentors], [m.interests for m in mentors]


def _near(wanted: Phrases, offered: Phrases, *, by_theme: bool = False) -> Nearness:
    return nearness((p for one in wanted for p in one), (p for one in offered for p in one), by_theme=by_theme)


def _best(near: Nearness, offered: Phrases) -> np.ndarray:
    """For every wanted phrase (rows) the nearest phrase of every mentor (columns)."""
    import numpy as np

    best = np.zeros((len(near.wanted), len(offered)), dtype=np.int16)
    owners = [column for column, phrases in enumerate(offered) if phrases]
    if owners and near.wanted:
        flat = np.array([near.offered[phrase] for phrases in offered for phrase in phrases])
        starts = np.cumsum([0, *(len(offered[column]) for column in owners)])[:-1]
        best[:, owners] = np.maximum.reduceat(near.matrix[:, flat], starts, axis=1)
    return best


def _summed(rows: np.ndarray, near: Nearness, wanted: Phrases) -> np.ndarray:
    """For every list of phrases the sum of their rows; no phrases: zeros."""
    import numpy as np

    summed = np.zeros((len(wanted), rows.shape[1]), dtype=np.int32)
    for nth in range(max(map(len, wanted), default=0)):
        lines = [line for line, phrases in enumerate(wanted) if nth < len(phrases)]
        summed[lines] += rows[[near.wanted[wanted[line][nth]] for line in lines]]
    return summed


def _mean(near: Nearness, wanted: Phrases, offered: Phrases) -> np.ndarray:
    """How well the phrases are answered on average; who named none is answered half by anybody."""
    import numpy as np

    counts = np.array([len(phrases) for phrases in wanted], dtype=np.int32)
    means = divided(_summed(_best(near, offered), near, wanted), counts)
    means[counts == 0] = UNKNOWN
    return means


def _shared(near: Nearness, wanted: Phrases, offered: Phrases) -> np.ndarray:
    """How many interests are shared, of those that are enough."""
    import numpy as np

    same = _summed((_best(near, offered) >= MEANT).astype(np.int16), near, wanted)
    counts = np.array([min(len(phrases), ENOUGH_INTERESTS) for phrases in wanted], dtype=np.int32)
    values = divided(np.minimum(same, counts[:, None]) * FULL, counts)
    values[counts == 0] = UNKNOWN
    values[:, [not phrases for phrases in offered]] = UNKNOWN
    return values


@lru_cache(maxsize=4096)
def slot_bits(slots: tuple[str, ...]) -> int:
    return sum(SLOT_BIT[slot] for slot in set(slots))


def _time(mentors: Mentors, mentees: Mentees) -> Grid:
    import numpy as np

    asked, line = distinct(slot_bits(m.slots) for m in mentees)
    theirs = np.array(asked, dtype=np.uint16)
    offered = np.array([slot_bits(m.slots) for m in mentors], dtype=np.uint16)
    needed = np.minimum(np.bitwise_count(theirs), ENOUGH_SLOTS).astype(np.int32)
    common = np.bitwise_count(theirs[:, None] & offered).astype(np.int32)
    values = divided(np.minimum(common, needed[:, None]) * FULL, needed)
    values[theirs == 0] = UNKNOWN
    values[:, offered == 0] = UNKNOWN
    return grid(values, line)


def _wishes(mentors: Mentors, mentees: Mentees) -> Grid:
    """The mean of both sides: who voted gives points to those named only, who did not gives half to everybody."""
    import numpy as np

    silent = np.array([0 if m.wishes else UNKNOWN // 2 for m in mentees], dtype=np.int16)
    values = silent[:, None] + np.array([0 if m.wishes else UNKNOWN // 2 for m in mentors], dtype=np.int16)
    for votes, by_row in ((_votes(mentees, mentors), True), (_votes(mentors, mentees), False)):
        for rank, (voters, chosen) in enumerate(votes):
            cells = (voters, chosen) if by_row else (chosen, voters)
            values[cells] += RANK[rank] // 2
    return grid(values, np.arange(len(mentees)))


def _votes(voters: Mentors | Mentees, others: Mentors | Mentees) -> list[tuple[list[int], list[int]]]:
    """First, second and third choices, as places in both lists; a name written twice counts the first time."""
    where = places(others)
    votes: list[tuple[list[int], list[int]]] = [([], []) for _ in RANK]
    for place, voter in enumerate(voters):
        for (rows, columns), person in zip(votes, dict.fromkeys(voter.wishes), strict=False):
            for other in where.get(person, ()):
                rows.append(place)
                columns.append(other)
    return votes


def _age(mentors: Mentors, mentees: Mentees, rules: Rules) -> Grid:
    """Within the mentor's wish all points, then less with every year of the slack."""
    import numpy as np

    ages, line = distinct(m.age for m in mentees)
    values = np.maximum(FULL - years_outside(mentors, ages) * FULL // (rules.age_slack + 1), 0)
    choosy = _flags(m.age_from or m.age_to for m in mentors)
    for unknown in (place for place, age in enumerate(ages) if age is None):
        values[unknown, choosy] = UNKNOWN
    return grid(values, line)


def _place(mentors: Mentors, mentees: Mentees) -> Grid:
    """The share of what agrees among campus, shift and language, as far as both sides are known."""
    import numpy as np

    wanted, line = distinct(places_of(m.campus, m.shift, m.languages) for m in mentees)
    offered = [places_of(m.campus, m.shift, m.languages) for m in mentors]
    agree = np.zeros((len(wanted), len(mentors)), dtype=np.int32)
    known = np.zeros_like(agree)
    for number in range(len(wanted[0]) if wanted else 0):
        theirs, ours = [one[number] for one in wanted], [one[number] for one in offered]
        agree += _share_a_word(theirs, ours)
        known += _flags(theirs)[:, None] & _flags(ours)
    return grid(np.where(known == 0, UNKNOWN, agree * FULL // np.maximum(known, 1)), line)


@lru_cache(maxsize=4096)
def places_of(campus: str, shift: str, languages: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """Campus, shift and languages, ready to be compared."""
    return tuple(frozenset(folded(word) for word in words if word) for words in ((campus,), (shift,), languages))


def _flags(values: Iterable[object]) -> np.ndarray:
    import numpy as np

    return np.array([bool(value) for value in values], dtype=bool)


def _share_a_word(theirs: Sequence[frozenset[str]], offered: Sequence[frozenset[str]]) -> np.ndarray:
    import numpy as np

    shared = np.zeros((len(theirs), len(offered)), dtype=bool)
    for word in frozenset[str]().union(*theirs):
        shared |= _flags(word in words for words in theirs)[:, None] & _flags(word in words for words in offered)
    return shared


def _waiting(mentors: Mentors, mentees: Mentees) -> Grid:
    import numpy as np

    days, line = distinct(min(max(m.days_waiting, 0), LONGEST_WAIT) for m in mentees)
    values = np.array(days, dtype=np.int32) * FULL // LONGEST_WAIT
    return grid(values[:, None].repeat(len(mentors), axis=1), line)


def _previous(mentors: Mentors, mentees: Mentees) -> Grid:
    """A pair that went well before has all points, one that parted early none, others half."""
    import numpy as np

    rows, columns = places(mentees), places(mentors)
    known: dict[tuple[int, int], int] = {}
    for kind, value in (("previous", FULL), ("parted", 0)):
        for row, mentee in enumerate(mentees):
            known |= {(row, c): value for person in getattr(mentee, kind) for c in columns.get(person, ())}
        for column, mentor in enumerate(mentors):
            known |= {(row, column): value for person in getattr(mentor, kind) for row in rows.get(person, ())}
    involved = sorted({row for row, _ in known})
    line = np.zeros(len(mentees), dtype=np.int64)  # line 0: everybody who was in no pair
    line[involved] = range(1, len(involved) + 1)
    values = np.full((len(involved) + 1, len(mentors)), UNKNOWN, dtype=np.int16)
    for (row, column), value in known.items():
        values[line[row], column] = value
    return grid(values, line)

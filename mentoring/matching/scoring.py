"""The value of every criterion for every cell, all cells at once. Rows are mentees, columns mentors, thousandths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from core.words import folded
from mentoring.matching.criteria import FULL, UNKNOWN, Criterion
from mentoring.matching.people import Mentee, Mentor, places
from mentoring.matching.phrases import MEANT, Nearness, nearness
from mentoring.matching.rules import Rules, years_outside
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

    by: dict[Criterion, np.ndarray]
    near: dict[Criterion, Nearness]


def values_of(mentors: Mentors, mentees: Mentees, rules: Rules) -> Values:
    import numpy as np

    requests = [m.topics for m in mentees], [offered_for_requests(m) for m in mentors]
    subjects = [m.subjects for m in mentees], [m.subjects for m in mentors]
    interests = [m.interests for m in mentees], [m.interests for m in mentors]
    near = {
        Criterion.REQUEST: _near(*requests, by_theme=True),
        Criterion.SUBJECT: _near(*subjects),
        Criterion.INTERESTS: _near(*interests),
    }
    by = {
        Criterion.REQUEST: _mean(near[Criterion.REQUEST], *requests),
        Criterion.SUBJECT: _mean(near[Criterion.SUBJECT], *subjects),
        Criterion.TIME: _time(mentors, mentees),
        Criterion.WISHES: _wishes(mentors, mentees),
        Criterion.INTERESTS: _interests(near[Criterion.INTERESTS], *interests),
        Criterion.AGE: _age(mentors, mentees, rules),
        Criterion.PLACE: _place(mentors, mentees),
        Criterion.WAITING: _waiting(mentors, mentees),
        Criterion.PREVIOUS: _previous(mentors, mentees),
    }
    return Values({criterion: values.astype(np.int16, copy=False) for criterion, values in by.items()}, near)


def offered_for_requests(mentor: Mentor) -> tuple[str, ...]:
    """A request is answered by competences, and «подтянуть физику» by the subject."""
    return (*mentor.competences, *mentor.subjects)


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


def _summed(rows: np.ndarray, numbers: Sequence[Sequence[int]]) -> np.ndarray:
    """For every mentee the sum of the rows that the mentee's phrases have; no phrases: zeros."""
    import numpy as np

    summed = np.zeros((len(numbers), rows.shape[1]), dtype=np.int32)
    owners = [row for row, own in enumerate(numbers) if own]
    if owners:
        flat = np.array([number for own in numbers for number in own])
        starts = np.cumsum([0, *(len(numbers[row]) for row in owners)])[:-1]
        summed[owners] = np.add.reduceat(rows[flat], starts, axis=0, dtype=np.int32)
    return summed


def _mean(near: Nearness, wanted: Phrases, offered: Phrases) -> np.ndarray:
    """How well the phrases of a mentee are answered on average; who named none is answered half by anybody."""
    import numpy as np

    sums = _summed(_best(near, offered), [[near.wanted[phrase] for phrase in phrases] for phrases in wanted])
    counts = np.array([len(phrases) for phrases in wanted], dtype=np.int32)[:, None]
    return np.where(counts == 0, UNKNOWN, sums // np.maximum(counts, 1))


def _interests(near: Nearness, wanted: Phrases, offered: Phrases) -> np.ndarray:
    import numpy as np

    same = (_best(near, offered) >= MEANT).astype(np.int16)
    shared = _summed(same, [[near.wanted[phrase] for phrase in phrases] for phrases in wanted])
    counts = np.array([min(len(phrases), ENOUGH_INTERESTS) for phrases in wanted], dtype=np.int32)[:, None]
    silent = (counts == 0) | np.array([not phrases for phrases in offered], dtype=bool)[None, :]
    return np.where(silent, UNKNOWN, np.minimum(shared, counts) * FULL // np.maximum(counts, 1))


def slot_bits(slots: Iterable[str]) -> int:
    return sum(SLOT_BIT[slot] for slot in set(slots))


def _time(mentors: Mentors, mentees: Mentees) -> np.ndarray:
    import numpy as np

    theirs = np.array([slot_bits(m.slots) for m in mentees], dtype=np.uint16)[:, None]
    offered = np.array([slot_bits(m.slots) for m in mentors], dtype=np.uint16)[None, :]
    common = np.bitwise_count(theirs & offered).astype(np.int32)
    needed = np.minimum(np.bitwise_count(theirs), ENOUGH_SLOTS).astype(np.int32)
    share = np.minimum(common, needed) * FULL // np.maximum(needed, 1)
    return np.where((theirs == 0) | (offered == 0), UNKNOWN, share)


def _wishes(mentors: Mentors, mentees: Mentees) -> np.ndarray:
    """The mean of both sides: who voted gives points to those named only, who did not gives half to everybody."""
    import numpy as np

    rows, columns = places(mentees), places(mentors)
    of_mentee, of_mentor = np.zeros((2, len(mentees), len(mentors)), dtype=np.int32)
    of_mentee[[not m.wishes for m in mentees], :] = UNKNOWN
    of_mentor[:, [not m.wishes for m in mentors]] = UNKNOWN
    for row, mentee in enumerate(mentees):
        for points, person in zip(RANK, mentee.wishes, strict=False):
            of_mentee[row, columns.get(person, [])] = points
    for column, mentor in enumerate(mentors):
        for points, person in zip(RANK, mentor.wishes, strict=False):
            of_mentor[rows.get(person, []), column] = points
    both: np.ndarray = (of_mentee + of_mentor) // 2
    return both


def _age(mentors: Mentors, mentees: Mentees, rules: Rules) -> np.ndarray:
    """Within the mentor's wish all points, then less with every year of the slack."""
    import numpy as np

    outside = years_outside(mentors, mentees)
    unknown = np.array([m.age is None for m in mentees], dtype=bool)[:, None] & np.array(
        [bool(m.age_from or m.age_to) for m in mentors], dtype=bool
    )
    return np.where(unknown, UNKNOWN, np.maximum(FULL - outside * FULL // (rules.age_slack + 1), 0))


def _place(mentors: Mentors, mentees: Mentees) -> np.ndarray:
    """The share of what agrees among campus, shift and language, as far as both sides are known."""
    import numpy as np

    agree = np.zeros((len(mentees), len(mentors)), dtype=np.int32)
    known = np.zeros_like(agree)
    for theirs, offered in (
        ([[folded(m.campus)] for m in mentees], [[folded(m.campus)] for m in mentors]),
        ([[folded(m.shift)] for m in mentees], [[folded(m.shift)] for m in mentors]),
        ([[folded(w) for w in m.languages] for m in mentees], [[folded(w) for w in m.languages] for m in mentors]),
    ):
        said = np.array([any(words) for words in theirs])[:, None] & np.array([any(words) for words in offered])
        agree += said & _share_a_word(theirs, offered)
        known += said
    return np.where(known == 0, UNKNOWN, agree * FULL // np.maximum(known, 1))


def _share_a_word(theirs: Phrases, offered: Phrases) -> np.ndarray:
    import numpy as np

    shared = np.zeros((len(theirs), len(offered)), dtype=bool)
    for word in {word for words in theirs for word in words if word}:
        said = np.array([word in words for words in offered])
        shared |= np.array([word in words for words in theirs])[:, None] & said
    return shared


def _waiting(mentors: Mentors, mentees: Mentees) -> np.ndarray:
    import numpy as np

    days = np.array([min(max(m.days_waiting, 0), LONGEST_WAIT) for m in mentees], dtype=np.int32)
    return (days * FULL // LONGEST_WAIT)[:, None].repeat(len(mentors), axis=1)


def _previous(mentors: Mentors, mentees: Mentees) -> np.ndarray:
    """A pair that went well before has all points, one that parted early none, others half."""
    import numpy as np

    values = np.full((len(mentees), len(mentors)), UNKNOWN, dtype=np.int32)
    rows, columns = places(mentees), places(mentors)
    for kind, value in (("previous", FULL), ("parted", 0)):
        for row, mentee in enumerate(mentees):
            for person in getattr(mentee, kind):
                values[row, columns.get(person, [])] = value
        for column, mentor in enumerate(mentors):
            for person in getattr(mentor, kind):
                values[rows.get(person, []), column] = value
    return values

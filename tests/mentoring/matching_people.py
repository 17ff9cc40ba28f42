"""Invented people to be matched, and the optimum found by trying everything."""

from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st

from mentoring.matching import Mentee, Mentor

ALONE = None
MOST = 7
SUBJECTS = ("математика", "физика", "химия")
TOPICS = ("дисциплина на уроке", "подготовка к ЕГЭ", "выбор профессии")
COMPETENCES = ("классное руководство", "экзамены ОГЭ", "профориентация", "театр")
SLOTS = ("mon_pm", "tue_pm", "sat")
FIRST_MENTEE = 101  # ids of mentors are 1 … 7, persons have the numbers of their participations


def some(words: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(words), unique=True, max_size=2).map(tuple)


def mentors(most: int = MOST) -> st.SearchStrategy[list[Mentor]]:
    def numbered(drawn: list[dict[str, object]]) -> list[Mentor]:
        return [Mentor(id=number, person=number, **fields) for number, fields in enumerate(drawn, start=1)]

    fields = st.fixed_dictionaries(
        {
            "capacity": st.integers(1, 3),
            "taken": st.sampled_from([0, 0, 0, 1]),
            "competences": some(COMPETENCES),
            "subjects": some(SUBJECTS),
            "slots": some(SLOTS),
            "has_consent": st.sampled_from([True, True, True, False]),
            "age_from": st.sampled_from([None, None, 14]),
            "unwanted": st.frozensets(st.integers(FIRST_MENTEE, FIRST_MENTEE + MOST), max_size=2),
            "wishes": st.lists(st.integers(FIRST_MENTEE, FIRST_MENTEE + MOST), unique=True, max_size=3).map(tuple),
        }
    )
    return st.lists(fields, max_size=most).map(numbered)


def mentees(most: int = MOST) -> st.SearchStrategy[list[Mentee]]:
    def numbered(drawn: list[dict[str, object]]) -> list[Mentee]:
        return [Mentee(id=number, person=number, **fields) for number, fields in enumerate(drawn, start=FIRST_MENTEE)]

    fields = st.fixed_dictionaries(
        {
            "age": st.sampled_from([None, 10, 13, 16]),
            "topics": some(TOPICS),
            "subjects": some(SUBJECTS),
            "slots": some(SLOTS),
            "days_waiting": st.integers(0, 60),
            "conflicts": st.frozensets(st.integers(1, MOST), max_size=1),
            "wishes": st.lists(st.integers(1, MOST), unique=True, max_size=3).map(tuple),
        }
    )
    return st.lists(fields, max_size=most).map(numbered)


def best_by_trying(
    scores: Sequence[Sequence[int]],
    able: Sequence[Sequence[bool]],
    free: Sequence[int],
    taken: Sequence[int],
    *,
    coverage: bool,
) -> tuple[int, int, int]:
    """The best (pairs, sum, minus load) under coverage, (sum, pairs, minus load) otherwise: every way is tried."""

    @cache
    def best(row: int, left: tuple[int, ...]) -> tuple[int, int, int]:
        if row == len(scores):
            return (0, 0, 0)
        found = [best(row + 1, left)]
        for column, places in enumerate(left):
            if places and able[row][column]:
                rest = best(row + 1, (*left[:column], places - 1, *left[column + 1 :]))
                load = taken[column] + free[column] - places
                found.append(_added(rest, scores[row][column], load, coverage=coverage))
        return max(found)

    return best(0, tuple(free))


def _added(rest: tuple[int, int, int], score: int, load: int, *, coverage: bool) -> tuple[int, int, int]:
    first, second = (1, score) if coverage else (score, 1)
    return rest[0] + first, rest[1] + second, rest[2] - load


def worth(
    chosen: Sequence[int], scores: Sequence[Sequence[int]], taken: Sequence[int], *, coverage: bool
) -> tuple[int, int, int]:
    """What an assignment amounts to, in the same words."""
    held, result = list(taken), (0, 0, 0)
    for row, column in enumerate(chosen):
        if column >= 0:
            result = _added(result, scores[row][column], held[column], coverage=coverage)
            held[column] += 1
    return result

"""Which cells break a hard rule, all cells at once. Rows are mentees, columns mentors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from core.words import folded
from mentoring.matching.criteria import Criterion
from mentoring.matching.grids import Grid, distinct
from mentoring.matching.people import Cell, Mentee, Mentor, places
from mentoring.matching.rules import BIT, Rule, Rules
from mentoring.models import MentoringForm

if TYPE_CHECKING:
    import numpy as np

NO_LIMIT = 999  # years
FORM_BIT = {form.value: 1 << number for number, form in enumerate(MentoringForm)}
CLASS_SIGNS = re.compile(r"[^0-9a-zа-я]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """What the rules about whole groups of mentees look at."""

    forms: int
    age: int | None
    school: int | None
    has_consent: bool


def broken(
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    rules: Rules,
    values: Mapping[Criterion, Grid],
    banned: Mapping[Cell, str],
) -> np.ndarray:
    """Rows are mentees, columns mentors; a number is the sum of BIT of every rule that the cell breaks."""
    import numpy as np

    kinds, line = distinct(Kind(form_bits(m.forms), m.age, m.school, m.has_consent) for m in mentees)
    cells: np.ndarray = _by_kind(mentors, kinds, rules)[line]
    misses = [(Rule.REQUIRED, grid.table == 0, grid.line) for grid in (values[Criterion(c)] for c in rules.required)]
    graded = _graded(mentors, mentees)
    for rule, table, rows_of in [*misses, (Rule.GRADES, graded.table, graded.line)]:
        cells |= np.where(table, BIT[rule], 0).astype(cells.dtype)[rows_of]
    for rule, (rows, columns) in _named(mentors, mentees, banned).items():
        cells[rows, columns] |= BIT[rule]
    return cells


def _by_kind(mentors: Sequence[Mentor], kinds: Sequence[Kind], rules: Rules) -> np.ndarray:
    import numpy as np

    cells = np.zeros((len(kinds), len(mentors)), dtype=np.int16)
    for rule, marks in (
        (Rule.MENTOR_CONSENT, [not one.has_consent for one in mentors]),
        (Rule.ADMISSION, [not one.is_admitted for one in mentors]),
        (Rule.TRAINING, [rules.training_required and not one.is_trained for one in mentors]),
        (Rule.CAPACITY, [not one.free for one in mentors]),
    ):
        cells[:, marks] |= BIT[rule]
    cells[[not kind.has_consent for kind in kinds]] |= BIT[Rule.MENTEE_CONSENT]
    forms = _common_forms(mentors, kinds, rules)
    cells[forms == 0] |= BIT[Rule.FORM]
    cells[_wrong_age(mentors, kinds, rules, forms)] |= BIT[Rule.AGE]
    if not rules.other_schools:
        cells[_other_school(mentors, kinds)] |= BIT[Rule.SCHOOL]
    return cells


@lru_cache(maxsize=1024)
def form_bits(forms: tuple[str, ...]) -> int:
    """The forms a person named; who named none takes part in any."""
    return sum(FORM_BIT[form] for form in set(forms)) or sum(FORM_BIT.values())


def _common_forms(mentors: Sequence[Mentor], kinds: Sequence[Kind], rules: Rules) -> np.ndarray:
    import numpy as np

    theirs = np.array([kind.forms for kind in kinds], dtype=np.int32)[:, None]
    offered = np.array([form_bits(one.forms) for one in mentors], dtype=np.int32)
    common: np.ndarray = theirs & offered & (FORM_BIT[rules.form] if rules.form else sum(FORM_BIT.values()))
    return common


def _wrong_age(mentors: Sequence[Mentor], kinds: Sequence[Kind], rules: Rules, forms: np.ndarray) -> np.ndarray:
    """Outside the mentor's wish by more than the slack, or a pupil who would help an older pupil."""
    import numpy as np

    far: np.ndarray = years_outside(mentors, [kind.age for kind in kinds]) > rules.age_slack
    older = np.array([-1 if kind.age is None else kind.age for kind in kinds])[:, None]
    younger = np.array([NO_LIMIT if one.age is None else one.age for one in mentors]) < older
    return far | ((forms == FORM_BIT[MentoringForm.PUPIL_PUPIL.value]) & younger)


def years_outside(mentors: Sequence[Mentor], ages: Sequence[int | None]) -> np.ndarray:
    """Years between an age (rows) and the wish of a mentor (columns); 0 inside it, and where age or wish is unknown."""
    import numpy as np

    rows = np.array([-1 if age is None else age for age in ages], dtype=np.int32)[:, None]
    low = np.array([one.age_from or 0 for one in mentors], dtype=np.int32)
    high = np.array([NO_LIMIT if one.age_to is None else one.age_to for one in mentors], dtype=np.int32)
    return np.where(rows < 0, 0, np.maximum(np.maximum(low - rows, rows - high), 0))


def _other_school(mentors: Sequence[Mentor], kinds: Sequence[Kind]) -> np.ndarray:
    import numpy as np

    theirs = np.array([kind.school or 0 for kind in kinds], dtype=np.int64)[:, None]
    schools = np.array([one.school or 0 for one in mentors], dtype=np.int64)
    different: np.ndarray = (theirs != schools) & (theirs != 0) & (schools != 0)
    return different


def _named(
    mentors: Sequence[Mentor], mentees: Sequence[Mentee], banned: Mapping[Cell, str]
) -> dict[Rule, tuple[list[int], list[int]]]:
    """The cells of the rules that name single people: few, as rows and columns."""
    found: dict[Rule, tuple[list[int], list[int]]] = {}
    for rule, row, column in chain(_by_mentors(mentors, mentees), _by_mentees(mentors, mentees)):
        both = found.setdefault(rule, ([], []))
        both[0].append(row)
        both[1].append(column)
    row_of = {one.id: row for row, one in enumerate(mentees)}
    column_of = {one.id: column for column, one in enumerate(mentors)}
    cells = [cell for cell in banned if cell.mentee in row_of and cell.mentor in column_of]
    found[Rule.BANNED] = [row_of[cell.mentee] for cell in cells], [column_of[cell.mentor] for cell in cells]
    return found


def _by_mentors(mentors: Sequence[Mentor], mentees: Sequence[Mentee]) -> Iterator[tuple[Rule, int, int]]:
    rows = places(mentees)
    for column, mentor in enumerate(mentors):
        for rule, people in (
            (Rule.SAME_PERSON, (mentor.person,)),
            (Rule.CONFLICT, mentor.conflicts),
            (Rule.UNWANTED, mentor.unwanted),
            (Rule.GRADES, mentor.pupils),
        ):
            for person in people:
                for row in rows.get(person, ()):
                    yield rule, row, column


def _by_mentees(mentors: Sequence[Mentor], mentees: Sequence[Mentee]) -> Iterator[tuple[Rule, int, int]]:
    columns = places(mentors)
    for row, mentee in enumerate(mentees):
        for rule, people in ((Rule.CONFLICT, mentee.conflicts), (Rule.UNWANTED, mentee.unwanted)):
            for person in people:
                for column in columns.get(person, ()):
                    yield rule, row, column


def _graded(mentors: Sequence[Mentor], mentees: Sequence[Mentee]) -> Grid:
    """Whose class a mentor marks."""
    import numpy as np

    classes, line = distinct(squeezed(one.class_name) for one in mentees)
    marked = [{squeezed(name) for name in one.grades} - {""} for one in mentors]
    table = np.array([[name in names for names in marked] for name in classes], dtype=bool)
    return Grid(table.reshape(len(classes), len(mentors)), line)


@lru_cache(maxsize=1024)
def squeezed(class_name: str) -> str:
    """«8 «Б»» and «8б» are one class."""
    return CLASS_SIGNS.sub("", folded(class_name))

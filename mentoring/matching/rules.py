"""What excludes a pair, whatever its score. A rule here never yields: a cell it blocks is not in the problem at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from core.words import counted, folded
from mentoring.matching.criteria import CAN_BE_REQUIRED, Criterion
from mentoring.matching.people import Cell, Mentee, Mentor, places
from mentoring.models import MentoringForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np


YEARS = ("год", "года", "лет")
CLASS_SIGNS = re.compile(r"[^0-9a-zа-я]+")


class Rule(TextChoices):
    """The order is the order in which rules are told to a curator."""

    MENTEE_CONSENT = "mentee_consent", "нет согласия наставляемого"
    SAME_PERSON = "same_person", "это один и тот же человек"
    BANNED = "banned", "не эти двое"
    CONFLICT = "conflict", "заявлен конфликт интересов"
    UNWANTED = "unwanted", "просили не ставить вместе"
    GRADES = "grades", "наставник ставит этому ученику оценки"
    MENTOR_CONSENT = "mentor_consent", "нет согласия наставника"
    ADMISSION = "admission", "у наставника нет допуска"
    TRAINING = "training", "наставник не прошёл обучение"
    SCHOOL = "school", "другая школа"
    FORM = "form", "другая форма наставничества"
    AGE = "age", "возраст не подходит"
    REQUIRED = "required", "не совпало обязательное"
    CAPACITY = "capacity", "нет свободных мест"


BIT = {rule: 1 << number for number, rule in enumerate(Rule)}


@dataclass(frozen=True, slots=True)
class Rules:
    """What an organization decides. `required`: criteria marked «обязательно»; ValueError for one that cannot be.

    `form`: the form the set is matched for; empty: any that both name. A mentee up to `age_slack` years outside the
    wish of the mentor only loses points.
    """

    form: str = ""
    required: frozenset[str] = frozenset()
    age_slack: int = 2
    training_required: bool = False
    other_schools: bool = False
    weak_below: int = 60

    def __post_init__(self) -> None:
        if unknown := self.required - {criterion.value for criterion in CAN_BE_REQUIRED}:
            raise ValueError(f"Не бывает обязательным: {', '.join(sorted(unknown))}.")


@dataclass(frozen=True, slots=True)
class Block:
    """A rule that excludes a pair, with the words for this pair."""

    rule: Rule
    words: str


def broken(
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    rules: Rules,
    values: Mapping[Criterion, np.ndarray],
    banned: Mapping[Cell, str],
) -> np.ndarray:
    """Rows are mentees, columns mentors; a number is the sum of BIT of every rule that the cell breaks."""
    import numpy as np

    cells = np.zeros((len(mentees), len(mentors)), dtype=np.int32)
    cells |= _bits([(Rule.MENTEE_CONSENT, not one.has_consent) for one in mentees])[:, None]
    for rule, marks in (
        (Rule.MENTOR_CONSENT, [not one.has_consent for one in mentors]),
        (Rule.ADMISSION, [not one.is_admitted for one in mentors]),
        (Rule.TRAINING, [rules.training_required and not one.is_trained for one in mentors]),
        (Rule.CAPACITY, [not one.free for one in mentors]),
    ):
        cells |= _bits([(rule, mark) for mark in marks])[None, :]
    cells |= _wrong_form(mentors, mentees, rules) * BIT[Rule.FORM]
    cells |= _wrong_age(mentors, mentees, rules) * BIT[Rule.AGE]
    if not rules.other_schools:
        cells |= _other_school(mentors, mentees) * BIT[Rule.SCHOOL]
    for name in rules.required:
        cells |= np.where(values[Criterion(name)] == 0, BIT[Rule.REQUIRED], 0)
    _mark_people(cells, mentors, mentees, banned)
    return cells


def _bits(marks: Sequence[tuple[Rule, bool]]) -> np.ndarray:
    import numpy as np

    return np.array([BIT[rule] if mark else 0 for rule, mark in marks], dtype=np.int32)


def _form_bits(people: Sequence[Mentor] | Sequence[Mentee]) -> np.ndarray:
    """The forms a person named; who named none takes part in any."""
    import numpy as np

    numbers = {form.value: 1 << number for number, form in enumerate(MentoringForm)}
    every = sum(numbers.values())
    return np.array([sum(numbers[f] for f in set(one.forms)) or every for one in people], dtype=np.int32)


def common_forms(mentors: Sequence[Mentor], mentees: Sequence[Mentee], rules: Rules) -> np.ndarray:
    """Bits of the forms in which a pair can work."""
    asked = 1 << list(MentoringForm.values).index(rules.form) if rules.form else -1
    common: np.ndarray = _form_bits(mentees)[:, None] & _form_bits(mentors)[None, :] & asked
    return common


def _wrong_form(mentors: Sequence[Mentor], mentees: Sequence[Mentee], rules: Rules) -> np.ndarray:
    return common_forms(mentors, mentees, rules) == 0


def _wrong_age(mentors: Sequence[Mentor], mentees: Sequence[Mentee], rules: Rules) -> np.ndarray:
    """Outside the mentor's wish by more than the slack, or a pupil who would help an older pupil."""
    import numpy as np

    far: np.ndarray = years_outside(mentors, mentees) > rules.age_slack
    pupils = common_forms(mentors, mentees, rules) == 1 << list(MentoringForm.values).index(MentoringForm.PUPIL_PUPIL)
    younger = (
        np.array([one.age if one.age is not None else 999 for one in mentors])[None, :]
        < np.array([one.age if one.age is not None else -1 for one in mentees])[:, None]
    )
    return far | (pupils & younger)


def years_outside(mentors: Sequence[Mentor], mentees: Sequence[Mentee]) -> np.ndarray:
    """Years between a mentee's age and the wish of the mentor; 0 inside it, and where age or wish is unknown."""
    import numpy as np

    ages = np.array([-1 if one.age is None else one.age for one in mentees], dtype=np.int32)[:, None]
    low = np.array([one.age_from or 0 for one in mentors], dtype=np.int32)[None, :]
    high = np.array([999 if one.age_to is None else one.age_to for one in mentors], dtype=np.int32)[None, :]
    return np.where(ages < 0, 0, np.maximum(np.maximum(low - ages, ages - high), 0))


def _other_school(mentors: Sequence[Mentor], mentees: Sequence[Mentee]) -> np.ndarray:
    import numpy as np

    theirs = np.array([one.school or 0 for one in mentees])[:, None]
    schools = np.array([one.school or 0 for one in mentors])[None, :]
    different: np.ndarray = (theirs != schools) & (theirs != 0) & (schools != 0)
    return different


def _mark_people(
    cells: np.ndarray, mentors: Sequence[Mentor], mentees: Sequence[Mentee], banned: Mapping[Cell, str]
) -> None:
    """The rules that name single people: few cells, set one by one."""
    columns, rows = places(mentors), places(mentees)
    classes: dict[str, list[int]] = {}
    for row, mentee in enumerate(mentees):
        classes.setdefault(squeezed(mentee.class_name), []).append(row)
    for column, mentor in enumerate(mentors):
        for rule, people in _named_by(mentor):
            for row in (row for person in people for row in rows.get(person, ())):
                cells[row, column] |= BIT[rule]
        for row in (row for name in mentor.grades if name for row in classes.get(squeezed(name), ())):
            cells[row, column] |= BIT[Rule.GRADES]
    for row, mentee in enumerate(mentees):
        for rule, people in ((Rule.CONFLICT, mentee.conflicts), (Rule.UNWANTED, mentee.unwanted)):
            for column in (column for person in people for column in columns.get(person, ())):
                cells[row, column] |= BIT[rule]
    row_of = {one.id: row for row, one in enumerate(mentees)}
    column_of = {one.id: column for column, one in enumerate(mentors)}
    for one, other in banned:
        if one in row_of and other in column_of:
            cells[row_of[one], column_of[other]] |= BIT[Rule.BANNED]


def _named_by(mentor: Mentor) -> tuple[tuple[Rule, frozenset[int]], ...]:
    return (
        (Rule.SAME_PERSON, frozenset({mentor.person})),
        (Rule.CONFLICT, mentor.conflicts),
        (Rule.UNWANTED, mentor.unwanted),
        (Rule.GRADES, mentor.pupils),
    )


def squeezed(class_name: str) -> str:
    """«8 «Б»» and «8б» are one class."""
    return CLASS_SIGNS.sub("", folded(class_name))


def blocks_of(
    bits: int, mentor: Mentor, mentee: Mentee, banned: Mapping[Cell, str], missed: Sequence[Criterion]
) -> tuple[Block, ...]:
    """The broken rules of a cell in words; `missed`: the criteria marked «обязательно» that do not fit."""
    return tuple(Block(rule, _words(rule, mentor, mentee, banned, missed)) for rule in Rule if bits & BIT[rule])


def _words(rule: Rule, mentor: Mentor, mentee: Mentee, banned: Mapping[Cell, str], missed: Sequence[Criterion]) -> str:
    if rule == Rule.CAPACITY:
        return f"занято {mentor.taken} из {mentor.capacity}"
    if rule == Rule.REQUIRED:
        return f"не совпало обязательное: {', '.join(str(criterion.label) for criterion in missed)}"
    if rule == Rule.AGE:
        return _age_words(mentor, mentee)
    if rule == Rule.GRADES and mentee.class_name:
        return f"наставник ставит оценки: класс {mentee.class_name}"
    if rule == Rule.BANNED:
        reason = banned.get(Cell(mentee.id, mentor.id), "")
        return f"не эти двое: {reason}" if reason else str(rule.label)
    return str(rule.label)


def _age_words(mentor: Mentor, mentee: Mentee) -> str:
    years = counted(mentee.age or 0, YEARS)
    if mentor.age is not None and mentee.age is not None and mentor.age < mentee.age:
        return f"возраст: наставнику {mentor.age}, наставляемому {years}"
    return f"возраст: {years}, а наставник берёт {ages_wished(mentor)}"


def ages_wished(mentor: Mentor) -> str:
    """«10–14», «от 10», «до 14»."""
    if mentor.age_from and mentor.age_to:
        return f"{mentor.age_from}–{mentor.age_to}"
    return f"от {mentor.age_from}" if mentor.age_from else f"до {mentor.age_to}"

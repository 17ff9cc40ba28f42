"""What excludes a pair, whatever its score. A rule here never yields: a cell it blocks is not in the problem at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from core.words import counted
from mentoring.matching.criteria import CAN_BE_REQUIRED, Criterion
from mentoring.matching.people import Cell, Mentee, Mentor

YEARS = ("год", "года", "лет")


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
    return f"возраст: {years}, а наставник берёт {ages_wished(mentor.age_from, mentor.age_to)}"


def ages_wished(low: int | None, high: int | None) -> str:
    """«10–14», «от 10», «до 14»."""
    if low and high:
        return f"{low}–{high}"
    return f"от {low}" if low else f"до {high}"

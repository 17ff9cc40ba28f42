"""The matching of a whole set with its reasons, beside solvers that only solve the same ready table of costs."""

import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from munkres import Munkres
from scipy.optimize import linear_sum_assignment

from benchmarks.measure import Figure, compare
from mentoring.matching import Goal, Mentee, Mentor, Proposal, propose
from mentoring.matching.solving import problem_of
from mentoring.models import TimeSlot

BENCH = "matching"
SIZES = (50, 100, 200, 500, 1000)
MUNKRES_SIZES = (50, 100, 200)  # plain Python: 500 would take minutes
ROUNDS = 5
SUBJECTS = ["математика", "физика", "русский язык", "литература", "химия", "биология", "история", "география",
            "английский язык", "информатика", "обществознание", "технология"]  # fmt: skip
TOPICS = ["дисциплина на уроке", "подготовка к ЕГЭ", "выбор профессии", "адаптация в новой школе", "проект по экологии",
          "домашние задания", "планирование урока", "публичные выступления", "электронный журнал", "олимпиады",
          "родительское собрание", "мотивация к учёбе", "научная работа", "самоуправление"]  # fmt: skip
COMPETENCES = ["классное руководство", "экзамены ОГЭ и ЕГЭ", "профориентация", "молодые специалисты", "проекты",
               "успеваемость", "технологическая карта урока", "ораторское искусство", "цифровые навыки",
               "одарённые дети", "работа с родителями", "целеполагание", "исследования", "волонтёрство"]  # fmt: skip
INTERESTS = ["шахматы", "футбол", "музыка", "театр", "робототехника", "чтение", "походы", "рисование", "кино", "танцы"]


def people(size: int) -> tuple[list[Mentor], list[Mentee]]:
    """Invented: a school's programme of `size` mentors and as many mentees; every fourth mentor takes two."""
    draw = random.Random(size)
    slots = list(TimeSlot.values)
    mentors = [
        Mentor(
            id=number,
            person=number,
            name=f"Наставник {number}",
            age=draw.randint(20, 65),
            competences=tuple(draw.sample(COMPETENCES, 3)),
            subjects=tuple(draw.sample(SUBJECTS, draw.randint(1, 2))),
            interests=tuple(draw.sample(INTERESTS, 3)),
            slots=tuple(draw.sample(slots, 4)),
            capacity=2 if number % 4 == 0 else 1,
            age_from=draw.choice([None, 10, 12]),
            age_to=draw.choice([None, 15, 17]),
            grades=frozenset({f"{draw.randint(5, 11)}{draw.choice('АБВ')}"}),
            wishes=tuple(draw.sample(range(10_001, 10_001 + size), 3)),
            campus=draw.choice("12"),
        )
        for number in range(1, size + 1)
    ]
    mentees = [
        Mentee(
            id=number,
            person=number,
            name=f"Наставляемый {number}",
            age=draw.randint(10, 17),
            topics=tuple(draw.sample(TOPICS, 2)),
            subjects=(draw.choice(SUBJECTS),),
            interests=tuple(draw.sample(INTERESTS, 3)),
            slots=tuple(draw.sample(slots, 4)),
            class_name=f"{draw.randint(5, 11)}{draw.choice('АБВ')}",
            days_waiting=draw.randint(0, 60),
            wishes=tuple(draw.sample(range(1, size + 1), 3)),
            campus=draw.choice("12"),
        )
        for number in range(10_001, 10_001 + size)
    ]
    return mentors, mentees


def whole(mentors: list[Mentor], mentees: list[Mentee], goal: Goal) -> Proposal:
    proposal = propose(mentors, mentees, goal=goal)
    assert len(proposal.rows) == len(mentees)  # asks for the reasons of every row
    return proposal


def solvers(size: int, goal: Goal) -> Iterator[Figure]:
    mentors, mentees = people(size)
    cohort = whole(mentors, mentees, goal).cohort
    free, taken = [m.free for m in cohort.mentors], [m.taken for m in cohort.mentors]
    problem = problem_of(cohort.scores, cohort.blocked == 0, free, taken)
    ready = problem.costs if goal == Goal.COVERAGE else np.hstack([problem.costs, np.zeros((size, size))])
    yield compare(
        BENCH,
        f"{goal}_total_vs_scipy_{size}" if goal == Goal.QUALITY else f"total_vs_scipy_{size}",
        lambda: whole(mentors, mentees, goal),
        lambda: linear_sum_assignment(ready),
        rounds=ROUNDS,
    )


def beside_munkres(size: int) -> Iterator[Figure]:
    """munkres gets the ready costs as lists of numbers and only solves."""
    mentors, mentees = people(size)
    cohort = whole(mentors, mentees, Goal.COVERAGE).cohort
    scores = np.where(cohort.blocked == 0, cohort.scores, -1000)
    ready = (100 - scores).tolist()
    taken = compare(
        BENCH,
        f"with_reasons_vs_munkres_{size}_speedup",
        lambda: whole(mentors, mentees, Goal.COVERAGE),
        lambda: Munkres().compute(ready),
        rounds=ROUNDS,
    )
    yield replace(taken, ratio=1 / (taken.ratio or 1))


def run() -> Iterator[Figure]:
    for size in SIZES:
        for goal in Goal:
            yield from solvers(size, goal)
    for size in MUNKRES_SIZES:
        yield from beside_munkres(size)

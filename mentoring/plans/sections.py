"""What a programme consists of on paper: the layouts of both kinds and the sections of their tasks."""

from mentoring.models import PlanKind, TargetModel

# «Индивидуальный план развития под руководством наставника»: its sections, by whose it is.
PUPIL_SECTIONS = ("Анализ трудностей и способы их преодоления", "Направления развития ученика")
TEACHER_SECTIONS = (
    "Анализ профессиональных трудностей и способы их преодоления",
    "Вхождение в должность",
    "Направления профессионального развития",
)
SECTIONS: dict[str, tuple[str, ...]] = {TargetModel.PUPIL: PUPIL_SECTIONS, TargetModel.TEACHER: TEACHER_SECTIONS}
TITLES: dict[str, str] = {
    PlanKind.PLAN: "Индивидуальный план развития под руководством наставника",
    PlanKind.PROGRAMME: "Персонализированная программа наставничества",
}
SHORT_TITLES: dict[str, str] = {
    PlanKind.PLAN: "Индивидуальный план",
    PlanKind.PROGRAMME: "Персонализированная программа",
}
# The explanatory note of a programme; a plan has its goal and nothing else of it.
NOTE = {
    "relevance": "Актуальность",
    "goal": "Цель",
    "objectives": "Задачи",
    "directions": "Направления",
    "regime": "Режим работы",
    "expected": "Ожидаемые результаты",
}
USUAL_KIND: dict[str, str] = {TargetModel.PUPIL: PlanKind.PLAN, TargetModel.TEACHER: PlanKind.PROGRAMME}


def sections_of(model: str, *others: str) -> tuple[str, ...]:
    """Those of the layout, then what the pair has added, without repetitions."""
    return tuple(dict.fromkeys((*SECTIONS[model], *(name for name in others if name))))

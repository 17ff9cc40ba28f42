"""The programme on paper, in the layouts that schools know (plain values; `core.sheets` writes them)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.sheets.model import Column, Group, On, Row, Sheet
from mentoring.models import Plan, PlanKind, PlanTask
from mentoring.plans.sections import NOTE, TITLES

# «№ | Проект, задание | Срок | Планируемый результат | Фактический результат | Оценка наставника»
PLAN_COLUMNS = (
    Column("№", 10),
    Column("Проект, задание", 80),
    Column("Срок", 25),
    Column("Планируемый результат", 60),
    Column("Фактический результат", 55),
    Column("Оценка наставника", 37),
)
# «№ | Мероприятие/содержание | Срок | Форма | Планируемый результат | Отметка о выполнении | Подпись»
PROGRAMME_COLUMNS = (
    Column("№", 10),
    Column("Мероприятие/содержание", 85),
    Column("Срок", 25),
    Column("Форма", 35),
    Column("Планируемый результат", 55),
    Column("Отметка о выполнении", 37),
    Column("Подпись", 20, On.PAPER),
)
SIGNATURE = "____________________ / «____» ______________ 20____ г."


@dataclass(frozen=True, slots=True)
class Someone:
    """`what` is a class or a post."""

    name: str
    what: str

    def __str__(self) -> str:
        return f"{self.name}, {self.what}" if self.what else self.name


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands above the table and who signs below it."""

    organization: str
    form: str
    kind: str
    mentor: Someone
    mentees: tuple[Someone, ...]


def plan_sheet(plan: Plan, sections: Iterable[tuple[str, Sequence[PlanTask]]], heads: Heads) -> Sheet:
    """One row per task, numbered through; a programme begins with its explanatory note."""
    is_programme = plan.kind == PlanKind.PROGRAMME
    groups, number = [], 0
    for name, tasks in sections:
        rows = tuple(_row(place, task, is_programme) for place, task in enumerate(tasks, number + 1))
        number += len(rows)
        groups.append(Group("", name, rows))
    return Sheet(
        title=TITLES[plan.kind],
        columns=PROGRAMME_COLUMNS if is_programme else PLAN_COLUMNS,
        groups=tuple(groups),
        file_name=TITLES[plan.kind],
        lines=(heads.organization,),
        notes=(*_heading(plan, heads), *_note(plan, is_programme)),
        foot=_signatures(plan, heads),
        author=heads.organization,
    )


def _row(number: int, task: PlanTask, is_programme: bool) -> Row:
    if not is_programme:
        return (number, task.text, task.due_on, task.expected, task.actual, task.mark)
    words = (f"выполнено {task.done_on:%d.%m.%Y}" if task.done_on else "", task.actual, task.mark)
    return (number, task.text, task.due_on, task.way, task.expected, ". ".join(filter(None, words)), "")


def _heading(plan: Plan, heads: Heads) -> list[tuple[str, str]]:
    people = "Наставляемые" if len(heads.mentees) > 1 else "Наставляемый"
    return [
        ("Форма наставничества", heads.form),
        ("Вид", heads.kind),
        (people, "; ".join(map(str, heads.mentees))),
        ("Наставник", str(heads.mentor)),
        ("Срок", f"с {plan.starts_on:%d.%m.%Y} по {plan.ends_on:%d.%m.%Y}"),
    ]


def _note(plan: Plan, is_programme: bool) -> list[tuple[str, str]]:
    """The explanatory note: everything that was written; a plan has its goal alone."""
    fields = [(label, getattr(plan, name)) for name, label in NOTE.items() if is_programme or name == "goal"]
    told = [(label, text) for label, text in fields if text]
    return [("Пояснительная записка", ""), *told] if is_programme and told else told


def _signatures(plan: Plan, heads: Heads) -> tuple[str, ...]:
    results = (f"Итоги: {plan.results}",) if plan.results else ()
    agreed = f"Согласовано, куратор {_signed(plan.agreed_on)}"
    mentees = tuple(f"Наставляемый {someone.name} {_signed(plan.mentee_agreed_on)}" for someone in heads.mentees)
    return (*results, f"Наставник {heads.mentor.name} {_signed(None)}", *mentees, agreed)


def _signed(on: date | None) -> str:
    return f"____________________ / {on:%d.%m.%Y}" if on else SIGNATURE

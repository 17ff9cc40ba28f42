"""№ 4: mentors of the school year are appointed with their written consent (ТК РФ, ст. 351.8 for employees)."""

from dataclasses import replace

from accounts.roles import Role
from mentoring.models import MentoringForm, Person, Side, TargetModel
from orders.issuer import holder
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.sources import Reader, employee, participant
from orders.kinds.tables import people_appendix
from orders.wording import Value

HOW_MANY = ("человека", "человека", "человек")
TEMPLATE = Template(
    title="О назначении наставников",
    preamble="В соответствии с {bases}, на основании письменных согласий и в целях реализации программы "
    "наставничества на {year}",
    lines=(
        Line(f"Назначить наставниками с {{starts}} {{mentors_count:{'|'.join(HOW_MANY)}}} согласно приложению."),
        Line(
            "Оформить с работниками, которые становятся наставниками педагогических работников, дополнительные "
            "соглашения к трудовым договорам о содержании, сроке, форме наставничества и размере выплат до {starts}.",
            when="employees",
        ),
        Line("Куратору {curator:dat:short} организовать обучение наставников и консультировать их.", when="curator"),
        Line("Наставникам вести работу по программам, согласованным с наставляемыми и куратором."),
        Line("Ознакомить наставников с настоящим приказом под подпись."),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    rows = reader.base(Side.MENTOR)
    people = {row.person_id: row for row in reversed(rows)}
    found = sorted(people.values(), key=lambda row: (row.person.search_name, row.pk))
    mentors = [participant(row.person) for row in found]
    forms = [", ".join(dict.fromkeys(map(str, _forms(row.forms)))) for row in found]
    values: dict[str, Value] = {"mentors_count": len(mentors) or ""}
    if starts := source.params.get("starts"):
        values["starts"] = starts
    if any(row.model == TargetModel.TEACHER and row.person.kind == Person.Kind.TEACHER for row in rows):
        values["employees"] = "да"
    if curator := holder(reader.staff, Role.CURATOR):
        values["curator"] = employee(curator)
    appendix = people_appendix(
        "Список наставников", mentors, issuer=facts.issuer.short_name, last="Формы наставничества", notes=forms
    )
    told = {**facts.values, **values}
    return replace(facts, values=told, appendices=(appendix,), acquainted=tuple(mentors))


def _forms(values: list[str]) -> list[str]:
    return [str(label) for value, label in MentoringForm.choices if value in values]


KIND = Kind(
    key="mentors",
    name="О назначении наставников",
    group="Люди и пары",
    template=TEMPLATE,
    gather=gather,
    labels={"starts": "с какого числа", "mentors_count": "наставники", "curator": "куратор"},
    asks=(Ask("starts", "С какого числа", "date"),),
    bases=("r145", "tk351"),
    live=True,
    counted=HOW_MANY,
)

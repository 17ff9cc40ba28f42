"""№ 1: the target model is introduced, the working group formed."""

from dataclasses import replace
from datetime import timedelta

from accounts.roles import Role
from mentoring.models import MentoringForm
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.effects import appoint_coordinator
from orders.kinds.sources import Reader, employee
from orders.kinds.tables import people_appendix
from orders.wording import Phrase, Value
from roadmaps.models import Roadmap

FOR_DRAFTS = timedelta(days=30)
TEMPLATE = Template(
    title="О внедрении целевой модели наставничества",
    preamble="В соответствии с {bases} и в целях создания условий для раскрытия возможностей обучающихся "
    "и профессионального роста педагогических работников",
    lines=(
        Line("Внедрить с {starts} целевую модель наставничества в {school:prep}."),
        Line("Реализовывать программы наставничества в формах: {forms}.", when="forms"),
        Line("Назначить координатором внедрения целевой модели наставничества {coordinator:with_post:acc}."),
        Line("Создать рабочую группу по внедрению целевой модели наставничества в составе согласно приложению."),
        Line("Координатору {coordinator:dat:short}:"),
        Line("Подготовить проекты положения о программе наставничества и дорожной карты до {due}.", level=1),
        Line("Ознакомить работников, обучающихся и их родителей с целями программы наставничества.", level=1),
        Line("Открыть на официальном сайте раздел о наставничестве и поддерживать его в порядке.", level=1),
        Line("Рабочей группе рассматривать ход внедрения целевой модели не реже одного раза в четверть."),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    coordinator = reader.employee("coordinator")
    roles = (Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR, Role.PSYCHOLOGIST)
    group = [employee(row) for role in roles for row in reader.holding(role)]
    group = list(dict.fromkeys([*group, *([employee(coordinator)] if coordinator else [])]))
    values: dict[str, Value] = {"school": Phrase(reader.organization.full_name), "forms": forms_words(reader)}
    if starts := source.params.get("starts"):
        values |= {"starts": starts, "due": starts + FOR_DRAFTS}
    if coordinator:
        values["coordinator"] = employee(coordinator)
    appendix = people_appendix(
        "Состав рабочей группы по внедрению целевой модели наставничества", group, issuer=facts.issuer.short_name
    )
    named = tuple(group)
    return replace(facts, values={**facts.values, **values}, appendices=(appendix,), acquainted=named)


def forms_words(reader: Reader) -> str:
    """«ученик – ученик», «учитель – ученик»: those of the current maps, in the order of the act."""
    rows = Roadmap.objects.visible_to(reader.viewer).filter(organization=reader.organization).current()
    used = {form for forms in rows.values_list("mentoring_forms", flat=True) for form in forms}
    return ", ".join(f"«{label}»" for value, label in MentoringForm.choices if value in used)


KIND = Kind(
    key="introduction",
    name="О внедрении целевой модели",
    group="Запуск программы",
    template=TEMPLATE,
    gather=gather,
    labels={"starts": "с какого числа", "due": "срок подготовки", "school": "организация", "forms": "формы"}
    | {"coordinator": "координатор"},
    asks=(Ask("starts", "С какого числа внедрить", "date"), Ask("coordinator", "Координатор", "staff")),
    bases=("r145", "concept"),
    take_effect=appoint_coordinator,
    done="координатор назначен",
)

"""№ 3: the coordinator and the curators are appointed."""

from dataclasses import replace

from orders.blocks import Appendix
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.effects import appoint_coordinator_and_curators
from orders.kinds.sources import Reader, employee
from orders.kinds.tables import sectioned
from orders.wording import Value

TEMPLATE = Template(
    title="О назначении координатора и кураторов наставничества",
    preamble="В соответствии с {bases} и в целях организации программы наставничества на {year}",
    lines=(
        Line("Назначить координатором программы наставничества {coordinator:with_post:acc}."),
        Line("Назначить кураторами программы наставничества:", when="curators"),
        Line("{curator:with_post:acc}.", level=1, each="curators"),
        Line("Утвердить обязанности координатора и кураторов (приложение)."),
        Line(
            "Координатору {coordinator:dat:short} распределить между кураторами формы наставничества и классы до {due}."
        ),
        Line("Координатору и кураторам представлять отчёты о ходе программы не реже двух раз в учебном году."),
    ),
)
DUTIES = (
    (
        "Координатор",
        (
            "Отвечает за выполнение дорожной карты и готовит проекты приказов.",
            "Организует сбор согласий, формирование баз и подбор пар.",
            "Проводит мониторинг и готовит итоговый отчёт.",
        ),
    ),
    (
        "Куратор",
        (
            "Ведёт пары своей формы наставничества, помогает им составить программу.",
            "Следит за встречами, отвечает на вопросы участников, собирает обратную связь.",
            "Предлагает координатору замену наставника, продление и завершение работы пар.",
        ),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    coordinator = reader.employee("coordinator")
    chosen = set(source.params.get("curators") or ())
    curators = tuple(employee(row) for row in reader.staff if row.pk in chosen)
    values: dict[str, Value] = {"curators": curators}
    if coordinator:
        values["coordinator"] = employee(coordinator)
    if due := source.params.get("due"):
        values["due"] = due
    named = (*((employee(coordinator),) if coordinator else ()), *curators)
    return replace(
        facts,
        values={**facts.values, **values},
        lists={"curators": tuple({"curator": who} for who in curators)},
        appendices=(duties(facts.issuer.short_name),),
        acquainted=named,
    )


def duties(issuer: str) -> Appendix:
    title = "Обязанности координатора и кураторов"
    return Appendix(title, approved="УТВЕРЖДЕНЫ", issuer=issuer, sections=sectioned(DUTIES))


KIND = Kind(
    key="appointments",
    name="О назначении координатора и кураторов",
    group="Запуск программы",
    template=TEMPLATE,
    gather=gather,
    labels={"coordinator": "координатор", "curators": "кураторы", "due": "срок распределения", "curator": "куратор"},
    asks=(
        Ask("coordinator", "Координатор", "staff"),
        Ask("curators", "Кураторы", "staff_many", required=False),
        Ask("due", "Распределить формы и классы до", "date"),
    ),
    take_effect=appoint_coordinator_and_curators,
    done="роли записаны",
)

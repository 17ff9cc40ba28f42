"""№ 2: the regulation and the roadmap are approved by one order."""

from dataclasses import replace

from accounts.roles import Role
from orders.appendices.roadmap import SUBJECTS, roadmap_appendix
from orders.dates import period_words
from orders.issuer import holder
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.regulation_text import regulation_appendix
from orders.kinds.sources import Reader, employee
from orders.wording import Value
from roadmaps.models import Roadmap

TEMPLATE = Template(
    title="Об утверждении положения о программе наставничества и дорожной карты",
    preamble="В соответствии с {bases}[[, на основании решения педагогического совета (протокол {minutes})]]",
    lines=(
        Line("Утвердить Положение о программе наставничества (приложение № 1)."),
        Line("Утвердить дорожную карту {subject} на {period} (приложение № 2)."),
        Line("Ввести Положение в действие с {starts}."),
        Line("Ответственным за выполнение дорожной карты назначить {coordinator:with_post:acc}."),
        Line("Координатору {coordinator:dat:short}:"),
        Line("Ознакомить работников с Положением и дорожной картой под подпись.", level=1),
        Line("Разместить Положение и дорожную карту на официальном сайте в течение десяти рабочих дней.", level=1),
        Line("Вести учёт выполнения мероприятий дорожной карты.", level=1),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    coordinator = holder(reader.staff, Role.COORDINATOR)
    values: dict[str, Value] = {"minutes": str(source.params.get("minutes") or "")}
    appendices = [regulation_appendix(facts.issuer.short_name)]
    if coordinator:
        values["coordinator"] = employee(coordinator)
    if roadmap := reader.roadmap:
        values["subject"] = SUBJECTS[Roadmap.TargetModel(roadmap.target_model)]
        values["period"] = period_words(roadmap.starts_on, roadmap.ends_on)
        values["starts"] = roadmap.starts_on
        appendices.append(roadmap_appendix(roadmap))
    named = (employee(coordinator),) if coordinator else ()
    told = {**facts.values, **values}
    return replace(
        facts, values=told, appendices=tuple(appendices), acquainted=named, roadmap=roadmap.pk if roadmap else None
    )


KIND = Kind(
    key="regulation",
    name="Об утверждении положения и дорожной карты",
    group="Запуск программы",
    template=TEMPLATE,
    gather=gather,
    labels={"minutes": "протокол педагогического совета", "subject": "предмет карты", "period": "период карты"}
    | {"starts": "с какого числа", "coordinator": "координатор"},
    asks=(
        Ask("roadmap", "Дорожная карта", "roadmap"),
        Ask("minutes", "Протокол педагогического совета", "text", required=False, help="Например: от 28.08.2026 № 1"),
    ),
    live=True,
)

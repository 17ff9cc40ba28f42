"""№ 13: who answers for mentoring in a municipality or a region."""

from dataclasses import replace

from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.sources import Reader, employee
from orders.wording import Value

TEMPLATE = Template(
    title="О назначении ответственного за развитие наставничества",
    preamble="В соответствии с {bases} и в целях координации программ наставничества в образовательных организациях",
    lines=(
        Line("Возложить обязанности координатора наставничества на {responsible:with_post:acc}."),
        Line("Координатору {responsible:dat:short}:"),
        Line("Консультировать образовательные организации и согласовывать их дорожные карты.", level=1),
        Line("Проводить мониторинг программ и обобщать лучший опыт.", level=1),
        Line("Руководителям образовательных организаций до {due}:"),
        Line("Назначить координаторов и кураторов наставничества.", level=1),
        Line("Сообщить об этом координатору {responsible:dat:short}.", level=1),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    values: dict[str, Value] = {}
    responsible = Reader(source).employee("responsible")
    if responsible:
        values["responsible"] = employee(responsible)
    if due := source.params.get("due"):
        values["due"] = due
    named = (employee(responsible),) if responsible else ()
    return replace(facts, values={**facts.values, **values}, acquainted=named)


KIND = Kind(
    key="municipal_coordinator",
    name="О назначении ответственного за наставничество",
    group="Запуск программы",
    template=TEMPLATE,
    gather=gather,
    labels={"responsible": "ответственный", "due": "срок"},
    asks=(
        Ask("responsible", "Ответственный", "staff"),
        Ask("due", "Организациям назначить своих координаторов до", "date"),
    ),
    bases=("concept", "r145"),
    levels=frozenset({"municipality", "region"}),
)

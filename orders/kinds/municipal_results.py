"""№ 13: results of the year in a municipality or a region."""

from dataclasses import replace

from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.sources import Reader, employee
from orders.wording import Value

TEMPLATE = Template(
    title="Об итогах развития наставничества за {year}",
    preamble="В соответствии с {bases}, по результатам мониторинга программ наставничества",
    lines=(
        Line("Принять к сведению итоги развития наставничества за {year}."),
        Line("{responsible:with_post:dat}:"),
        Line("Довести итоги до образовательных организаций и разместить их на официальном сайте.", level=1),
        Line("Подготовить предложения в дорожную карту на следующий учебный год до {due}.", level=1),
        Line("Руководителям образовательных организаций обсудить итоги на педагогических советах до {due}."),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    responsible, due = Reader(source).employee("responsible"), source.params.get("due")
    values: dict[str, Value] = {"due": due} if due else {}
    if responsible:
        values["responsible"] = employee(responsible)
    named = (employee(responsible),) if responsible else ()
    return replace(facts, values={**facts.values, **values}, acquainted=named)


KIND = Kind(
    key="municipal_results",
    name="Об итогах года",
    group="Работа и итоги",
    template=TEMPLATE,
    gather=gather,
    labels={"responsible": "ответственный", "due": "срок"},
    asks=(Ask("responsible", "Ответственный", "staff"), Ask("due", "Срок", "date")),
    bases=("concept", "r145"),
    levels=frozenset({"municipality", "region"}),
)

"""№ 8 and № 13: monitoring of the programme, by a school of itself and by a body of its organizations."""

from dataclasses import replace
from datetime import date, timedelta

from orders.blocks import Column
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.sources import Reader, employee
from orders.kinds.tables import blank_appendix
from orders.wording import Value, Who

STAGES = (
    ("первого этапа (оценка качества программы)", "первый: качество программы"),
    ("второго этапа (оценка влияния на участников)", "второй: влияние на участников"),
)
COLUMNS = (
    Column("Показатель", 640),
    Column("Значение на начало", 300, "center"),
    Column("Значение на конец", 300, "center"),
    Column("Источник сведений", 420),
)
TEMPLATE = Template(
    title="О проведении мониторинга программы наставничества",
    preamble="В соответствии с {bases} и в целях оценки хода программы наставничества на {year}",
    lines=(
        Line("Провести с {starts} по {ends} мониторинг программы наставничества в рамках {stage}."),
        Line("Утвердить форму сведений для мониторинга (приложение)."),
        Line("Ответственным за мониторинг назначить {responsible:with_post:acc}."),
        Line("Руководителям образовательных организаций:", when="official"),
        Line("Провести опрос участников и заполнить форму сведений до {ends}.", level=1, when="official"),
        Line("Обеспечить достоверность представленных сведений.", level=1, when="official"),
        Line(
            "Кураторам опросить участников пар и передать сведения {responsible:dat:short} до {ends}.", when="!official"
        ),
        Line("{responsible:dat:short} обобщить сведения и представить отчёт до {report}."),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    values: dict[str, Value] = {
        "stage": str(source.params.get("stage") or ""),
        "official": "да" * facts.issuer.is_official,
    }
    named: tuple[Who, ...] = ()
    if (starts := source.params.get("starts")) and (ends := source.params.get("ends")):
        values |= {"starts": starts, "ends": ends, "report": later(ends)}
    if responsible := reader.employee("responsible"):
        values["responsible"] = employee(responsible)
        named = (employee(responsible),)
    appendix = blank_appendix(
        "Форма сведений для мониторинга программы наставничества",
        COLUMNS,
        issuer=facts.issuer.short_name,
        approved="УТВЕРЖДЕНА",
        filled=[(words, "", "", source_words) for words, source_words in INDICATORS],
    )
    return replace(facts, values={**facts.values, **values}, appendices=(appendix,), acquainted=named)


INDICATORS = (
    ("Число действующих пар и групп", "приказ о парах"),
    ("Число наставляемых, получивших поддержку", "база наставляемых"),
    ("Доля проведённых встреч от запланированных, %", "журнал встреч"),
    ("Удовлетворённость наставляемых, от 1 до 10", "опрос"),
    ("Удовлетворённость наставников, от 1 до 10", "опрос"),
    ("Доля наставляемых, достигших цели программы, %", "программы пар"),
)


def later(ends: date) -> date:
    """A report is due ten days after the monitoring."""
    return ends + timedelta(days=10)


KIND = Kind(
    key="monitoring",
    name="О проведении мониторинга",
    group="Работа и итоги",
    template=TEMPLATE,
    gather=gather,
    labels={"starts": "начало", "ends": "окончание", "stage": "этап", "report": "срок отчёта"}
    | {"responsible": "ответственный"},
    asks=(
        Ask("stage", "Этап", "choice", choices=STAGES),
        Ask("starts", "Начало", "date"),
        Ask("ends", "Окончание", "date"),
        Ask("responsible", "Ответственный", "staff"),
    ),
    levels=frozenset({"school", "municipality", "region"}),
)

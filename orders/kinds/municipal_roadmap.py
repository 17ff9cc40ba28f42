"""№ 13: the municipal (regional) roadmap with its plan of events and its indicators."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from core.years import school_year_of
from orders.appendices.roadmap import activities_of, cells_of, roadmap_appendix
from orders.blocks import Appendix, Column
from orders.dates import period_words, school_year_words
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.sources import Reader, employee
from orders.kinds.tables import blank_appendix, table
from orders.wording import Value
from roadmaps.models import Roadmap, Stage

EVENTS = (
    *(Column("Мероприятие", 700), Column("Для кого", 360)),
    *(Column("Срок", 300), Column("Ответственные", 420)),
)
INDICATORS = (
    "Доля обучающихся от 10 до 19 лет, вошедших в программы наставничества, %",
    "Доля организаций, которые внедрили целевую модель, %",
    "Доля начинающих педагогов, у которых есть наставник, %",
    "Доля предприятий и организаций, которые дали наставников, %",
    "Удовлетворённость наставляемых участием в программе, %",
    "Удовлетворённость наставников участием в программе, %",
)
TEMPLATE = Template(
    title="Об утверждении дорожной карты развития наставничества на {period}",
    preamble="В соответствии с {bases} и в целях развития наставничества в образовательных организациях",
    lines=(
        Line("Утвердить дорожную карту развития наставничества на {period} (приложение № 1)."),
        Line("Утвердить план мероприятий (приложение № 2)."),
        Line("Утвердить показатели развития наставничества (приложение № 3)."),
        Line("Ответственным за выполнение дорожной карты назначить {responsible:with_post:acc}."),
        Line("Руководителям образовательных организаций:"),
        Line("Утвердить дорожные карты своих организаций и разместить их на официальных сайтах.", level=1),
        Line("Обеспечить выполнение мероприятий и достижение показателей в установленные сроки.", level=1),
        Line("Представлять сведения о ходе работы {responsible:dat:short} по запросу.", level=1),
        Line("{responsible:dat:short} довести настоящий приказ до образовательных организаций."),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader, issuer = Reader(source), facts.issuer.short_name
    values: dict[str, Value] = {}
    appendices: tuple[Appendix, ...] = ()
    if responsible := reader.employee("responsible"):
        values["responsible"] = employee(responsible)
    if roadmap := reader.roadmap:
        values["period"] = period_words(roadmap.starts_on, roadmap.ends_on)
        year = year_of(roadmap, source.today)
        rows, note = import_string(settings.PLANNED_INDICATORS)(source.viewer, year, source.today)
        indicators = indicators_appendix(issuer, year, rows, note)
        appendices = (roadmap_appendix(roadmap), events_appendix(roadmap, issuer), indicators)
    named = (employee(responsible),) if responsible else ()
    told = {**facts.values, **values}
    return replace(facts, values=told, appendices=appendices, acquainted=named, roadmap=roadmap.pk if roadmap else None)


def events_appendix(roadmap: Roadmap, issuer: str) -> Appendix:
    """Activities of the stages of events; without such stages a form to be filled in."""
    rows = map(cells_of, activities_of(roadmap).filter(stage__kind=Stage.Kind.EVENTS))
    filled = [(row["name"], row["audience"], row["term"], row["responsible"]) for row in rows]
    return blank_appendix("План мероприятий", EVENTS, issuer=issuer, approved="УТВЕРЖДЁН", filled=filled)


def year_of(roadmap: Roadmap, today: date) -> int:
    """The school year of today; of a roadmap that has not begun its first one, of one that is over its last."""
    first, last = school_year_of(roadmap.starts_on), school_year_of(roadmap.ends_on)
    return max(first, min(school_year_of(today), last))


def indicators_appendix(issuer: str, year: int, rows: Sequence[tuple[str, ...]] = (), note: str = "") -> Appendix:
    """`rows`: indicator, unit, plan, fact, as settings.PLANNED_INDICATORS tells them; without any a form to fill in."""
    title, approved = "Показатели развития наставничества", "УТВЕРЖДЕНЫ"
    if not rows:
        columns = (Column("Показатель", 900), Column("Сейчас", 240, "center"), Column("План", 240, "center"))
        filled = [(words, "", "") for words in INDICATORS]
        return blank_appendix(title, columns, issuer=issuer, approved=approved, filled=filled)
    wide = (
        *(Column("Показатель", 840), Column("Единица", 200, "center")),
        *(Column(f"План на {school_year_words(year)}", 300, "center"), Column("Сейчас", 240, "center")),
    )
    return Appendix(title, approved=approved, issuer=issuer, table=table(wide, rows), note=note)


KIND = Kind(
    key="municipal_roadmap",
    name="О дорожной карте с планом и показателями",
    group="Запуск программы",
    template=TEMPLATE,
    gather=gather,
    labels={"period": "период карты", "responsible": "ответственный"},
    asks=(Ask("roadmap", "Дорожная карта", "roadmap"), Ask("responsible", "Ответственный", "staff")),
    bases=("concept", "r145"),
    levels=frozenset({"municipality", "region"}),
    live=True,
)

"""№ 7: the programme of a pair is prolonged, paused or taken up again."""

from dataclasses import replace

from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.effects import extend_or_pause
from orders.kinds.mentor_change import former_order
from orders.kinds.sources import Reader, pair_values, participant
from orders.wording import Value, Who

EXTEND, PAUSE, RESUME = "extend", "pause", "resume"
STEPS = ((EXTEND, "продлить срок"), (PAUSE, "приостановить"), (RESUME, "возобновить"))
TITLES = {
    EXTEND: "О продлении срока программы наставничества",
    PAUSE: "О приостановлении программы наставничества",
    RESUME: "О возобновлении программы наставничества",
}
TEMPLATE = Template(
    title="{heading}",
    preamble="В соответствии с {bases}, по обращению участников и с учётом мнения куратора",
    lines=(
        Line("Продлить до {until} срок программы наставника {mentor:gen} и {mentees:with_post:gen}.", when="extend"),
        Line("Приостановить с {until} программу наставника {mentor:gen} и {mentees:with_post:gen}.", when="pause"),
        Line("Возобновить с {until} программу наставника {mentor:gen} и {mentees:with_post:gen}.", when="resume"),
        Line(
            "Наставнику {mentor:dat:short} внести изменения в программу и сообщить о них наставляемым.", when="!pause"
        ),
        Line(
            "Наставнику {mentor:dat:short} сообщить наставляемым о перерыве; отметку о встречах не вести.", when="pause"
        ),
        Line(
            "Считать настоящий приказ изменением приказа от {order_date} № {order_number} в части срока этой пары.",
            when="order_number",
        ),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    step = str(source.params.get("step") or EXTEND)
    values: dict[str, Value] = {step: "да", "heading": TITLES.get(step, TITLES[EXTEND])}
    if until := source.params.get("until"):
        values["until"] = until
    named: tuple[Who, ...] = ()
    if pair := reader.pair:
        values |= pair_values(pair, reader.members(pair)) | former_order(reader, pair)
        named = (participant(pair.mentor),)
    told = {**facts.values, **values}
    return replace(facts, values=told, acquainted=named, pairs=(pair.pk,) if pair else ())


KIND = Kind(
    key="extension",
    name="О продлении или приостановлении программы пары",
    group="Люди и пары",
    template=TEMPLATE,
    gather=gather,
    labels={"mentor": "наставник", "mentees": "наставляемые", "until": "дата", "heading": "заголовок"}
    | {"order_date": "дата приказа", "order_number": "номер приказа"},
    asks=(
        Ask("pair", "Пара", "pair"),
        Ask("step", "Что сделать", "choice", choices=STEPS),
        Ask("until", "До какого числа продлить или с какого приостановить, возобновить", "date"),
    ),
    take_effect=extend_or_pause,
    done="пара изменена",
)

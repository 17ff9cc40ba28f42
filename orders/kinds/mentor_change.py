"""№ 6: another mentor takes over a pair; the order about pairs is changed in its row."""

from dataclasses import replace

from mentoring.models import Pair
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.effects import change_mentor
from orders.kinds.sources import Reader, mentees, pair_values, participant
from orders.kinds.tables import pair_table
from orders.models import Order, OrderPair
from orders.wording import Value

REASONS = (
    ("увольнением наставника", "наставник увольняется"),
    ("изменением учебной нагрузки наставника", "изменилась нагрузка наставника"),
    ("личным заявлением наставника", "заявление наставника"),
    ("заявлением наставляемого", "заявление наставляемого"),
    ("болезнью наставника", "наставник болеет"),
)
TEMPLATE = Template(
    title="О замене наставника",
    preamble="В соответствии с {bases} и в связи с {reason}",
    lines=(
        Line("Прекратить с {starts} закрепление наставника {old:gen} за {mentees:with_post:ins}."),
        Line("Закрепить с {starts} в качестве наставника {new:with_post:acc} за {mentees:with_post:ins}."),
        Line(
            "Внести изменение в приказ от {order_date} № {order_number}: строку об этой паре изложить в редакции "
            "приложения к настоящему приказу.",
            when="order_number",
        ),
        Line("{old:dat:short} передать {new:dat:short} программу и материалы встреч до {starts}."),
        Line("{new:dat:short} составить вместе с наставляемыми программу на оставшийся срок."),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    pair, successor = reader.pair, reader.mentor()
    values: dict[str, Value] = {"reason": str(source.params.get("reason") or "")}
    if starts := source.params.get("starts"):
        values["starts"] = starts
    if pair is None or successor is None:
        return replace(facts, values={**facts.values, **values})
    members = reader.members(pair)
    new, people = participant(successor.person), mentees(members)
    values |= pair_values(pair, members) | {"old": participant(pair.mentor), "new": new}
    values |= former_order(reader, pair)
    row = (new, people, pair.get_form_display(), pair.theme, values.get("starts", ""), pair.ends_on or "")
    appendix = pair_table("Изменённая строка приложения", [row], issuer="")
    named = (participant(pair.mentor), new)
    told = {**facts.values, **values}
    return replace(facts, values=told, appendices=(appendix,), acquainted=named, pairs=(pair.pk,))


def former_order(reader: Reader, pair: Pair) -> dict[str, Value]:
    """The registered order that names the pair, the latest one."""
    rows = OrderPair.objects.visible_to(reader.viewer).filter(pair=pair, order__status=Order.Status.REGISTERED)
    found = rows.select_related("order").order_by("-order__dated_on", "-pk").first()
    if found is None or found.order.dated_on is None:
        return {}
    return {"order_number": found.order.number, "order_date": found.order.dated_on}


KIND = Kind(
    key="mentor_change",
    name="О замене наставника",
    group="Люди и пары",
    template=TEMPLATE,
    gather=gather,
    labels={"old": "прежний наставник", "new": "новый наставник", "mentees": "наставляемые", "reason": "причина"}
    | {"starts": "с какого числа", "order_number": "прежний приказ"}
    | {"order_date": "дата прежнего приказа"},
    asks=(
        Ask("pair", "Пара", "pair"),
        Ask("mentor", "Новый наставник", "mentor"),
        Ask("starts", "С какого числа", "date"),
        Ask("reason", "Причина", "choice", choices=REASONS),
    ),
    take_effect=change_mentor,
    done="наставник заменён",
)

"""№ 12: the cycle is over; pairs that worked to the end are completed by the order."""

from dataclasses import replace

from accounts.roles import Role
from mentoring.models import Pair, PairMember, Side
from orders.issuer import holder
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.effects import complete_pairs
from orders.kinds.sources import Reader, employee, in_cell, mentees_in_cell, participant
from orders.kinds.tables import PairRow, pair_table
from orders.wording import Value

HOW_MANY = "наставнической пары (группы)|наставнических пар (групп)|наставнических пар (групп)"
TEMPLATE = Template(
    title="О завершении программы наставничества",
    preamble="В соответствии с {bases} и по итогам программы наставничества за {year}",
    lines=(
        Line(f"Считать с {{ends}} завершённой работу {{done:{HOW_MANY}}} согласно приложению № 1.", when="early"),
        Line(f"Считать с {{ends}} завершённой работу {{done:{HOW_MANY}}} согласно приложению.", when="!early"),
        Line("Принять к сведению перечень пар, прекративших работу досрочно (приложение № 2).", when="early"),
        Line("Снять с наставников закрепление за наставляемыми с {ends}."),
        Line("Координатору {coordinator:dat:short}:", when="coordinator"),
        Line("Подготовить итоговый отчёт о программе наставничества.", level=1, when="coordinator"),
        Line("Внести результаты в базы наставников и наставляемых.", level=1, when="coordinator"),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    done = reader.pairs(Pair.Status.ACTIVE, Pair.Status.PAUSED)
    early = reader.pairs(Pair.Status.ENDED)
    values: dict[str, Value] = {"done": len(done) or "", "early": "да" if early else ""}
    if ends := source.params.get("ends"):
        values["ends"] = ends
    if coordinator := holder(reader.staff, Role.COORDINATOR):
        values["coordinator"] = employee(coordinator)
    rows = [_row(pair, members) for pair, members in done]
    appendices = [pair_table("Пары и группы, завершившие работу", rows, issuer=facts.issuer.short_name)]
    if early:
        reasons = [pair.get_end_reason_display() for pair, _ in early]
        found = [_row(pair, members) for pair, members in early]
        title = "Пары и группы, прекратившие работу досрочно"
        appendices.append(pair_table(title, found, issuer=facts.issuer.short_name, last="Причина", notes=reasons))
    mentors = tuple(dict.fromkeys(participant(pair.mentor) for pair, _ in done if not pair.mentor.is_stopped))
    told = {**facts.values, **values}
    return replace(
        facts, values=told, appendices=tuple(appendices), acquainted=mentors, pairs=tuple(pair.pk for pair, _ in done)
    )


def _row(pair: Pair, members: list[PairMember]) -> PairRow:
    people = in_cell(pair.mentor, Side.MENTOR), mentees_in_cell(members)
    return *people, pair.get_form_display(), pair.theme, pair.starts_on, pair.ends_on


KIND = Kind(
    key="completion",
    name="О завершении программы",
    group="Работа и итоги",
    template=TEMPLATE,
    gather=gather,
    labels={"done": "завершённые пары", "ends": "с какого числа", "coordinator": "координатор"},
    asks=(Ask("ends", "С какого числа завершить", "date"),),
    take_effect=complete_pairs,
    done="пары завершены",
    live=True,
)

"""A certified copy of a registered order, whole or some of its clauses: «Верно», post, signature, date."""

import re

from core.dates import long_date
from orders.blocks import Paper
from orders.grammar import nominative
from orders.models import Order
from orders.papers.blocks import Block, Caption, Document, Gaps, Grid, Head, Kind, Requisites, Sheet, Signature, Text
from orders.papers.people import DIRECTOR
from orders.papers.sources import Source
from orders.queries import paper_of

NUMBER = re.compile(r"\d+(?:\.\d+)*")


def extract(order: Order, source: Source, gaps: Gaps) -> Document:
    """The frozen text, never a new reading of the data. `clauses` of the words are numbers; none means all of them."""
    paper = paper_of(order)
    wanted = NUMBER.findall(source.words.get("clauses", ""))
    chosen = [(number, clause) for number, clause in paper.numbered if not wanted or is_wanted(number, wanted)]
    refusal = "" if chosen or not wanted else f"В приказе нет пунктов с номерами: {', '.join(wanted)}."
    if refusal:
        gaps.filled("", f"пункты с такими номерами: {', '.join(wanted)}")
    title = "ВЫПИСКА ИЗ ПРИКАЗА" if wanted else "КОПИЯ ПРИКАЗА"
    dated = long_date(order.dated_on) if order.dated_on else ""
    return Document(
        title=f"{title.capitalize()} № {order.number}",
        author=source.organization.full_name,
        blocks=(
            Head(paper.letterhead),
            Kind(title),
            Requisites(dated, paper.requisites.place, f"№\u00a0{order.number}"),
            Caption(paper.title),
            Text(paper.preamble),
            Text(paper.verb, edge=True),
            *(Text(f"{number}. {clause.text}") for number, clause in chosen),
            Signature(paper.signature.post, paper.signature.name, signed=True),
            *_certified(source, gaps),
            *(() if wanted else _appendices(paper)),
        ),
        refusal=refusal,
    )


def is_wanted(number: str, wanted: list[str]) -> bool:
    """A clause is taken with what stands below it."""
    return any(number == each or number.startswith(f"{each}.") for each in wanted)


def _appendices(paper: Paper) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for appendix in paper.appendices:
        name = "Приложение" if len(paper.appendices) == 1 else f"Приложение №\u00a0{appendix.number}"
        title = f"{name}. {appendix.title}"
        blocks.append(Sheet(appendix.landscape))
        if appendix.numbered:
            blocks.append(Caption(title))
        blocks += [Text(f"{number}. {clause.text}") for number, clause, _ in appendix.numbered]
        if appendix.table.columns:
            blocks.append(Grid(appendix.table, "" if appendix.numbered else title))
        if appendix.note:
            blocks.append(Text(appendix.note))
    return tuple(blocks)


def _certified(source: Source, gaps: Gaps) -> tuple[Block, ...]:
    """Who certifies: as typed, else the director. Stands right under the signature (ГОСТ Р 7.0.97, «отметка о заверении
    копии»)."""
    post, name = source.words.get("post", ""), source.words.get("name", "")
    if not name and source.director is not None:
        post, name = DIRECTOR, nominative(source.director).in_signature
    post = gaps.filled(post, "должность того, кто заверяет", 20)
    who = gaps.filled(name, "кто заверяет", 20)
    return (Text("Верно", edge=True), Signature(post, who, dated=True))

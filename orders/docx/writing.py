"""Blocks to .docx: the same paper as `orders.printing.render` prints, to be edited in Word."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from orders.blocks import Appendix, Paper, Visa
from orders.dates import SIGNING_DATE
from orders.docx.parts import (
    LANDSCAPE,
    PORTRAIT,
    REQUISITES,
    append,
    bare_table,
    blank,
    emblem,
    grid,
    letterhead,
    paragraph,
    plain_row,
    plain_table,
    saved,
    section,
    shared,
)
from orders.printing.render import paper_context

HAND = "__________"


def paper_docx(paper: Paper, *, at: datetime) -> bytes:
    """`at` stands in the properties of the file; the same paper and moment give the same bytes."""
    document = blank(paper.title, paper.letterhead.full_name, at)
    context: Any = paper_context(paper)
    words = (context["date_words"], context["number_words"])
    if paper.letterhead.emblem:
        append(document, [emblem(document, paper.letterhead.emblem)])
    append(document, _text(context["paper"], *words))
    for appendix in paper.appendices:
        section(document, landscape=appendix.landscape)
        append(document, _appendix(appendix, context["only_appendix"], *words))
    return saved(document)


def _text(paper: Paper, date_words: str, number_words: str) -> Iterable[str]:
    yield from letterhead(paper.letterhead)
    yield paragraph(paper.requisites.kind, "OrderKind")
    requisites = (date_words, paper.requisites.place, number_words)
    yield plain_table(requisites, "OrderRequisite", ("left", "center", "right"), REQUISITES)
    yield paragraph(paper.title, "OrderTitle")
    if paper.preamble:
        yield paragraph(paper.preamble, "OrderPreamble", _unstretched(paper.preamble))
    yield paragraph(paper.verb, "OrderVerb")
    for place, clause in enumerate(paper.clauses, start=1):
        style = "OrderLastClause" if place == len(paper.clauses) else "OrderClause"
        yield paragraph(clause.text, style, _unstretched(clause.text), level=clause.level)
    yield plain_table((paper.signature.post, paper.signature.name), "OrderSignature", ("left", "right"))
    yield paragraph("", "TableEnd")
    yield from _hands("СОГЛАСОВАНО:", paper.agreement)
    yield from _hands("С приказом ознакомлены:", paper.acquainted)
    if paper.executor:
        yield paragraph(f"Исполнитель: {paper.executor}", "OrderExecutor")


def _hands(title: str, visas: tuple[Visa, ...]) -> Iterable[str]:
    """Who agrees or has read: a line for each hand."""
    if visas:
        widths = shared((30, 14, 22, 34))
        yield paragraph(title, "OrderVisaTitle")
        yield bare_table((_hand(visa, widths) for visa in visas), widths)
        yield paragraph("", "TableEnd")


def _hand(visa: Visa, widths: list[int]) -> str:
    texts = (visa.post, HAND, visa.name, visa.mark or SIGNING_DATE)
    return plain_row(texts, "OrderVisa", ("left", "left", "left", "right"), widths)


def _unstretched(text: str) -> str:
    """Word stretches the line before a break over the whole width."""
    return "left" if "\n" in text else ""


def _appendix(appendix: Appendix, only: bool, date_words: str, number_words: str) -> Iterable[str]:
    name = "Приложение" if only else f"Приложение №\u00a0{appendix.number}"
    order = f"{appendix.approved}\nприказом" if appendix.approved else "к приказу"
    mark = f"{name}\n{order} {appendix.issuer}\nот {date_words} {number_words}"
    yield paragraph(mark, "AppendixWideMark" if appendix.landscape else "AppendixMark")
    yield paragraph(appendix.title, "AppendixTitle")
    for number, clause, heading in appendix.numbered:
        yield paragraph(f"{number}. {clause.text}", "AppendixHeading" if heading else "AppendixText")
    if appendix.table.columns:
        yield grid(appendix.table, LANDSCAPE if appendix.landscape else PORTRAIT)
    yield paragraph(appendix.note, "TableText")

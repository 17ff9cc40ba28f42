"""Blocks to plain text: for comparing, for the search, for whoever listens to a page."""

from collections.abc import Iterator

from orders.blocks import Appendix, Paper, Visa


def paper_plain(paper: Paper) -> str:
    """Every word of the paper, a block a line; cells of a row are parted by « | »."""
    return "\n".join(line for line in _lines(paper) if line).replace("\u00a0", " ")


def _lines(paper: Paper) -> Iterator[str]:
    head = paper.letterhead
    yield from (head.own_lines,) if head.own_lines else (head.parent_body, head.full_name, head.short_name)
    yield paper.requisites.kind
    yield paper.requisites.place
    yield paper.title
    yield paper.preamble
    yield paper.verb
    for number, clause in paper.numbered:
        yield f"{number}. {clause.text}"
    yield " | ".join(part for part in (paper.signature.post, paper.signature.name) if part)
    yield from _hands("Согласовано", paper.agreement)
    yield from _hands("Ознакомлены", paper.acquainted)
    yield f"Исполнитель: {paper.executor}" if paper.executor else ""
    for appendix in paper.appendices:
        yield from _appendix(appendix)


def _hands(title: str, visas: tuple[Visa, ...]) -> Iterator[str]:
    for visa in visas:
        yield f"{title}: {' | '.join(part for part in (visa.post, visa.name, visa.mark) if part)}"


def _appendix(appendix: Appendix) -> Iterator[str]:
    yield f"Приложение № {appendix.number}. {appendix.approved}"
    yield appendix.title
    for number, clause, _ in appendix.numbered:
        yield f"{number}. {clause.text}"
    yield " | ".join(column.title for column in appendix.table.columns)
    for group in appendix.table.groups:
        yield group.title
        yield from (" | ".join(row) for row in group.rows)
    yield appendix.note

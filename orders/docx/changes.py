"""What an edited file would change in a draft, part by part, and the draft with the accepted parts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from orders.blocks import Appendix, Clause, Paper, Signature, numbers_of
from orders.docx.reading import ReadPaper, unset
from orders.docx.tables import ROW, Line, TableRow, comparable, is_counted, merged_appendices, table_rows


@dataclass(frozen=True)
class Change:
    """`key` names the part in a form. Nothing `before`: added; nothing `after`: taken out."""

    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """A clause of the draft beside one of the file; the same ones are a row without a change."""

    key: str
    before: Clause | None
    after: Clause | None

    @property
    def changed(self) -> bool:
        return self.before is None or self.after is None or _plain(self.before) != _plain(self.after)


def changes_of(draft: Paper, read: ReadPaper) -> list[Change]:
    """In reading order, without tables. What a file does not have at all (no title, no preamble) is no change."""
    return [*_parts(draft, read), *_clauses(draft, read)]


def table_changes(draft: Paper, read: ReadPaper) -> list[Change]:
    """Rows of appendices that the file changes, adds or takes out."""
    return [
        _table_change(appendix, row)
        for place, appendix, table in comparable(draft.appendices, read.tables)
        for row in table_rows(place, appendix.table, table)
        if row.is_changed
    ]


def _table_change(appendix: Appendix, row: TableRow) -> Change:
    line = row.before or row.after
    place = f"строка {row.at}" if row.before else "новая строка"
    label = f"{appendix.title}: {place if line is not None and line.kind == ROW else 'название этапа'}"
    titles = [column.title.replace("\n", " ") for column in appendix.table.columns]
    if is_counted(appendix.table):
        titles[0] = ""
    return Change(row.key, label, _cells(titles, row.before, row.after), _cells(titles, row.after, row.before))


def _cells(titles: Sequence[str], line: Line | None, other: Line | None) -> str:
    """«Срок: ноябрь»: the cells that differ from those of the other side, without one all that say something. A
    column without a title is passed over."""
    if line is None:
        return ""
    if line.kind != ROW:
        return line.cells[0]
    beside = other.cells if other is not None and other.kind == ROW else ("",) * len(titles)
    rows = zip(titles, line.cells, beside, strict=False)
    differ = ((title, cell) for title, cell, was in rows if title and unset(cell) != unset(was))
    return "\n".join(f"{title}: {cell or 'пусто'}" for title, cell in differ)


def _parts(draft: Paper, read: ReadPaper) -> Iterator[Change]:
    pairs = (
        ("title", "Заголовок", draft.title, read.title),
        ("place", "Место издания", draft.requisites.place, read.place),
        ("preamble", "Преамбула", draft.preamble, read.preamble),
        ("post", "Должность подписывающего", draft.signature.post, read.signature.post),
        ("name", "Подпись", draft.signature.name, read.signature.name),
    )
    for key, label, before, after in pairs:
        if after and unset(before).strip() != after:
            yield Change(key, label, before, after)


def _clauses(draft: Paper, read: ReadPaper) -> Iterator[Change]:
    numbers = iter(numbers_of(draft.clauses))
    for row in rows_of(draft.clauses, read.clauses):
        number = next(numbers) if row.before is not None else ""
        if row.changed:
            label = f"Пункт {number}" if number else "Новый пункт"
            yield Change(row.key, label, _shown(row.before), _shown(row.after))


def _shown(clause: Clause | None) -> str:
    return f"{'– ' * clause.level}{clause.text}" if clause else ""


def _plain(clause: Clause) -> tuple[str, int]:
    return unset(clause.text).strip(), clause.level


def rows_of(draft: Sequence[Clause], read: Sequence[Clause]) -> list[Row]:
    old, new = [_plain(clause) for clause in draft], [_plain(clause) for clause in read]
    rows: list[Row] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for before, after in zip_longest(draft[a:b], draft[a:b] if tag == "equal" else read[c:d]):
            rows.append(Row(f"clause-{len(rows)}", before, after))
    return rows


def merged(draft: Paper, read: ReadPaper, accepted: Collection[str], *, tables: bool = True) -> dict[str, Any]:
    """Parts for `orders.actions.edit_order`: the accepted ones from the file, the others as they were. `tables`: also
    rows of appendices."""
    taken = {change.key: change.after for change in _parts(draft, read) if change.key in accepted}
    clauses = [
        row.after if row.changed and row.key in accepted else row.before for row in rows_of(draft.clauses, read.clauses)
    ]
    signature = Signature(taken.get("post", draft.signature.post), taken.get("name", draft.signature.name))
    return {
        "title": taken.get("title", draft.title)[:300],
        "place": taken.get("place", draft.requisites.place)[:120],
        "preamble": taken.get("preamble", draft.preamble),
        "clauses": [clause for clause in clauses if clause is not None],
        "signature": signature,
        "appendices": merged_appendices(draft, read.tables, accepted) if tables else draft.appendices,
    }

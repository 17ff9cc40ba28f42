"""A paper edited in Word read back by the names of its styles: title, preamble, clauses with their levels, tables.

Only words are taken. Macros, outside links, pictures and whatever else a file may carry are never looked at
(`core.archives` refuses the dangerous ones). What stands in a style of nobody's is told, never guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from lxml import etree

from core.archives import Archive
from core.errors import DomainError
from core.tables import refusals
from core.tables.opening import Kind, kind_of
from core.tables.word_xml import BODY, TBL, TC, TR, VAL, P, W, children_of, document_root, text_of
from orders.blocks import DEEPEST, Clause, Group, Signature
from orders.docx.styles import STYLES
from orders.drafts.editing import LONGEST, MAX_CLAUSES
from orders.printing.typography import NBSP, NO_BREAK_HYPHEN, WORD_JOINER

STYLES_PART = "word/styles.xml"
KEYS = {style.name.casefold(): style.key for style in STYLES}
CLAUSES = ("OrderClause", "OrderLastClause")
MOST_ROWS = 2_000
HEAD = frozenset(
    {
        "OrderHead",
        "OrderName",
        "OrderContacts",
        "OrderKind",
        "OrderVisaTitle",
        "OrderVisa",
        "OrderExecutor",
        "PaperLine",
    }
)


class NotOurPaper(DomainError):
    message = "В файле нет стилей этого приказа. Скачайте приказ для Word отсюда, поправьте его и загрузите снова."


class TooMuchText(DomainError):
    message = f"В файле больше {MAX_CLAUSES} пунктов или больше {LONGEST} знаков подряд. Перенесите часть в приложение."


@dataclass(frozen=True)
class ReadTable:
    titles: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass
class ReadPaper:
    """Words as they stand, without the no-break spaces that printing sets. `others` are paragraphs of unknown styles
    below the title, with text in them."""

    title: str = ""
    place: str = ""
    preamble: str = ""
    verb: str = ""
    clauses: list[Clause] = field(default_factory=list)
    signature: Signature = field(default_factory=Signature)
    appendices: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def read_paper(data: bytes) -> ReadPaper:
    """Raises core.archives.ArchiveRefused, core.tables.refusals.ImportRefused, NotOurPaper, TooMuchText."""
    if kind_of(data) is not Kind.WORD:
        raise refusals.OtherOffice
    archive = Archive(data)
    body = document_root(archive).find(BODY)
    names = style_keys(archive)
    found = ReadPaper()
    for block in children_of(body) if body is not None else ():
        if block.tag == P:
            _take(found, block, names)
        elif block.tag == TBL:
            _take_table(found, block, names)
    return _checked(found)


def style_keys(archive: Archive) -> Mapping[str, str]:
    """Id of a style in the file → our key: programs rename ids and keep names."""
    if STYLES_PART not in archive:
        return {}
    keys: dict[str, str] = {}
    for style in archive.xml(STYLES_PART).iter(W + "style"):
        name = style.find(W + "name")
        key = KEYS.get((name.get(VAL) or "").casefold()) if name is not None else None
        if key:
            keys[style.get(W + "styleId") or ""] = key
    return keys


def unset(text: str) -> str:
    """The text as it is typed: printing sets its no-break spaces and hyphens anew."""
    return text.replace(NBSP, " ").replace(WORD_JOINER, "").replace(NO_BREAK_HYPHEN, "-")


def _take(found: ReadPaper, paragraph: etree._Element, names: Mapping[str, str]) -> None:
    key, text = _style(paragraph, names), _words(paragraph)
    if not text or key in HEAD:
        return
    if key in CLAUSES:
        found.clauses.append(Clause(text, _level(paragraph)))
    elif key == "OrderTitle":
        found.title = _joined(found.title, text)
    elif key == "OrderPreamble":
        found.preamble = _joined(found.preamble, text)
    elif key == "OrderVerb":
        found.verb = text
    elif key == "AppendixTitle":
        found.appendices.append(text)
    elif key in ("AppendixHeading", "AppendixText"):
        found.sections.append(text)
    elif not key and found.title:
        found.others.append(text)


def _joined(before: str, text: str) -> str:
    return f"{before}\n{text}" if before else text


def _take_table(found: ReadPaper, table: etree._Element, names: Mapping[str, str]) -> None:
    rows = list(_rows(table, names))
    keys = {key for row in rows for key, _ in row}
    if "OrderRequisite" in keys and rows and len(rows[0]) == 3:
        found.place = rows[0][1][1]
    elif "OrderSignature" in keys and rows and len(rows[0]) == 2:
        found.signature = Signature(rows[0][0][1], rows[0][1][1])
    elif keys & {"TableHeader", "TableText"}:
        found.tables.append(_grid(rows))


def _rows(table: etree._Element, names: Mapping[str, str]) -> Iterator[list[tuple[str, str]]]:
    """Cells as (key of the style, text)."""
    for number, row in enumerate(each for each in children_of(table) if each.tag == TR):
        if number > MOST_ROWS:
            raise refusals.TableTooBig
        cells = [cell for cell in children_of(row) if cell.tag == TC]
        yield [(_cell_style(cell, names), _words(cell)) for cell in cells]


def _cell_style(cell: etree._Element, names: Mapping[str, str]) -> str:
    first = next(cell.iter(P), None)
    return _style(first, names) if first is not None else ""


def _grid(rows: list[list[tuple[str, str]]]) -> ReadTable:
    titles: tuple[str, ...] = ()
    groups: list[Group] = []
    over = ""
    for row in rows:
        key, text = row[0] if row else ("", "")
        if key == "TableHeader" and not titles:
            titles = tuple(words for _, words in row)
        elif key == "TablePhase":
            over = text
        elif key == "TableStage":
            groups.append(Group(text, (), over))
            over = ""
        elif key != "TableHeader":
            last = groups.pop() if groups and not over else Group("", (), over)
            groups.append(replace(last, rows=(*last.rows, tuple(words for _, words in row))))
            over = ""
    return ReadTable(titles, tuple(groups))


def _style(paragraph: etree._Element, names: Mapping[str, str]) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return names.get(style.get(VAL) or "", "") if style is not None else ""


def _level(paragraph: etree._Element) -> int:
    level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
    value = (level.get(VAL) or "0") if level is not None else "0"
    return min(int(value), DEEPEST) if value.isascii() and value.isdigit() and len(value) < 3 else 0


def _words(element: etree._Element) -> str:
    return unset(text_of(element)).strip()


def _checked(found: ReadPaper) -> ReadPaper:
    if not found.title and not found.clauses:
        raise NotOurPaper
    texts = [found.title, found.preamble, *(clause.text for clause in found.clauses)]
    groups = [group for table in found.tables for group in table.groups]
    texts += [text for group in groups for text in (group.title, group.over, *chain.from_iterable(group.rows))]
    if len(found.clauses) > MAX_CLAUSES or max(map(len, texts)) > LONGEST:
        raise TooMuchText
    return found


def to_state(read: ReadPaper) -> dict[str, Any]:
    """What a page keeps of a file until its changes are accepted."""
    return {
        "title": read.title,
        "place": read.place,
        "preamble": read.preamble,
        "clauses": [[clause.text, clause.level] for clause in read.clauses],
        "signature": [read.signature.post, read.signature.name],
        "tables": [
            [table.titles, [[each.title, each.over, each.rows] for each in table.groups]] for table in read.tables
        ],
    }


def from_state(state: dict[str, Any]) -> ReadPaper:
    return ReadPaper(
        title=state["title"],
        place=state["place"],
        preamble=state["preamble"],
        clauses=[Clause(text, level) for text, level in state["clauses"]],
        signature=Signature(*state["signature"]),
        tables=[
            ReadTable(tuple(titles), tuple(_group(*each) for each in groups)) for titles, groups in state["tables"]
        ],
    )


def _group(title: str, over: str, rows: list[list[str]]) -> Group:
    return Group(title, tuple(map(tuple, rows)), over)

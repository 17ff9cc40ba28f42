"""Whatever is uploaded, the reader answers or refuses in words; it never breaks."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import DomainError
from core.tables.text import squeeze
from roadmaps.importing.document import interpret, read_document, read_pasted
from roadmaps.importing.output import as_json
from roadmaps.importing.state import to_state
from roadmaps.importing.text import clean
from roadmaps.parties.reading import read_parties
from roadmaps.terms import Frame
from tests.roadmaps.importing_files import HEADER, PLAN, UP, excel, member, repacked, word

YEAR = Frame(academic_year=2023)
WORD = word(
    "План", (HEADER, ("1", "Этап", "Дело", "Что", "май", "Куратор"), (UP, UP, "Ещё", "", "июнь", "Лесная А.П."))
)
EXCEL = excel([PLAN, (1, "Совет", "май", "Директор"), (None, None, "июнь", None)], "B2:B3")
PARTS = {
    "word/document.xml": member(WORD, "word/document.xml"),
    "_rels/.rels": member(WORD, "_rels/.rels"),
}
SHEETS = {
    name: member(EXCEL, name)
    for name in (
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
    )
}
WORDS = ("1", "2.", "май", "ноябрь -", "2023-2024", "учебный год", "ЭТАП", "и дальше", "Совет-", "I. Раздел", "", "")
CELLS = st.sampled_from([*HEADER, *PLAN, *WORDS]) | st.text(max_size=12)
SLOW = settings(max_examples=100, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def understood(data: bytes) -> None:
    with suppress(DomainError):
        result = interpret(read_document(data, "файл"), YEAR)
        as_json(result)
        to_state(result)


def mutated(text: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for place, new in changes:
        at = place % (len(text) + 1)
        text = text[:at] + new + text[at + len(new) :]
    return text


def plain(cell: str) -> str:
    return clean(" ".join(cell.replace('"', "").splitlines()))


def strings_of(state: object) -> Iterator[str]:
    if isinstance(state, str):
        yield state
    for item in state.values() if isinstance(state, dict) else state if isinstance(state, list) else ():
        yield from strings_of(item)


CHANGES = st.lists(st.tuples(st.integers(0, 100_000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6)


@SLOW
@given(st.sampled_from([WORD, EXCEL]), CHANGES)
def test_torn_file_is_read_or_refused(data: bytes, changes: list[tuple[int, bytes]]) -> None:
    understood(mutated(data, changes))


@SLOW
@given(st.sampled_from(sorted(PARTS | SHEETS)), CHANGES)
def test_torn_part_is_read_or_refused(name: str, changes: list[tuple[int, bytes]]) -> None:
    source, parts = (WORD, PARTS) if name in PARTS else (EXCEL, SHEETS)
    understood(repacked(source, {name: mutated(parts[name], changes)}))


@SLOW
@given(
    st.sampled_from(sorted(PARTS | SHEETS)),
    st.integers(0, 500),
    st.sampled_from(['val="9999999999"', 'r="A1"', 'r="ZZZZ9"', 's="77"', 't="s"', 't="e"', 'ref="B9:A1"']),
)
def test_odd_numbers_are_read_or_refused(name: str, which: int, attribute: str) -> None:
    source, parts = (WORD, PARTS) if name in PARTS else (EXCEL, SHEETS)
    pieces = parts[name].decode().split(" ")
    pieces[which % len(pieces)] += " " + attribute
    understood(repacked(source, {name: " ".join(pieces).encode()}))


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    understood(data)


@SLOW
@given(st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=12), st.sampled_from([";", "\t", ","]))
def test_any_table_keeps_all_its_words(rows: list[list[str]], delimiter: str) -> None:
    lines = [[plain(cell.replace(delimiter, " ")) for cell in row] for row in rows]
    with suppress(DomainError):
        result = interpret(read_pasted("\n".join(map(delimiter.join, lines)), delimiter=delimiter), YEAR)
        as_json(result)
        kept = squeeze(" ".join(strings_of(to_state(result))))
        lost = [cell for line in lines for cell in line if squeeze(cell) not in kept]
        assert lost == [] or not result.chosen


@SLOW
@given(st.text(max_size=80) | st.lists(CELLS, max_size=6).map(" ".join))
def test_any_responsible_is_read(text: str) -> None:
    assert isinstance(read_parties(text), tuple)


@pytest.mark.parametrize("size", [2_000, 8_000])
def test_hostile_cell_is_read_quickly(size: int) -> None:
    text = "Мероприятие\tСрок\tОтветственный\n" + "а-" * size + "\t" + "1." * size + "\t" + "А.Б" * size
    understood(text.encode())
    read_parties("Зам. " * size)

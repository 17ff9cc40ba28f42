"""Word, Excel and zip files made for the tests of the import. Organizations and people are invented."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

UP = "^"
"""A cell merged with the one above."""
Rows = Sequence[Sequence[str]]
HEADER = ("№ п/п", "Наименование этапа", "Мероприятия", "Содержание деятельности", "Сроки", "Ответственные")
PLAN = ("№", "Мероприятие", "Срок", "Ответственный")


def word(*blocks: str | Rows, ragged: bool = False) -> bytes:
    """Paragraphs (strings) and tables (rows). A row of one cell spans the table; `ragged` leaves out missing cells."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _add_table(document, block, ragged)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_table(document: "docx.document.Document", rows: Rows, ragged: bool) -> None:
    width = max(map(len, rows))
    table = document.add_table(0, width)
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
            continue
        line = table._tbl.tr_lst[-1]
        for place, text in enumerate(row):
            if text != UP:
                cells[place].text = text
        for place, text in enumerate(row):
            _mark_merge(table._tbl.tr_lst, place, text == UP)
        if ragged:
            for cell in line.tc_lst[len(row) :]:
                line.remove(cell)


def _mark_merge(lines: Sequence[Any], place: int, merged: bool) -> None:
    if not merged:
        return
    above = lines[-2].tc_lst[place].get_or_add_tcPr()
    if above.find(qn("w:vMerge")) is None:
        start = OxmlElement("w:vMerge")
        start.set(qn("w:val"), "restart")
        above.append(start)
    lines[-1].tc_lst[place].get_or_add_tcPr().append(OxmlElement("w:vMerge"))


def excel(rows: Sequence[Sequence[str | int | float | date | None]], *merges: str, sheet: str = "Лист1") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merges:
        page.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The same archive with members replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename not in changed:
                new.writestr(member, old.read(member))
        for name, content in changed.items():
            new.writestr(name, content)
    return file.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def archive(members: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return file.getvalue()


def long_list(members: int) -> bytes:
    """An archive of many empty members whose closing record says one: the long record before it tells the truth."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for number in range(members):
            new.writestr(str(number), b"")
    data = file.getvalue()
    end = len(data) - 22
    size, start = struct.unpack_from("<2L", data, end + 12)
    long = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, members, members, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    closing = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 46, start, 0)
    return data[:end] + long + locator + closing

import struct
import time

import pytest

from core.tables import refusals
from roadmaps.importing.document import interpret, read_document
from tests.roadmaps.importing_files import HEADER, PLAN, archive, excel, long_list, member, repacked, word

ROWS = (PLAN, ("1", "Педсовет", "ноябрь", "Директор"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def ole(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "refusal", "advice"),
    [
        (ole("WordDocument"), refusals.OldWord, "сохраните как .docx"),
        (ole("Workbook"), refusals.OldExcel, "сохраните как .xlsx"),
        (ole("EncryptedPackage"), refusals.PasswordProtected, "Снимите пароль"),
        (ole("PowerPoint Document"), refusals.OtherOffice, ".docx или .xlsx"),
        (b"{\\rtf1 text}", refusals.OtherOffice, "сохраните как .docx"),
        (b"<html><table></table></html>", refusals.OtherOffice, "сохраните как .docx"),
        (b"%PDF-1.7 ...", refusals.Pdf, "скопируйте таблицу"),
        (b"\xff\xd8\xff\xe0 picture", refusals.Scan, "вставьте таблицу"),
        (b"\x89PNG\r\n\x1a\n picture", refusals.Scan, "вставьте таблицу"),
        (b"\x7fELF\x00\x01\x02", refusals.NotOffice, ".docx"),
        (b"Rar!\x1a\x07", refusals.NotOffice, ".docx"),
        (b"\x00\x01\x02\x03 binary", refusals.NotOffice, ".docx"),
        (b"", refusals.EmptyFile, "Файл пустой"),
        (b"  \n ", refusals.EmptyFile, "Файл пустой"),
        (archive({"readme.txt": b"text"}), refusals.NotOffice, ".docx"),
        (b"PK\x03\x04 torn", refusals.DamagedFile, "повреждён"),
    ],
)
def test_foreign_file_is_refused_with_advice(data: bytes, refusal: type, advice: str) -> None:
    with pytest.raises(refusal) as caught:
        read_document(data, "план.docx")
    assert advice in caught.value.message


def test_name_does_not_matter_content_does() -> None:
    assert read_document(word(ROWS), "план.xlsx").kind == "docx"
    assert read_document(excel(ROWS), "план.doc").kind == "xlsx"


def test_document_without_tables_asks_to_paste() -> None:
    with pytest.raises(refusals.NoTable, match="Таблица не нашлась"):
        read_document(word("Только текст"), "письмо.docx")


def test_document_of_pictures_is_a_scan() -> None:
    data = repacked(word(""), {"word/media/image1.png": b"picture"})
    with pytest.raises(refusals.Scan):
        read_document(data, "скан.docx")


def test_file_over_the_limit_is_refused() -> None:
    with pytest.raises(refusals.TooLarge):
        read_document(b"a" * (20 * 1024 * 1024 + 1), "план.csv")


def test_bomb_is_refused_by_its_declared_size_at_once() -> None:
    data = repacked(word(ROWS), {"word/document.xml": b"0" * (300 * 1024 * 1024)})
    started = time.perf_counter()
    with pytest.raises(refusals.ArchiveBomb):
        read_document(data, "план.docx")
    assert len(data) < 1024 * 1024
    assert time.perf_counter() - started < 0.25


def test_lying_directory_does_not_open_more_than_declared() -> None:
    data = bytearray(repacked(word(ROWS), {"word/document.xml": b"0" * (60 * 1024 * 1024)}))
    place = data.index(b"word/document.xml", data.index(b"PK\x01\x02")) - 46
    data[place + 24 : place + 28] = struct.pack("<L", 100)
    with pytest.raises(refusals.DamagedFile):
        read_document(bytes(data), "план.docx")


def test_thousands_of_members_are_refused() -> None:
    many = {f"word/part{number}": b"" for number in range(2_001)}
    with pytest.raises(refusals.ArchiveBomb):
        read_document(repacked(word(ROWS), many), "план.docx")


@pytest.mark.parametrize("name", ["../evil.xml", "word/../../evil", "C:/evil"])
def test_names_that_leave_the_archive_are_refused(name: str) -> None:
    with pytest.raises(refusals.Unsafe):
        read_document(repacked(word(ROWS), {name: b"x"}), "план.docx")


def test_a_long_list_of_members_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = long_list(3_000)
    monkeypatch.delattr("core.archives.zipfile.ZipFile")
    with pytest.raises(refusals.ArchiveBomb):
        read_document(data, "план.docx")


def test_macros_are_refused() -> None:
    with pytest.raises(refusals.HasMacros):
        read_document(repacked(word(ROWS), {"word/vbaProject.bin": b"x"}), "план.docm")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_expanded(encoding: str) -> None:
    entities = '<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;">]>'
    text = f'<?xml version="1.0" encoding="{encoding}"?>{entities}<a>&c;</a>'
    data = repacked(word(ROWS), {"word/document.xml": text.encode(encoding)})
    with pytest.raises(refusals.Unsafe):
        read_document(data, "план.docx")


def test_outside_entity_is_not_read() -> None:
    text = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    with pytest.raises(refusals.Unsafe):
        read_document(repacked(word(ROWS), {"word/document.xml": text}), "план.docx")


def test_broken_xml_is_damage() -> None:
    data = word(ROWS)
    torn = member(data, "word/document.xml")[:-100]
    with pytest.raises(refusals.DamagedFile):
        read_document(repacked(data, {"word/document.xml": torn}), "план.docx")


def test_encrypted_member_is_a_password() -> None:
    data = bytearray(word(ROWS))
    for sign in (b"PK\x01\x02", b"PK\x03\x04"):
        place = data.index(sign) + (8 if sign == b"PK\x01\x02" else 6)
        data[place] |= 1
    with pytest.raises(refusals.PasswordProtected):
        read_document(bytes(data), "план.docx")


def test_external_link_of_the_main_part_is_not_followed() -> None:
    data = word(ROWS)
    relations = member(data, "_rels/.rels").replace(
        b'Target="word/document.xml"', b'Target="https://example.org/a.xml" TargetMode="External"'
    )
    with pytest.raises(refusals.Unsafe):
        read_document(repacked(data, {"_rels/.rels": relations}), "план.docx")


def test_five_thousand_rows_are_read_in_linear_time() -> None:
    lines = [";".join(HEADER)] + [f"{n};Этап {n // 50};Дело {n};Описание {n};ноябрь;Куратор" for n in range(5_000)]
    document = read_document("\n".join(lines).encode(), "большой.csv")
    started = time.process_time()
    result = interpret(document)
    spent = time.process_time() - started
    assert len(result.tables[0].activities) == 5_000
    assert spent < 3


def test_zip_of_a_zip_is_not_a_document() -> None:
    with pytest.raises(refusals.NotOffice):
        read_document(archive({"план.docx": word(ROWS)}), "план.docx")

"""Which files are taken as evidence."""

import pytest

from core import evidence
from core.evidence import inspect
from tests.core.evidence_files import PDF, TYPES, archive, bomb, picture, upload
from tests.roadmaps.importing_files import long_list

DOCX = archive(TYPES, "word/document.xml")
XLSX = archive(TYPES, "xl/workbook.xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("протокол.pdf", PDF, "pdf"),
        ("приказ.docx", DOCX, "docx"),
        ("список.XLSX", XLSX, "xlsx"),
        ("фото.jpg", picture("JPEG"), "jpg"),
        ("фото.jpeg", picture("JPEG"), "jpg"),
        ("схема.png", picture("PNG"), "png"),
    ],
)
def test_a_good_file_is_taken(name: str, content: bytes, kind: str) -> None:
    assert inspect(upload(name, content)).kind == kind


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("пусто.pdf", b"", evidence.EmptyFile),
        ("старый.doc", OLE, evidence.OldOffice),
        ("с паролем.docx", OLE, evidence.OldOffice),
        ("программа.exe", b"MZ" + b"\0" * 100, evidence.UnknownKind),
        ("без расширения", PDF, evidence.UnknownKind),
        ("страница.pdf", b"<html><script>1</script></html>", evidence.NotWhatItSays),
        ("обрезан.pdf", PDF[:20], evidence.BrokenFile),
        ("фото.png", picture("JPEG"), evidence.NotWhatItSays),
        ("фото.jpg", picture("JPEG")[:40], evidence.BrokenFile),
        ("архив.docx", archive("a.txt"), evidence.NotWhatItSays),
        ("таблица.docx", XLSX, evidence.NotWhatItSays),
        ("обрезан.docx", DOCX[:60], evidence.BrokenFile),
        ("макрос.docx", archive(TYPES, "word/document.xml", "word/vbaProject.bin"), evidence.HasMacros),
        (
            "макрос2.docx",
            archive(TYPES, "word/document.xml", types=b"<Types>vnd.ms-word.document.macroEnabled.main</Types>"),
            evidence.HasMacros,
        ),
        ("побег.docx", archive(TYPES, "word/document.xml", "../../etc/passwd"), evidence.UnsafeArchive),
    ],
)
def test_a_bad_file_is_refused_by_name(name: str, content: bytes, refusal: type[evidence.BadFile]) -> None:
    with pytest.raises(refusal):
        inspect(upload(name, content))


def test_a_bomb_is_refused_by_its_declared_size() -> None:
    with pytest.raises(evidence.UnsafeArchive):
        inspect(upload("бомба.docx", bomb()))


def test_a_long_list_of_members_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    file = upload("список.docx", long_list(3_000))
    monkeypatch.delattr("core.archives.zipfile.ZipFile")
    with pytest.raises(evidence.UnsafeArchive):
        inspect(file)


def test_a_file_over_the_limit_is_refused_unread() -> None:
    large = upload("большой.pdf", PDF)
    large.size = evidence.LIMIT + 1

    with pytest.raises(evidence.TooBig):
        inspect(large)


def test_folders_of_the_name_are_dropped() -> None:
    file = upload("x.pdf", PDF)
    file._name = "..\\..\\тайна.pdf"

    assert inspect(file).name == "тайна.pdf"

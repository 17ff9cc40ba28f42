"""What a file is, judged by its content and never by its name."""

from enum import StrEnum

from lxml import etree

from core.archives import Archive
from core.errors import DomainError
from core.tables import refusals

MAX_BYTES = 20 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF")
CONTROL = bytes(sorted(set(range(32)) - {9, 10, 11, 12, 13}))
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Kind(StrEnum):
    WORD = "docx"
    EXCEL = "xlsx"
    TEXT = "csv"


def kind_of(data: bytes) -> Kind:
    """The kind by content; every other kind of file is refused with what to do (see `refusals`)."""
    if len(data) > MAX_BYTES:
        raise refusals.TooLarge
    if not data.strip():
        raise refusals.EmptyFile
    if data.startswith(ZIP_STARTS):
        return _kind_of_archive(data)
    if data.startswith(OLE):
        raise _ole_refusal(data)
    if data.startswith((b"BM", b"MZ")) and b"\x00" not in data[:64]:
        return Kind.TEXT
    if data.startswith(PICTURES) or data[8:12] == b"WEBP" or data[4:8] == b"ftyp":
        raise refusals.Scan
    if b"%PDF-" in data[:1024]:
        raise refusals.Pdf
    return _text_or_refusal(data)


def _text_or_refusal(data: bytes) -> Kind:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"{\\rtf", b"<!doctype", b"<html", b"<?xml")):
        raise refusals.OtherOffice
    if data.startswith(OTHER_ARCHIVES):
        raise refusals.NotOffice
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and len(data.translate(None, CONTROL)) != len(data):
        raise refusals.NotOffice
    return Kind.TEXT


def _kind_of_archive(data: bytes) -> Kind:
    archive = Archive(data)
    main = main_part(archive).lower()
    if main.startswith("word/") and main.endswith(".xml"):
        return Kind.WORD
    if main.startswith("xl/") and main.endswith(".xml"):
        return Kind.EXCEL
    if main.endswith(".bin"):
        raise refusals.OldExcel
    raise refusals.NotOffice


def main_part(archive: Archive) -> str:
    """The name of the document inside the package, as its relations name it."""
    if "_rels/.rels" in archive:
        for relation in archive.xml("_rels/.rels").iter(RELATIONS):
            if relation.get("Type", "").endswith("/officeDocument"):
                return _inside(relation)
    for usual in ("word/document.xml", "xl/workbook.xml"):
        if usual in archive:
            return usual
    raise refusals.NotOffice


def _inside(relation: etree._Element) -> str:
    if relation.get("TargetMode") == "External":
        raise refusals.Unsafe
    return str(relation.get("Target", "")).lstrip("/")


def _ole_refusal(data: bytes) -> DomainError:
    """Old Office files and password-protected new ones share one container; its directory names are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusals.PasswordProtected()
    if "WordDocument".encode("utf-16-le") in data:
        return refusals.OldWord()
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return refusals.OldExcel()
    return refusals.OtherOffice()

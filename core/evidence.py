"""Which files are taken as evidence: judged by their content, never by their name alone. No database."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import File
from PIL import Image

from core.archives import Archive, ArchiveRefused, NotOffice, PasswordProtected, Unsafe
from core.archives import HasMacros as HasMacrosInside
from core.errors import DomainError

LIMIT = 20 * 1024 * 1024
PIXELS_LIMIT = 60_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
ACCEPTED = "pdf, docx, xlsx, jpg, png до 20\u00a0МБ"
SHORT = 40  # letters of a file name in a message


class BadFile(DomainError):
    message = f"Этот файл не подходит. Можно приложить {ACCEPTED}."


class EmptyFile(BadFile):
    message = "Файл пустой. Проверьте, тот ли файл выбран."


class TooBig(BadFile):
    message = "Файл больше 20\u00a0МБ. Сожмите его или приложите частями."


class UnknownKind(BadFile):
    message = f"Файл такого вида не принимается. Можно приложить {ACCEPTED}."


class OldOffice(BadFile):
    message = "Это файл старого Word или Excel либо файл с паролем. Сохраните его как docx, xlsx или PDF без пароля."


class NotWhatItSays(BadFile):
    message = "Содержимое файла не соответствует его расширению. Сохраните документ заново и приложите его."


class HasMacros(BadFile):
    message = "В документе есть макросы. Сохраните его без макросов (docx или xlsx) или как PDF."


class UnsafeArchive(BadFile):
    message = "Документ устроен подозрительно и не принят: после распаковки он слишком велик. Приложите его как PDF."


class BrokenFile(BadFile):
    message = "Файл повреждён и не открывается. Сохраните его заново."


@dataclass(frozen=True, slots=True)
class Evidence:
    """A checked file: kind is a key of KINDS."""

    name: str
    kind: str

    @property
    def content_type(self) -> str:
        return KINDS[self.kind]


def inspect(file: File) -> Evidence:
    """Raises a BadFile that names what is wrong; leaves the file at its beginning."""
    name = PurePath(str(file.name or "файл").replace("\\", "/")).name[-200:]
    if file.size > LIMIT:
        raise TooBig
    if file.size == 0:
        raise EmptyFile
    kind = {"jpeg": "jpg"}.get(found := PurePath(name).suffix.lower().lstrip("."), found)
    file.seek(0)
    head = file.read(1024)
    if kind in {"doc", "xls"} or (head.startswith(OLE) and kind in {*KINDS, ""}):
        raise OldOffice
    if kind not in KINDS:
        raise UnknownKind
    file.seek(0)
    CHECKS[kind](file, head, kind)
    file.seek(0)
    return Evidence(name, kind)


def _pdf(file: File, head: bytes, kind: str) -> None:
    if b"%PDF-" not in head:
        raise NotWhatItSays
    file.seek(max(0, file.size - 2048))
    if b"%%EOF" not in file.read():
        raise BrokenFile


def _office(file: File, head: bytes, kind: str) -> None:
    if not head.startswith(b"PK\x03\x04"):
        raise NotWhatItSays
    try:
        archive = Archive(file)
        _check_parts(archive, kind)
    except HasMacrosInside as error:
        raise HasMacros from error
    except NotOffice as error:
        raise NotWhatItSays from error
    except PasswordProtected as error:
        raise OldOffice from error
    except Unsafe as error:
        raise UnsafeArchive from error
    except ArchiveRefused as error:
        raise BrokenFile from error


def _check_parts(archive: Archive, kind: str) -> None:
    if MAIN_PART[kind] not in archive:
        raise NotWhatItSays
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise HasMacros


def _image(file: File, head: bytes, kind: str) -> None:
    wanted = {"jpg": "JPEG", "png": "PNG"}[kind]
    if not head.startswith({"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}[kind]):
        raise NotWhatItSays
    try:
        with Image.open(file, formats=[wanted]) as image:
            if image.width * image.height > PIXELS_LIMIT:
                raise UnsafeArchive("Снимок слишком велик. Уменьшите его и приложите снова.")
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BrokenFile from error


CHECKS: dict[str, Callable[[File, bytes, str], None]] = {
    "pdf": _pdf,
    "docx": _office,
    "xlsx": _office,
    "jpg": _image,
    "png": _image,
}

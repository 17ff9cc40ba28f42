"""Office files are zip archives of XML: sizes are checked before reading, XML never reaches outside itself."""

import io
import struct
import zipfile
import zlib
from typing import IO

from lxml import etree

from core.errors import DomainError

MAX_MEMBERS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024  # declared by all members together
MAX_READ = 50 * 1024 * 1024  # really unpacked, whatever was declared
MAX_DIRECTORY = 1024 * 1024
MAX_TAGS = 4_000_000
CHUNK = 1024 * 1024
END_RECORD = struct.Struct("<4s4H2LH")
END_RECORD_64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64 = 20
CLOSING = 65_557  # bytes at the end that hold the closing record, with the longest comment


class ArchiveRefused(DomainError):
    """The archive was not opened, or no further than the limits allow."""

    message = "Файл не открыт. Сохраните документ заново и загрузите ещё раз."


class DamagedFile(ArchiveRefused):
    message = "Файл повреждён. Откройте его, сохраните заново и загрузите ещё раз."


class NotOffice(ArchiveRefused):
    message = "Это не документ Word или Excel. Загрузите .docx, .xlsx или .csv."


class PasswordProtected(ArchiveRefused):
    message = "Файл закрыт паролем. Снимите пароль в Word или Excel и загрузите файл ещё раз."


class Unsafe(ArchiveRefused):
    message = "Файл устроен небезопасно и не открыт. Откройте документ в Word или Excel и сохраните его заново."


class ArchiveBomb(Unsafe):
    message = "В распакованном виде файл слишком велик и не открыт. Удалите из него лишнее и загрузите ещё раз."


class HasMacros(Unsafe):
    message = "В файле есть макросы. Сохраните его как обычный .docx или .xlsx без макросов."


class Archive:
    """A checked archive: members are listed, and read no further than the limits allow."""

    def __init__(self, source: bytes | IO[bytes]) -> None:
        """Raises ArchiveRefused. Nothing but the list of members is read."""
        file = io.BytesIO(source) if isinstance(source, bytes) else source
        check_directory(_closing(file))
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, UnicodeDecodeError) as error:
            raise DamagedFile from error
        members = self._zip.infolist()
        _check_members(members)
        self._members = {member.filename.lstrip("/"): member for member in members}
        self._left = MAX_READ

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The bytes of one member; ArchiveBomb when all that was read exceeds the limit, whatever was declared."""
        member = self._members.get(name)
        if member is None:
            raise DamagedFile
        if member.file_size > self._left:
            raise ArchiveBomb
        parts: list[bytes] = []
        try:
            with self._zip.open(member) as stream:
                while part := stream.read(CHUNK):
                    self._left -= len(part)
                    if self._left < 0:
                        raise ArchiveBomb
                    parts.append(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise DamagedFile from error
        except RuntimeError as error:  # zipfile says this of an encrypted member
            raise PasswordProtected from error
        return b"".join(parts)

    def xml(self, name: str) -> etree._Element:
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> etree._Element:
    """The root element. No document types, no entities, no outside files."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unsafe
    if data.count(b"<") > MAX_TAGS:
        raise ArchiveBomb
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile from error
    if root is None:
        raise DamagedFile
    if root.getroottree().docinfo.internalDTD is not None:  # a document type in another encoding
        raise Unsafe
    return root


def _closing(file: IO[bytes]) -> bytes:
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - CLOSING))
    return file.read()


def check_directory(data: bytes) -> None:
    """The closing record says how long the list of members is: a huge list is refused before it is read.

    `data` is the end of an archive, CLOSING bytes of it. Raises DamagedFile, ArchiveBomb.
    """
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - CLOSING))
    if at < 0 or at + END_RECORD.size > len(data):
        raise DamagedFile
    entries, size = END_RECORD.unpack_from(data, at)[4:6]
    long = at - LOCATOR_64 - END_RECORD_64.size
    if long >= 0 and data.startswith(b"PK\x06\x07", at - LOCATOR_64):  # zipfile believes the long record alone
        entries, size = END_RECORD_64.unpack_from(data, long)[7:9]
    if entries > MAX_MEMBERS or size > MAX_DIRECTORY:
        raise ArchiveBomb


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise ArchiveBomb
    seen: set[str] = set()
    for member in members:
        name = member.filename.replace("\\", "/")
        if ".." in name.split("/") or name in seen or ":" in name:
            raise Unsafe
        seen.add(name)
        if member.flag_bits & 1:
            raise PasswordProtected
        if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
            raise HasMacros
    if "[Content_Types].xml" not in seen:
        raise NotOffice

"""Files that cannot be read, each named with what to do about it."""

from core.archives import ArchiveBomb, DamagedFile, HasMacros, NotOffice, PasswordProtected, Unsafe
from core.errors import DomainError

__all__ = [
    "ArchiveBomb", "DamagedFile", "EmptyFile", "HasMacros", "ImportRefused", "NoTable", "NotOffice", "OldExcel",
    "OldWord", "OtherOffice", "PasswordProtected", "Pdf", "Scan", "TableTooBig", "TooLarge", "UnknownEncoding",
    "Unsafe",
]  # fmt: skip


class ImportRefused(DomainError):
    """Nothing of the file was read or stored."""

    message = "Файл не прочитан. Скопируйте таблицу и вставьте её сюда."


class TooLarge(ImportRefused):
    message = "Файл больше 20 МБ. Удалите из него рисунки или скопируйте таблицу и вставьте её сюда."


class EmptyFile(ImportRefused):
    message = "Файл пустой. Выберите другой файл или вставьте таблицу сюда."


class OldWord(ImportRefused):
    message = "Это старый формат Word. Откройте файл и сохраните как .docx."


class OldExcel(ImportRefused):
    message = "Это старый формат Excel. Откройте файл и сохраните как .xlsx."


class OtherOffice(ImportRefused):
    message = "Этот формат не читается. Откройте файл и сохраните как .docx или .xlsx."


class Scan(ImportRefused):
    message = "Это скан или рисунок: текста в нём нет. Нужен документ с текстом — или вставьте таблицу сюда."


class Pdf(ImportRefused):
    message = "Файлы PDF не читаются. Загрузите исходный .docx или .xlsx, или скопируйте таблицу и вставьте сюда."


class NoTable(ImportRefused):
    message = "Таблица не нашлась. Скопируйте её и вставьте сюда."


class TableTooBig(ImportRefused):
    message = "Таблица слишком велика: больше 20 000 строк. Разделите её на части."


class UnknownEncoding(ImportRefused):
    message = "Текст не прочитан: неизвестная кодировка. Сохраните таблицу как .xlsx или CSV в UTF-8."

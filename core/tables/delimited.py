"""CSV files and rows pasted from Excel or Word: encoding and delimiter found, each correctable by the user."""

import csv
from collections import Counter
from collections.abc import Callable

from core.tables.grids import MAX_COLUMNS, MAX_ROWS, Draft, Grid, rectangular
from core.tables.refusals import EmptyFile, NoTable, TableTooBig, UnknownEncoding
from core.tables.text import tidy

DELIMITERS = (";", "\t", ",", "|", "¦")
SAMPLE = 40
PLAIN_LETTERS = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё")


def read_text(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """(text, encoding). UTF-8 with or without mark, UTF-16 with a mark, else Windows-1251 or the old DOS page."""
    if encoding is not None:
        return _decode(data, encoding), encoding
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    except UnicodeDecodeError:
        pass
    best = max(("cp1251", "cp866", "koi8-r"), key=lambda name: _likeness(data, name))
    return _decode(data, best), best


def _likeness(data: bytes, encoding: str) -> float:
    """Share of small Russian letters among everything that is not plain Latin."""
    text = data[:20_000].decode(encoding, errors="replace")
    foreign = [sign for sign in text if sign > "\x7f"]
    return sum(sign in PLAIN_LETTERS for sign in foreign) / max(1, len(foreign))


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnknownEncoding from error


def read_delimited(
    text: str,
    delimiter: str | None = None,
    *,
    known: Callable[[str], str | None],
    mend: Callable[[str], str] = tidy,
    narrowest: int = 2,
) -> tuple[Grid, str]:
    """(grid, delimiter). `known` tells the titles of columns by which a delimiter is recognised, `mend` is done to the
    text of every cell. Raises EmptyFile, TableTooBig; NoTable when there are fewer columns than `narrowest`.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text.strip():
        raise EmptyFile
    delimiter = delimiter or _delimiter(text, known)
    drafts = [
        Draft(number=number, cells=[mend(cell) for cell in cells[:MAX_COLUMNS]], given=len(cells))
        for number, cells in enumerate(_split(text, delimiter), start=1)
    ]
    drafts = [draft for draft in drafts if any(draft.cells)]
    if len(drafts) > MAX_ROWS:
        raise TableTooBig
    rows = rectangular(drafts)
    if not rows or len(rows[0].cells) < narrowest:
        raise NoTable
    return Grid(index=0, rows=rows), delimiter


def _split(text: str, delimiter: str) -> list[list[str]]:
    """Rows of fields. One quotation mark too few would swallow the rest of the file: then marks are letters."""
    torn = text.count('"') % 2 == 1
    lines = [f"{line}\n" for line in text.split("\n")]
    try:
        if torn:
            return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in text.split("\n")]


def _delimiter(text: str, known: Callable[[str], str | None]) -> str:
    sample = text[:60_000]
    return max(DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter, known))


def _fitness(sample: str, delimiter: str, known: Callable[[str], str | None]) -> tuple[int, int, int]:
    """Header words found, then rows of one width: text with many commas does not make the comma a delimiter."""
    if delimiter not in sample:
        return (0, 0, 0)
    rows = [row for row in _split(sample, delimiter) if any(cell.strip() for cell in row)][:SAMPLE]
    titles = max((len({known(cell) for cell in row} - {None}) for row in rows[:15]), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return (titles if titles > 1 else 0, count, width)

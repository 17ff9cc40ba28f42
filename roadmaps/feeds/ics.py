"""Text of an iCalendar file by RFC 5545: all-day events, lines folded at 75 octets, CRLF. Pure.

Written here and not by a library: programs ask for a feed every few hours, and a library takes sixty times longer
for a thousand events. The tests read every text back with an independent parser.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Наставничество//Дорожная карта//RU"
LONGEST_LINE = 75  # octets, without the line break
REFRESH = "PT6H"
MORNING = {days: f"-P{days - 1}DT15H" if days > 1 else "-PT15H" for days in range(1, 31)}  # 9:00, so many days before
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff\ufffe\uffff]")
NEW_LINE = re.compile(r"\r\n?|[\x0b\x0c\u0085\u2028\u2029]")
SPECIAL = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """`last` is inclusive here, exclusive in the file. `sequence` only grows. `remind` days before, 0: not at all."""

    uid: str
    first: date
    last: date
    summary: str
    description: str
    url: str
    sequence: int
    cancelled: bool = False
    remind: int = 0


def calendar_bytes(name: str, events: Iterable[FeedEvent], stamp: datetime) -> bytes:
    """`stamp` is the moment of writing, aware."""
    moment = f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}", f"X-PUBLISHED-TTL:{REFRESH}"]
    for event in events:
        lines += _event(event, moment)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(event: FeedEvent, moment: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{moment}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + DAY:%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if event.remind and not event.cancelled:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{MORNING[event.remind]}")
        yield from (f"DESCRIPTION:{escaped(event.summary)}", "END:VALARM")
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A TEXT value: no control signs, one kind of line break, special signs marked."""
    return CONTROL.sub("", NEW_LINE.sub("\n", text).replace("\t", " ")).strip().translate(SPECIAL)


def folded(line: str) -> bytes:
    """The line with its break; a long one goes on after a space, never in the middle of a letter."""
    data = line.encode()
    if len(data) <= LONGEST_LINE:
        return data + b"\r\n"
    parts = []
    start, room = 0, LONGEST_LINE
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[start:end])
        start, room = end, LONGEST_LINE - 1
    return b"\r\n ".join(parts) + b"\r\n"


def tag_of(name: str, events: Sequence[FeedEvent]) -> str:
    """Equal for equal content, whenever it is written: an ETag without its quotes."""
    return hashlib.sha256(repr((name, events)).encode()).hexdigest()[:32]

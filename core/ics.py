"""Text of an iCalendar file by RFC 5545: events of whole days or of hours, lines folded at 75 octets, CRLF. Pure.

Written here and not by a library: programs ask for a feed every few hours, and a library takes sixty times longer
for a thousand events. The tests read every text back with an independent parser.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
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
    """`last` is inclusive here, exclusive in the file. `sequence` only grows. `remind` days before, 0: not at all.

    With `hours` (aware, first and last moment) the event lies in the day and takes the person's time; the file tells
    them in their zone. A zone is written by one offset (those of Russia have no other); an hour of another offset is
    told in UTC.
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str
    url: str
    sequence: int
    cancelled: bool = False
    remind: int = 0
    hours: tuple[datetime, datetime] | None = None


def calendar_bytes(name: str, events: Iterable[FeedEvent], stamp: datetime) -> bytes:
    """`stamp` is the moment of writing, aware."""
    moment = stamp_text(stamp)
    told = escaped(name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"NAME:{told}"]
    lines += [f"X-WR-CALNAME:{told}", f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}", f"X-PUBLISHED-TTL:{REFRESH}"]
    told_events: list[FeedEvent] = list(events)
    zones: dict[str, str] = {}
    for event in told_events:
        if event.hours and (zone := _zone(event.hours[0])):
            zones.setdefault(zone, event.hours[0].strftime("%z"))
    for zone, offset in zones.items():
        lines += _time_zone(zone, offset)
    for event in told_events:
        lines += _event(event, moment, zones)
    lines.append("END:VCALENDAR")
    return b"".join(map(folded, lines))


def stamp_text(stamp: datetime) -> str:
    return f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _zone(moment: datetime) -> str:
    """The name of a zone, empty for UTC and a bare offset."""
    name = getattr(moment.tzinfo, "key", "")
    return "" if name == "UTC" else name


def _time_zone(zone: str, offset: str) -> list[str]:
    rule = ["BEGIN:STANDARD", "DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}"]
    return ["BEGIN:VTIMEZONE", f"TZID:{zone}", *rule, "END:STANDARD", "END:VTIMEZONE"]


def _hour(name: str, moment: datetime, zones: Mapping[str, str]) -> str:
    zone = _zone(moment)
    if zone and moment.strftime("%z") == zones[zone]:
        return f"{name};TZID={zone}:{moment:%Y%m%dT%H%M%S}"
    return f"{name}:{stamp_text(moment)}"


def _event(event: FeedEvent, moment: str, zones: Mapping[str, str]) -> list[str]:
    summary = escaped(event.summary)
    lines = ["BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{moment}", f"SEQUENCE:{event.sequence}"]
    if event.hours:
        lines += [_hour("DTSTART", event.hours[0], zones), _hour("DTEND", event.hours[1], zones)]
    else:
        lines += [f"DTSTART;VALUE=DATE:{_day(event.first)}", f"DTEND;VALUE=DATE:{_day(event.last + DAY)}"]
    lines.append(f"SUMMARY:{summary}")
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    lines += [f"URL:{event.url}", f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"]
    lines.append(f"TRANSP:{'OPAQUE' if event.hours else 'TRANSPARENT'}")
    if event.remind and not event.cancelled:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{MORNING[event.remind]}", f"DESCRIPTION:{summary}"]
        lines.append("END:VALARM")
    lines.append("END:VEVENT")
    return lines


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """A TEXT value: no control signs, one kind of line break, special signs marked."""
    if not text.isprintable():
        text = CONTROL.sub("", NEW_LINE.sub("\n", text).replace("\t", " "))
    return text.strip().translate(SPECIAL)


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


def tag_of(data: bytes, stamp: datetime) -> str:
    """Equal for equal content, whenever it was written: an ETag without its quotes."""
    return hashlib.sha256(data.replace(f"DTSTAMP:{stamp_text(stamp)}".encode(), b"")).hexdigest()[:32]

"""The text of a calendar: strict by RFC 5545, read back by an independent parser."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ics import FeedEvent, calendar_bytes, escaped, folded, tag_of

STAMP = datetime(2026, 11, 21, 9, tzinfo=UTC)
LINE = re.compile(rb"[A-Z][A-Z0-9-]*(?:;[A-Z]+=[A-Z-]+)*:.*", re.DOTALL)
EVENT = FeedEvent(
    uid="occurrence-1@example.ru",
    first=date(2026, 11, 30),
    last=date(2026, 11, 30),
    summary="1.1 Совет; отчёт, итог",
    description="Период: 01.11.2026 – 30.11.2026\nКарта",
    url="https://example.ru/activities/1/",
    sequence=2,
    remind=3,
)
days = st.dates(date(2000, 1, 1), date(2090, 1, 1))
events = st.builds(
    lambda first, length, **fields: FeedEvent(first=first, last=first + timedelta(days=length), **fields),
    first=days,
    length=st.integers(0, 6),
    uid=st.integers(1, 10**9).map(lambda pk: f"occurrence-{pk}@example.ru"),
    summary=st.text(max_size=300),
    description=st.text(max_size=300),
    url=st.just("https://example.ru/activities/1/"),
    sequence=st.integers(0, 1000),
    cancelled=st.booleans(),
    remind=st.sampled_from([0, 1, 3]),
)


def checked(data: bytes) -> list[bytes]:
    """The unfolded lines, after checks of what the standard asks of every file."""
    data.decode()
    assert data.endswith(b"\r\n")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    assert not [line for line in physical if b"\n" in line or b"\r" in line or len(line) > 75]
    for line in physical:
        line.decode()  # no letter is cut in two
    lines = data.replace(b"\r\n ", b"").removesuffix(b"\r\n").split(b"\r\n")
    assert all(LINE.fullmatch(line) for line in lines)
    _check_nesting(lines)
    return lines


def _check_nesting(lines: list[bytes]) -> None:
    opened: list[bytes] = []
    for line in lines:
        name, _, value = line.partition(b":")
        if name == b"BEGIN":
            opened.append(value)
        elif name == b"END":
            assert opened.pop() == value
    assert opened == []


@given(st.lists(events, max_size=5), st.text(max_size=80))
@settings(deadline=None)
def test_any_text_makes_a_strict_calendar_that_reads_back(found: list[FeedEvent], name: str) -> None:
    data = calendar_bytes(name, found, STAMP)
    lines = checked(data)
    read = icalendar.Calendar.from_ical(data)
    assert lines.count(b"BEGIN:VEVENT") == len(found)
    for event, item in zip(found, read.walk("VEVENT"), strict=True):
        assert (item.decoded("dtstart"), item.decoded("dtend")) == (event.first, event.last + timedelta(days=1))
        assert (str(item["uid"]), int(item["sequence"])) == (event.uid, event.sequence)
        assert item["status"] == ("CANCELLED" if event.cancelled else "CONFIRMED")
        assert escaped(str(item["summary"])) == escaped(event.summary)
        assert escaped(str(item.get("description", ""))) == escaped(event.description)


def test_text_of_one_event() -> None:
    lines = [line.decode() for line in checked(calendar_bytes("Мои мероприятия", [EVENT], STAMP))]
    assert lines[:4] == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Наставничество//Дорожная карта//RU", "CALSCALE:GREGORIAN")
    ]
    assert lines[8:] == [
        *("BEGIN:VEVENT", "UID:occurrence-1@example.ru", "DTSTAMP:20261121T090000Z", "SEQUENCE:2"),
        *("DTSTART;VALUE=DATE:20261130", "DTEND;VALUE=DATE:20261201", r"SUMMARY:1.1 Совет\; отчёт\, итог"),
        *(r"DESCRIPTION:Период: 01.11.2026 – 30.11.2026\nКарта", "URL:https://example.ru/activities/1/"),
        *("STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P2DT15H"),
        *(r"DESCRIPTION:1.1 Совет\; отчёт\, итог", "END:VALARM", "END:VEVENT", "END:VCALENDAR"),
    ]


@pytest.mark.parametrize("letter", ["я", "a", "😀", "е\u0301"])
def test_long_line_is_folded_between_letters(letter: str) -> None:
    data = folded("SUMMARY:" + letter * 200)
    parts = data.removesuffix(b"\r\n").split(b"\r\n ")
    assert max(len(part) for part in parts) <= 75
    assert b"".join(parts).decode() == "SUMMARY:" + letter * 200


def test_tag_changes_with_the_content_alone() -> None:
    moved = replace(EVENT, sequence=3)
    later = STAMP + timedelta(hours=5)
    tags = [
        tag_of(calendar_bytes("Карта", [event], at), at)
        for event, at in ((EVENT, STAMP), (EVENT, later), (moved, STAMP))
    ]
    assert (tags[0] == tags[1], tags[0] == tags[2]) == (True, False)


def test_hours_are_told_in_the_zone_of_the_school_with_its_offset() -> None:
    zone = ZoneInfo("Asia/Yekaterinburg")
    hours = (datetime(2026, 11, 25, 14, tzinfo=zone), datetime(2026, 11, 25, 14, 45, tzinfo=zone))
    event = FeedEvent("1@x", date(2026, 11, 25), date(2026, 11, 25), "Встреча", "", "https://x/", 0, hours=hours)

    text = calendar_bytes("Встречи", [event], STAMP).decode()
    [read] = icalendar.Calendar.from_ical(text).walk("VEVENT")

    assert "DTSTART;TZID=Asia/Yekaterinburg:20261125T140000" in text
    assert "TZOFFSETTO:+0500" in text
    assert (read["DTSTART"].dt, read["DTEND"].dt) == hours

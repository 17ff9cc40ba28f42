"""Cells of a file that the program itself wrote: the words of a term with its dates, lines, responsibles."""

import re
from dataclasses import replace
from datetime import date

from roadmaps.parties.reading import Party, read_parties
from roadmaps.parties.words import kind_of_words
from roadmaps.terms import Alternative, Confidence, Frame, Kind, Reading, Window
from roadmaps.terms.periods import Period, read_period, reading_of_cells

BULLET = "• "
WITHIN = "\u2003"
"""Begins a line that goes on with the item above it."""
DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def read_dates(
    term: str, words: str, starts: str, ends: str, frame: Frame | None
) -> tuple[Reading, tuple[str, ...], str]:
    """The reading of the four cells of a term, for whom its windows are when it says so, and what is doubtful."""
    period, doubt, other = _period(words, _day(starts), _day(ends))
    reading = _doubted(reading_of_cells(term, period, frame), doubt, other)
    levels = period.levels if period is not None and reading.windows == period.windows else ()
    return reading, levels if any(levels) else (), doubt


def _period(text: str, starts: date | None, ends: date | None) -> tuple[Period | None, str, Window | None]:
    """The period of the words and date cells, what is doubtful about it, and what the date cells say instead."""
    period = read_period(text)
    if period is None:
        return None, "точный период не прочитан, срок взят по словам", None
    first, last = starts or ends, ends or starts
    if first is None or last is None:
        return period, "", None
    if first > last:
        return period, "начало позже окончания, эти даты не взяты", None
    given = Window(first, last)
    if not period.windows:
        dated = period.kind not in (Kind.ON_DEMAND, Kind.UNKNOWN)
        return (replace(period, windows=(given,), levels=("",)) if dated else Period((given,), ("",))), "", None
    bounds = Window(min(w.start for w in period.windows), max(w.end for w in period.windows))
    if bounds == given:
        return period, "", None
    return period, "даты начала и окончания отличаются от столбца «Период, даты»", given


def _doubted(reading: Reading, doubt: str, other: Window | None) -> Reading:
    if not doubt:
        return reading
    options = (Alternative(Kind.RANGE, (other,), "по датам начала и окончания"),) if other else ()
    sure = reading.confidence is Confidence.SURE
    return replace(
        reading,
        confidence=Confidence.CHECK if sure else reading.confidence,
        note="; ".join(part for part in (reading.note, doubt) if part),
        alternatives=(*options, *reading.alternatives),
    )


def _day(text: str) -> date | None:
    found = DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def own_lines(text: str) -> tuple[str, ...]:
    """Lines of a cell without their bullets; a line set in belongs to the one above."""
    found: list[str] = []
    for line in filter(None, text.split("\n")):
        if line.startswith(WITHIN) and found:
            found[-1] += f"\n{line.removeprefix(WITHIN)}"
        else:
            found.append(line.removeprefix(BULLET))
    return tuple(found)


def own_responsible(text: str) -> str:
    return ", ".join(own_lines(text)) if text.startswith(BULLET) else text


def own_parties(text: str) -> tuple[Party, ...]:
    return tuple(_party(line) for line in own_lines(text)) if text.startswith(BULLET) else read_parties(text)


def _party(line: str) -> Party:
    """One line is one responsible, whatever signs it holds."""
    found = read_parties(line)
    if len(found) == 1 and party_words(found[0]) == line:
        return found[0]
    return Party(kind_of_words(line), line)


def party_words(party: Party) -> str:
    """As `roadmaps.parties.people` keeps them: the name with its post."""
    return f"{party.text}, {party.role}" if party.role else party.text

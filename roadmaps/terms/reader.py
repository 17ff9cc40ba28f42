"""One cell of «Сроки» read against the frame of its document."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from roadmaps.terms.cleaning import normalise
from roadmaps.terms.dated import NOT_A_TERM, read_dated
from roadmaps.terms.elsewhere import BY_PAPER
from roadmaps.terms.halves import Sorted, halves
from roadmaps.terms.model import Confidence, Frame, Kind, Reading
from roadmaps.terms.parser import parse
from roadmaps.terms.periodic import read_continuous, read_recurring, read_tail
from roadmaps.terms.resolving import relative_window
from roadmaps.terms.tokens import tokenise
from roadmaps.terms.years import Findings

EMPTY = "Срок не указан."
NO_YEAR = "В документе не указан год: даты посчитаны для {first}–{last} учебного года."
UNREAD = "Не поняты слова: {words}."
TYPO = "Похоже на опечатку: «{words}»."
TOO_LONG = "Текст слишком длинный: прочитано только начало."
FROM_THE_ORDER = "Срок отсчитан от первого дня периода документа: проверьте."
ALSO = "А также: {words}."
LONGEST_PHRASE = 400
"""Characters; longer cells are texts, not terms."""


@lru_cache(maxsize=16384)
def read_term(phrase: str, frame: Frame) -> Reading:
    """Never raises and never looks at the clock: the same words in another frame give the term of another year."""
    head, tail, doubts = _understood(phrase)
    if head is None:
        return Reading(Kind.UNKNOWN, confidence=Confidence.UNKNOWN, note=EMPTY)
    found = Findings(doubts=list(doubts))
    reading = _read_head(head, frame, found)
    if tail is not None and reading.windows:
        reading = read_tail(reading, tail, frame, found)
    return _finished(reading, head, tail, frame, found)


@lru_cache(maxsize=8192)
def _understood(phrase: str) -> tuple[Sorted | None, Sorted | None, tuple[str, ...]]:
    """What the words say in any frame: the halves around «далее» and the doubts about the words themselves."""
    tokens = tokenise(normalise(phrase[:LONGEST_PHRASE]))
    doubts = [TYPO.format(words=token.text) for token in tokens if token.typo]
    if len(phrase) > LONGEST_PHRASE:
        doubts.append(TOO_LONG)
    clauses = parse(tokens)
    if not clauses:
        return None, None, ()
    head, tail = halves(clauses)
    return head, tail, tuple(doubts)


def _read_head(head: Sorted, frame: Frame, found: Findings) -> Reading:
    if head.rules or head.next_year:
        return read_recurring(head, frame, found)
    if head.continuous:
        return read_continuous(head, frame, found)
    if head.spans:
        return read_dated(head.spans, frame, found)
    if head.demands:
        return Reading(Kind.ON_DEMAND)
    note = head.externals[0].note if head.externals else NOT_A_TERM
    window = next((relative_window(e.length, frame) for e in head.externals if e.length is not None), None)
    if window is not None:
        found.doubt(FROM_THE_ORDER)
        return Reading(Kind.RANGE, (window,))
    return Reading(Kind.UNKNOWN, note=note)


def _finished(reading: Reading, head: Sorted, tail: Sorted | None, frame: Frame, found: Findings) -> Reading:
    """Add what the user must hear and decide how far the reading can be trusted."""
    if not reading.windows and reading.kind is not Kind.ON_DEMAND:
        return Reading(Kind.UNKNOWN, confidence=Confidence.UNKNOWN, note=reading.note or NOT_A_TERM)
    if head.leftovers and reading.kind is not Kind.ON_DEMAND:
        found.doubt(UNREAD.format(words=" ".join(head.leftovers)))
    both = [head] if tail is None else [head, tail]
    dated = reading.kind is not Kind.ON_DEMAND
    aside = [demand.words for half in both for demand in half.demands] if dated else []
    for external in (external for half in both for external in half.externals):
        aside.append(external.words)
        if external.note != BY_PAPER or not dated:
            found.doubt(external.note)
    notes = list(found.doubts)
    if found.leaned:
        notes.append(NO_YEAR.format(first=frame.nominal_year, last=frame.nominal_year + 1))
    confidence = Confidence.CHECK if notes else Confidence.SURE
    if aside:
        notes.append(ALSO.format(words=", ".join(aside)))
    return replace(reading, confidence=confidence, note=" ".join(notes))

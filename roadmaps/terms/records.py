"""Readings as plain dictionaries, for JSON lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from roadmaps.terms.frames import frame_from_words
from roadmaps.terms.model import Reading, Window
from roadmaps.terms.reader import read_term


def read_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """From `id, phrase, academic_year, period, table_month, resolved_against` to `id` and the reading."""
    frame = frame_from_words(
        record.get("academic_year"), record.get("period"), record.get("table_month"), record.get("resolved_against")
    )
    return {"id": record["id"], **as_record(read_term(record.get("phrase") or "", frame))}


def as_record(reading: Reading) -> dict[str, Any]:
    return {
        "kind": str(reading.kind),
        "occurrences": occurrences(reading.windows),
        "rrule": reading.rrule,
        "confidence": str(reading.confidence),
        "note": reading.note,
        "alternatives": [
            {"kind": str(other.kind), "occurrences": occurrences(other.windows), "note": other.note}
            for other in reading.alternatives
        ],
    }


def occurrences(windows: Sequence[Window]) -> list[list[str]]:
    return [[window.start.isoformat(), window.end.isoformat()] for window in windows]

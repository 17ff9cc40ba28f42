"""Reader of terms («Сроки»): words of a cell + frame of the document → kind, windows, rule, confidence."""

from roadmaps.terms.days import school_year_bounds, school_year_of, teaching_year
from roadmaps.terms.frames import frame_from_words, frame_of_text
from roadmaps.terms.model import Alternative, Confidence, Frame, Kind, Reading, Window
from roadmaps.terms.reader import read_term
from roadmaps.terms.records import as_record, read_record

__all__ = [
    "Alternative", "Confidence", "Frame", "Kind", "Reading", "Window", "as_record", "frame_from_words",
    "frame_of_text", "read_record", "read_term", "school_year_bounds", "school_year_of", "teaching_year",
]  # fmt: skip

"""Our own spreadsheet of people: what can be downloaded, filled in and loaded; whole bases go out and in by it."""

from collections.abc import Iterable
from typing import Any

from core.sheets.model import Column, Group, Row, Sheet
from core.words import full_name
from mentoring.entries import Entry
from mentoring.importing.meanings import MEANINGS, Meaning
from mentoring.models import Guardian, MentoringForm, Person, Request, Side, TimeSlot
from mentoring.models.bases import category_words

TITLES = {Side.MENTOR.value: "База наставников", Side.MENTEE.value: "База наставляемых"}
GENDERS = {"": "", Person.Gender.MALE.value: "м", Person.Gender.FEMALE.value: "ж"}


def columns_on(side: str) -> list[Meaning]:
    return [meaning for meaning in MEANINGS if meaning.width and side in meaning.sides]


def sheet_of(entries: Iterable[Entry], side: str) -> Sheet:
    """Every value of the entries that the wizard reads, in words it reads back to the same entries."""
    meanings = columns_on(side)
    rows: list[Row] = []
    for entry in entries:
        words = _words(entry)
        rows.append(tuple(words[meaning.key] for meaning in meanings))
    columns = tuple(Column(meaning.label, meaning.width) for meaning in meanings)
    return Sheet(TITLES[side], columns, (Group("", "", tuple(rows)),), file_name=TITLES[side])


def _words(entry: Entry) -> dict[str, Any]:
    kin = entry.guardian
    return {
        "last_name": entry.last_name,
        "first_name": entry.first_name,
        "patronymic": entry.patronymic,
        "gender": GENDERS[entry.gender],
        "birth": entry.birth_date or entry.birth_year,
        "kind": str(Person.Kind(entry.kind).label),
        "class_name": entry.class_name,
        "position": entry.position,
        "workplace": entry.workplace,
        "phone": entry.phone,
        "email": entry.email,
        "forms": _joined(MentoringForm(form).label for form in entry.forms),
        "entered": entry.entered_on,
        "finished": entry.finished_on,
        "results": entry.results,
        "case_link": entry.case_link,
        "passed": "да" if entry.passed else "",
        "subjects": _joined(entry.subjects),
        "interests": _joined(entry.interests),
        "slots": _joined(TimeSlot(slot).label for slot in entry.slots),
        "kin_name": full_name(kin.last_name, kin.first_name, kin.patronymic) if kin else "",
        "kin_relation": str(Guardian.Relation(kin.relation).label) if kin else "",
        "kin_phone": kin.phone if kin else "",
        "kin_email": kin.email if kin else "",
        **(_of_mentor(entry) if entry.side == Side.MENTOR else _of_mentee(entry)),
    }


def _of_mentor(entry: Entry) -> dict[str, Any]:
    return {
        "competences": _joined(entry.competences),
        "achievements": entry.achievements,
        "age_wish": _ages(entry.age_from, entry.age_to),
        "time_resource": entry.time_resource,
        "capacity": entry.capacity,
        "qualified": "да" if entry.is_qualified else "",
    }


def _of_mentee(entry: Entry) -> dict[str, Any]:
    return {
        "request": entry.request,
        "request_source": str(Request.Source(entry.request_source).label) if entry.request else "",
        "categories": _joined(category_words(entry.categories)),
        "wishes": entry.wishes,
    }


def _joined(parts: Iterable[Any]) -> str:
    """Parts by «;», one part that holds a comma with a «;» behind it."""
    texts = [str(part) for part in parts]
    text = "; ".join(texts)
    return f"{text};" if len(texts) == 1 and "," in text else text


def _ages(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low}–{high}"
    return f"от {low}" if low is not None else f"до {high}" if high is not None else ""

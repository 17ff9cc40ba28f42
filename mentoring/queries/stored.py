"""«Что о нём храним»: every registered row of one person, in words."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from core.viewer import Viewer
from mentoring.models import Concern, Person
from mentoring.personal.fields import Field, Table
from mentoring.personal.tables import PEOPLE, TABLES

NOTHING = ""
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# A report of trouble tells of whoever wrote it: the paper goes to the person reported of (152-ФЗ, ст. 14 ч. 8 п. 4).
HELD_BACK = (Concern,)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table: each a list of titles and words, empty values left out."""

    title: str
    purposes: tuple[str, ...]
    bases: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]


def people_with_data(viewer: Viewer) -> models.QuerySet[Person]:
    """Everybody about whom there is anything to tell or to erase: those who left and whose data are stopped too."""
    rows = Person.objects.visible_to(viewer).filter(organization=viewer.organization)
    return rows.exclude(status=Person.Status.ANONYMISED)


def rows_of(table: Table, people: Iterable[int], viewer: Viewer) -> models.QuerySet[Any]:
    """Rows of the people that the viewer may read."""
    manager: Any = table.model._default_manager
    rows: models.QuerySet[Any] = manager.visible_to(viewer).filter(**{f"{table.to_person}__in": list(people)})
    return rows.distinct().order_by("pk")


def stored_about(person: Person, viewer: Viewer) -> list[Part]:
    """One statement for each table. Closed data stand here for those who may open them, and for nobody else."""
    return [_part(table, person, viewer) for table in TABLES if table.model not in HELD_BACK]


def counts_about(person: Person, viewer: Viewer) -> list[tuple[str, int]]:
    """How many rows there are of each table that has any."""
    counted = ((table.title, rows_of(table, [person.pk], viewer).count()) for table in TABLES if table is not PEOPLE)
    return [(title, count) for title, count in counted if count]


def _part(table: Table, person: Person, viewer: Viewer) -> Part:
    related = [field.name for field in table.fields if table.model._meta.get_field(field.name).is_relation]
    rows = rows_of(table, [person.pk], viewer)
    found = rows.select_related(*related) if related else rows
    uses = dict.fromkeys(field.use for field in table.fields)
    return Part(
        table.title,
        tuple(dict.fromkeys(use.purpose for use in uses)),
        tuple(dict.fromkeys(use.basis for use in uses)),
        tuple(tuple(words_of(row, table.fields)) for row in found),
    )


def words_of(row: models.Model, fields: Iterable[Field], *, empty: bool = False) -> Iterator[tuple[str, str]]:
    """Title and words of each field; empty ones only when asked for."""
    for field in fields:
        column: Any = row._meta.get_field(field.name)
        value = shown(column, getattr(row, field.name))
        if value or empty:
            yield str(column.verbose_name).capitalize(), value


def shown(column: Any, value: Any) -> str:
    """A value as a person reads it: chosen words, local times, lists with commas."""
    choices = dict(column.flatchoices) if column.choices else {}
    inner = getattr(column, "base_field", None)
    if inner is not None and inner.choices:
        choices = dict(inner.flatchoices)
    if isinstance(value, list | tuple):
        return ", ".join(str(choices.get(each, each)) if not isinstance(each, dict) else _json(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_of_map(each)}" for key, each in value.items())
    return str(choices[value]) if value in choices else _plain(value)


def _of_map(value: Any) -> str:
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        return ".".join(reversed(value.split("-")))
    return str(value) if isinstance(value, str | int | float) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, models.fields.files.FieldFile):
        return "файл" if value else NOTHING
    return NOTHING if isinstance(value, bytes | memoryview) else str(value)

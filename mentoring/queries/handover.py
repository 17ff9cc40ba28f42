"""Everything an organization holds of its people as tables: for handing the work over to a successor."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db import models

from core.bundles import Part
from core.sheets.model import Column, Group, Row, Sheet
from core.sheets.xlsx import as_xlsx
from core.viewer import Viewer
from core.years import year_label
from mentoring.models import (
    ClosedNote,
    Concern,
    Consent,
    ConsentText,
    MenteeCard,
    MentorCard,
    Participation,
    Partner,
    Person,
    Scan,
    Side,
    SurveyReply,
)
from mentoring.personal.fields import Table
from mentoring.personal.tables import MENTEE_CARDS, MENTOR_CARDS, PARTICIPATIONS, PEOPLE, TABLES
from mentoring.queries.stored import shown, words_of

WIDTH = 30  # millimetres of a column
LEFT_OUT = (ClosedNote, Concern)  # read in the program by the few who may, never leave it in a file
NAMELESS: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (Partner, "Партнёры", ("name", "tax_number", "agreement")),
    (ConsentText, "Тексты согласий", ("purpose", "signer", "number", "body", "months", "created_at")),
)
BASES = ((Side.MENTOR, "База наставников", MENTOR_CARDS), (Side.MENTEE, "База наставляемых", MENTEE_CARDS))


def parts(viewer: Viewer) -> Iterator[Part]:
    """Names inside the archive say nothing about people."""
    for title, build in _sheets(viewer):
        yield Part(f"{title}.xlsx", partial(_written, build), is_made=True)
    own = Scan.objects.visible_to(viewer).filter(organization=viewer.organization)
    signed = Consent.objects.visible_to(viewer).filter(organization=viewer.organization, scan__isnull=False)
    codes = dict(signed.values_list("scan_id", "code"))
    for scan in own.order_by("uploaded_at", "pk"):
        ending = "pdf" if scan.content_type == "application/pdf" else "jpg"
        yield Part(f"Сканы согласий/{codes.get(scan.pk, scan.pk)}.{ending}", partial(_bytes, scan))


def _bytes(scan: Scan) -> bytes:
    with scan.file.open("rb") as file:
        content: bytes = file.read()
    return content


def _written(build: Callable[[], Sheet]) -> bytes:
    return as_xlsx(build())


def handover_sheets(viewer: Viewer) -> Iterator[Sheet]:
    return (build() for _, build in _sheets(viewer))


def _sheets(viewer: Viewer) -> Iterator[tuple[str, Callable[[], Sheet]]]:
    """The two bases first, then every table: one statement for each when it is built, under the viewer's own scope."""
    for side, title, cards in BASES:
        yield title, partial(_base, side, title, cards, viewer)
    for table in TABLES:
        if table.model not in LEFT_OUT:
            yield table.title, partial(_table, table, viewer)
    for model, title, names in NAMELESS:
        yield title, partial(_nameless, model, title, names, viewer)


def _nameless(model: type[models.Model], title: str, names: tuple[str, ...], viewer: Viewer) -> Sheet:
    rows: Any = model._default_manager
    own = rows.visible_to(viewer).filter(organization=viewer.organization).order_by("pk")
    columns: list[Any] = [model._meta.get_field(name) for name in names]
    titles = [str(column.verbose_name).capitalize() for column in columns]
    return _sheet(title, titles, [tuple(shown(c, getattr(row, c.name)) for c in columns) for row in own])


def _base(side: str, title: str, cards: Table, viewer: Viewer) -> Sheet:
    """A row a participation: person, participation, card, as in the official bases, of every year."""
    rows = Participation.objects.visible_to(viewer).filter(organization=viewer.organization, side=side)
    found = list(rows.select_related("person", "person__partner").order_by("-school_year", "person__search_name", "pk"))
    card_rows: Any = cards.model._default_manager
    by_person = {row.person_id: row for row in card_rows.visible_to(viewer).filter(organization=viewer.organization)}
    titles = [
        *("Учебный год", *_titles(Person, PEOPLE.fields)),
        *_titles(Participation, PARTICIPATIONS.fields),
        *_titles(cards.model, cards.fields),
    ]
    return _sheet(title, titles, [_base_row(row, by_person.get(row.person_id), cards) for row in found])


def _base_row(row: Participation, card: MentorCard | MenteeCard | None, cards: Table) -> Row:
    own = [words for _, words in words_of(card or cards.model(), cards.fields, empty=True)]
    person = [words for _, words in words_of(row.person, PEOPLE.fields, empty=True)]
    part = [words for _, words in words_of(row, PARTICIPATIONS.fields, empty=True)]
    return (year_label(row.school_year), *person, *part, *(own if card else [""] * len(own)))


def _titles(model: type[models.Model], fields: Any) -> list[str]:
    columns: list[Any] = [model._meta.get_field(field.name) for field in fields]
    return [str(column.verbose_name).capitalize() for column in columns]


def _table(table: Table, viewer: Viewer) -> Sheet:
    """The number of a card stands before every row: names repeat, numbers do not."""
    manager: Any = table.model._default_manager
    related = [field.name for field in table.fields if table.model._meta.get_field(field.name).is_relation]
    rows = manager.visible_to(viewer).filter(organization=viewer.organization).order_by("pk")
    if table.model is SurveyReply:  # an anonymous answer is shown in the results of all only
        rows = rows.filter(person__isnull=False)
    if related:
        rows = rows.select_related(*related)
    titles = ["Карточка №", *_titles(table.model, table.fields)]
    keys = dict(rows.values_list("pk", table.to_person))
    return _sheet(
        table.title,
        titles,
        [(keys[row.pk], *(words for _, words in words_of(row, table.fields, empty=True))) for row in rows],
    )


def _sheet(title: str, titles: list[str], rows: list[Row]) -> Sheet:
    columns = tuple(Column(each, WIDTH) for each in titles)
    return Sheet(title, columns, (Group("", "", tuple(rows)),), title)

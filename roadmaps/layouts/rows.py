"""A row of the table as HTML.

A map has up to a thousand rows and most of a row is the same in all of them: its form is put together once for what a
page shows, and every row is one `fill`, which escapes as a template does and costs much less (ADR 6, 11).
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString

from core.stencils import Form, fill, form_from
from core.templatetags.ui import icon
from roadmaps.queries.rows import ActivityRow

CHECK = (
    '<input class="form-check-input" type="checkbox" name="ids" value="{pk}" form="bulk"'
    ' aria-label="Отметить {number}">'
)
NUMBER = '<td class="num mut no" role="cell"{grip}>{{number}}</td>'
NAME = '<th scope="row" role="rowheader"><a class="q fw-medium" href="{address}">{name}</a>{note}'
PLANNED = '<a class="d-block small" href="{change}">есть изменение</a>'
CONTENT = '<td class="num" data-l="Содержание" data-c="content" role="cell">{content}</td>'
TERM = '<td data-l="Срок" data-c="term" role="cell"><span>{term}</span></td>'
QUOTED_TERM = '<td data-l="Срок" data-c="term" role="cell"><span>{term}{quoted}</span></td>'
PEOPLE = '<td data-l="Ответственные" data-c="people" role="cell"><span>{held}</span></td>'
RESULT = '<td data-l="Результат" data-c="result" role="cell">{result}</td>'
TICK = (
    '<br><a class="tick small" href="/occurrences/{due}/done/?next=/roadmaps/{roadmap}/">'
    'Отметить<span class="visually-hidden"> {number}</span></a>'
)
EDIT = (
    '<a class="btn btn-sm btn-ic btn-plain" data-row href="{{address}}cell/name/"{focus}'
    ' aria-label="Править {{number}}">{icon}</a>'
)


@dataclass(frozen=True, slots=True)
class RowLook:
    """What the rows of one page have in common: the chosen columns and what may be done with a row."""

    columns: tuple[str, ...]
    may_change: bool
    may_edit: bool
    may_mark: bool


@dataclass(frozen=True, slots=True)
class RowTraits:
    """In what a row differs from its neighbours beside its words. `ticks`: it has a term that may be marked done."""

    removed: bool
    planned: bool
    ticks: bool
    focused: bool


def row_html(row: ActivityRow, look: RowLook, *, roadmap: int, change: str, planned: bool, focused: bool) -> SafeString:
    """`change` is the page of the change set that plans something for the row (`planned`)."""
    traits = RowTraits(row.removed, planned, look.may_mark and row.open_due is not None, focused)
    words = {
        "pk": row.pk,
        "number": row.number,
        "address": row.address,
        "name": row.name,
        "note": row.note,
        "change": change,
        "content": row.content,
        "term": row.term,
        "quoted": row.quoted,
        "held": row.held,
        "result": row.result,
        "mark": row.mark,
        "due": row.open_due,
        "roadmap": roadmap,
    }
    return fill(_form(look, traits), words)


@lru_cache(maxsize=512)
def _form(look: RowLook, traits: RowTraits) -> Form:
    return form_from(_row(look, traits))


def _row(look: RowLook, traits: RowTraits) -> str:
    """One row with the names of its words in braces."""
    cells = [
        NUMBER.format(grip=' draggable="true"' if look.may_edit else ""),
        f"{NAME}{PLANNED if traits.planned else ''}</th>",
        *_columns(look.columns),
        f'<td class="sta" role="cell">{{mark}}{TICK if traits.ticks else ""}</td>',
    ]
    if not look.may_change:
        return f'<tr role="row">{"".join(cells)}</tr>'
    check = "" if traits.removed else CHECK
    edit = "" if traits.removed else EDIT.format(focus=" data-focus" if traits.focused else "", icon=icon("edit"))
    ends = f'<td class="ck" role="cell">{check}</td>', f'<td class="do" role="cell">{edit}</td>'
    return f'<tr role="row" id="a{{pk}}">{ends[0]}{"".join(cells)}{ends[1]}</tr>'


def _columns(names: tuple[str, ...]) -> list[str]:
    term = QUOTED_TERM if "words" in names else TERM
    forms = {"content": CONTENT, "term": term, "people": PEOPLE, "result": RESULT}
    return [form for name, form in forms.items() if name in names]

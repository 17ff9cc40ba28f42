"""A number that leads to what it counts, and the rows of a board that are made of such numbers."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from core.stencils import Form, fill, filled, form_from
from reports.figures import FIGURES, OWED, PAIRS
from reports.queries.dashboards import BoardLine
from reports.queries.figures import FigureRow
from reports.words import SMALL_NUMBERS

register = template.Library()
SPOKEN = '<span aria-hidden="true">{number}</span><span class="visually-hidden">{spoken}</span>'
TOLD = form_from(SPOKEN)
PART, NONE = form_from("<span>{part} из {whole}</span>"), SafeString('<span class="mut">—</span>')
BIG_ZERO, ZERO = SafeString('<span class="big">0</span>'), SafeString("0")
ROW = "reports/dashboard_municipality.html"
COLUMNS = ("agreed", "overdue", PAIRS, "silent", "meetings", "uncovered", "orders", OWED)
BAD = ("overdue", OWED)


@register.simple_tag
def figure(row: FigureRow, key: str, style: str = "") -> SafeString:
    """The number of a row as a link; nothing is no link, and what has no list."""
    cell = row.cell(key)
    if not cell.value and cell.exact:
        return BIG_ZERO if "big" in style else ZERO
    if key in FIGURES and not FIGURES[key].listed:
        return fill(TOLD, {"number": cell, "spoken": cell.spoken})
    if cell.exact:
        return fill(_link(key, style, "{number}"), {"place": row.organization.pk, "number": cell.value})
    words = {"place": row.organization.pk, "number": cell, "spoken": cell.spoken}
    return fill(_link(key, style, SPOKEN), words)


@cache
def _link(key: str, style: str, told: str) -> Form:
    return form_from(f'<a class="{style}" href="{reverse("figure_list", args=[key])}?in={{place}}">{told}</a>')


@register.simple_tag(takes_context=True)
def municipality_rows(context: Context, lines: Iterable[BoardLine]) -> SafeString:
    """Of a region's board: eighty rows of ten links, so they are filled by a stencil (ADR 11)."""
    kept = context["request"].GET.copy()
    for name in ("in", "page"):
        kept.pop(name, None)
    address = f"?{kept.urlencode()}&in=" if kept else "?in="
    return SafeString("".join(_municipality(line.row, address) for line in lines))


def _municipality(row: FigureRow, address: str) -> SafeString:
    words: dict[str, Any] = {key: figure(row, key, "bad" if key in BAD else "") for key in COLUMNS}
    if row.cell("activities").value:
        words["done"] = fill(PART, {"part": figure(row, "done"), "whole": figure(row, "activities")})
    else:
        words["done"] = NONE
    return filled(
        ROW,
        name=row.organization.short_name,
        address=f"{address}{row.organization.pk}",
        behind=row.cell("behind"),
        schools=row.cell("schools"),
        **words,
    )


@register.simple_tag
def small_numbers() -> str:
    """What «< 5» and «412+» mean."""
    return SMALL_NUMBERS

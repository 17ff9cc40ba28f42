"""A number that leads to what it counts."""

from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.figures import FIGURES, Cell
from reports.queries.figures import FigureRow
from reports.words import SMALL_NUMBERS

register = template.Library()
SPOKEN = '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>'


@register.simple_tag
def figure(row: FigureRow, key: str, style: str = "") -> SafeString:
    """The number of a row as a link; nothing is no link, and what has no list."""
    cell = row.cell(key)
    if not cell.value and cell.exact:
        return SafeString('<span class="big">0</span>' if "big" in style else "0")
    if key in FIGURES and not FIGURES[key].listed:
        return format_html(SPOKEN, cell, cell.spoken)
    return _linked(cell, f"{_list(key)}?in={row.organization.pk}", style)


def _linked(cell: Cell, address: str, style: str) -> SafeString:
    if cell.exact:
        return format_html('<a class="{}" href="{}">{}</a>', style, address, cell)
    return format_html('<a class="{}" href="{}">' + SPOKEN + "</a>", style, address, cell, cell.spoken)


@register.simple_tag
def small_numbers() -> str:
    """What «< 5» and «412+» mean."""
    return SMALL_NUMBERS


@cache
def _list(key: str) -> str:
    return reverse("figure_list", args=[key])

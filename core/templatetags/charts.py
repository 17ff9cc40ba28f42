"""`{% load charts %}`: a chart with its table."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from core.charts.drawing import svg
from core.charts.model import Chart, Sparkline

register = template.Library()
PRINT_FONT = "Liberation Serif"


@register.inclusion_tag("components/chart.html")
def chart(figure: Chart, key: str) -> dict[str, Any]:
    """`{% chart figure "pairs" %}`: picture, caption, and the same numbers as a table to be opened."""
    return {"figure": figure, "picture": svg(figure, key)}


@register.simple_tag
def chart_print(figure: Chart, key: str) -> SafeString:
    """The picture alone, for papers: their tables stand beside it."""
    return svg(figure, key, font=PRINT_FONT)


@register.simple_tag
def spark(figure: Sparkline) -> SafeString:
    """A line as high as a row, for cells of tables."""
    return svg(figure, "")

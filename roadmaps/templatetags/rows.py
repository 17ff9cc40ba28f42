"""Rows of the table of a roadmap."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from roadmaps.layouts.rows import row_html
from roadmaps.queries.rows import ActivityRow

register = template.Library()


@register.simple_tag(takes_context=True)
def activity_row(context: dict[str, Any], row: ActivityRow) -> SafeString:
    """`{% activity_row row %}` on a page with the context of `roadmaps.views.table.table_context`."""
    return row_html(
        row,
        context["row_look"],
        roadmap=context["roadmap"].pk,
        change=context["change_address"],
        planned=row.pk in context["planned"],
        focused=row.pk == context.get("focus"),
    )

"""The count of unread news in the top bar."""

from typing import Any

from django import template

from notifications import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def inbox_count(context: dict[str, Any]) -> Any:
    """`{% inbox_count as unread %}`; 0 for guests. One query, none where the page knows it (`unread_news`)."""
    if "unread_news" in context:
        return context["unread_news"]
    viewer = context.get("viewer")
    return queries.unread_count(viewer) if viewer else 0

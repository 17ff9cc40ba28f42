"""Small helpers of templates."""

from django import template

from core.viewer import Viewer

register = template.Library()


@register.filter
def can(viewer: Viewer, permission: str) -> bool:
    """`{% if viewer|can:"activity_mark" %}`: show a button only to whom it works for."""
    return viewer.can(permission)

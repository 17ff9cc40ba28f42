"""Versions of templates: school → municipality → region → the program, by the day. And their plain form as stored."""

from dataclasses import asdict
from datetime import date
from typing import Any

from core.viewer import Viewer
from orders.kinds.base import Kind, Line, Template
from orders.kinds.bases import chain
from orders.models import DocumentTemplate


def to_content(template: Template) -> dict[str, Any]:
    return asdict(template)


def from_content(content: dict[str, Any]) -> Template:
    lines = tuple(Line(**line) for line in content.get("lines", ()))
    return Template(**(content | {"lines": lines}))


def versions_for(viewer: Viewer, on: date) -> dict[str, DocumentTemplate]:
    """Kind → the version in force on the day of the nearest organization that has one. One query."""
    ids = chain(viewer.organization)
    rows = DocumentTemplate.objects.visible_to(viewer).filter(organization__in=ids, effective_from__lte=on)
    latest: dict[tuple[str, int], DocumentTemplate] = {}
    for row in rows.select_related("organization").order_by("effective_from", "version"):
        latest[row.kind, row.organization_id] = row
    found = {}
    for (kind, _), row in sorted(latest.items(), key=lambda item: -ids.index(item[0][1])):
        if row.is_own:
            found[kind] = row
    return found


def template_for(viewer: Viewer, kind: Kind, on: date) -> Template:
    version = versions_for(viewer, on).get(kind.key)
    return from_content(version.content) if version else kind.template

"""Addresses of figures, reports and the public page."""

from tests.walls.routes.groups import Fill

ROUTES: dict[str, tuple[frozenset[str], Fill]] = {}

"""Every address of the site: what fills it, who gets in. An address that is missing here fails the walk."""

from tests.walls.routes import maps, pairs, papers, people, reports, site
from tests.walls.routes.groups import EVERYONE, GUESTS, LIBRARY_PREFIXES, OFFICIALS, Fill, patterns

__all__ = ["EVERYONE", "GUESTS", "LIBRARY_PREFIXES", "OFFICIALS", "ROUTES", "patterns"]

PARTS = (site.ROUTES, maps.ROUTES, people.ROUTES, pairs.ROUTES, papers.ROUTES, reports.ROUTES)
ROUTES: dict[str, tuple[frozenset[str], Fill]] = {name: route for part in PARTS for name, route in part.items()}

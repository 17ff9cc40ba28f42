"""The four views of a roadmap at three sizes: statements, processor time per row, ratio to the bare table."""

from collections.abc import Iterator
from functools import partial

from django.db import connection
from django.test.utils import override_settings
from django.urls import reverse

from accounts.roles import Role
from benchmarks import bare, data
from benchmarks.measure import Figure, compare
from benchmarks.rows import ROADMAP_ROW
from benchmarks.serving import BareHandler, Fetch, handler, queries, visitor
from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.models import Roadmap
from schools.models import Membership

VIEWS = {
    "table": "roadmap_detail",
    "timeline": "roadmap_timeline",
    "calendar": "roadmap_calendar",
    "people": "roadmap_people",
}
SIZES = (42, 200, 1000)


def run() -> Iterator[Figure]:
    with tenancy.tx(SYSTEM):
        coordinator = data.make_person(data.make_school(), 1, Role.COORDINATOR)
    fetch = visitor(coordinator)
    maps = {size: _roadmap(coordinator, size) for size in SIZES}
    with connection.cursor() as cursor:  # as autovacuum would have done by the time somebody reads them
        cursor.execute("ANALYZE")
    plain = _yardstick(fetch, maps[SIZES[0]])
    for view, name in VIEWS.items():
        yield from _view(view, name, fetch, plain, maps)


def _roadmap(coordinator: Membership, size: int) -> Roadmap:
    viewer = data.viewer_of(coordinator)
    with tenancy.tx(viewer.scope):
        return data.make_roadmap(viewer.organization, size, viewer)


def _yardstick(fetch: Fetch, roadmap: Roadmap) -> Fetch:
    """The bare view of `pages`, padded to the size of the smallest table."""
    page = fetch(roadmap.get_absolute_url())
    with override_settings(MIDDLEWARE=[]):
        plain = handler(BareHandler())
    bare.prepare("roadmap", ROADMAP_ROW, 0)
    bare.prepare("roadmap", ROADMAP_ROW, len(page.content) - len(plain(f"/roadmap/{roadmap.pk}/").content))
    return plain


def _view(view: str, name: str, fetch: Fetch, plain: Fetch, maps: dict[int, Roadmap]) -> Iterator[Figure]:
    few = queries(fetch, reverse(name, args=[maps[SIZES[0]].pk]))
    for size, roadmap in maps.items():
        address, bare_address = reverse(name, args=[roadmap.pk]), f"/roadmap/{roadmap.pk}/"
        page = fetch(address)
        if page.status_code != 200:
            raise RuntimeError(f"{address} answers {page.status_code}")
        figure = compare(
            "roadmap_views",
            f"{view}_{size}",
            partial(fetch, address),
            partial(plain, bare_address),
            rounds=9,
            calls=3,
        )
        yield figure
        yield Figure("roadmap_views", f"{view}_{size}_per_row", 1000 * figure.value / size, "µs")
        number = queries(fetch, address)
        yield Figure("roadmap_views", f"{view}_{size}_queries", number, "queries", few, number / few)

"""Pages through the whole stack with all walls against `benchmarks.bare`: processor time of the serving process."""

from collections.abc import Iterator

from django.test.utils import override_settings
from django.urls import reverse

from accounts.roles import Role
from benchmarks import bare, data
from benchmarks.measure import Figure, compare
from benchmarks.rows import ACTIVITY_ROW, HOME_ROW, ROADMAP_ROW
from benchmarks.serving import BareHandler, Fetch, handler, queries, visitor
from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.models import Roadmap
from schools.models import Membership

ROWS = 42


def run() -> Iterator[Figure]:
    with tenancy.tx(SYSTEM):
        coordinator = data.make_person(data.make_school(), 1, Role.COORDINATOR)
    few, many = _maps(coordinator)
    fetch = visitor(coordinator)
    fetch(few.get_absolute_url())
    few_queries = queries(fetch, few.get_absolute_url())
    with tenancy.tx(SYSTEM):
        activity = many.activities.order_by("stage__position", "position")[3]
        Roadmap.objects.filter(pk=few.pk).update(status="archived")
    pages = {
        "roadmap": (many.get_absolute_url(), ROADMAP_ROW, many.pk),
        "home": (reverse("home"), HOME_ROW, many.pk),
        "activity": (activity.get_absolute_url(), ACTIVITY_ROW, activity.pk),
    }
    for name, (address, row, pk) in pages.items():
        yield from _page(name, fetch, address, row, pk)
    yield Figure("pages", "roadmap_queries_42", queries(fetch, many.get_absolute_url()), "queries", few_queries)


def _maps(coordinator: Membership) -> tuple[Roadmap, Roadmap]:
    viewer = data.viewer_of(coordinator)
    with tenancy.tx(viewer.scope):
        return data.make_roadmap(viewer.organization, 7, viewer), data.make_roadmap(viewer.organization, ROWS, viewer)


def _page(name: str, fetch: Fetch, address: str, row: str, pk: int) -> Iterator[Figure]:
    page = fetch(address)
    if page.status_code != 200:
        raise RuntimeError(f"{address} answers {page.status_code}")
    with override_settings(MIDDLEWARE=[]):
        plain = handler(BareHandler())
    bare.prepare(name, row, 0)
    bare.prepare(name, row, len(page.content) - len(plain(f"/{name}/{pk}/").content))
    size = len(plain(f"/{name}/{pk}/").content)
    yield Figure("pages", f"{name}_size", len(page.content), "bytes", size, len(page.content) / size)
    yield compare("pages", name, lambda: fetch(address), lambda: plain(f"/{name}/{pk}/"), rounds=15, calls=10)

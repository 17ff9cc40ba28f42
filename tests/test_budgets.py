"""What a page weighs and asks: compressed size, requests of the first visit, SQL queries that rows do not add to."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps import actions
from roadmaps.blueprints import BLUEPRINTS, planned_stages
from roadmaps.models import Activity, Roadmap
from roadmaps.states.plans import PlannedStage, school_year_heading
from roadmaps.terms import Frame
from tests.world import World

SignIn = Callable[[str], Client]
ROWS = 42
KB = 1000
STATIC = re.compile(r"""(?:href|src)="(/static/[^"#]+)""")
IN_STYLES = re.compile(r"""url\(["']?(?!data:)([^"')#]+)""")
COMPRESSED_ALREADY = (".woff2", ".png", ".jpg")


@dataclass(frozen=True)
class Visit:
    """The first visit with an empty cache, sizes in bytes as they travel."""

    page: int
    files: dict[str, int]

    @property
    def total(self) -> int:
        return self.page + sum(self.files.values())

    @property
    def requests(self) -> int:
        """Fonts are not counted: the text is shown before they come."""
        return 1 + sum(not address.endswith(".woff2") for address in self.files)


def first_visit(html: bytes) -> Visit:
    """The page and every file of ours that it and its styles name."""
    named = set(STATIC.findall(html.decode()))
    for address in [address for address in named if address.endswith(".css")]:
        named |= {urljoin(address, inner) for inner in IN_STYLES.findall(source(address).read_text())}
    return Visit(len(gzip.compress(html)), {address: weight(source(address)) for address in named})


def source(address: str) -> Path:
    found = finders.find(urlsplit(address).path.removeprefix("/static/"))
    assert found, address
    return Path(found)


def weight(file: Path) -> int:
    data = file.read_bytes()
    return len(data) if file.suffix in COMPRESSED_ALREADY else len(gzip.compress(data))


def make_roadmap(world: World, rows: int) -> Roadmap:
    """An approved map of so many rows of the built-in templates, the only one of the school."""
    viewer, frame = world.viewer("coordinator"), Frame(academic_year=2026)
    stages = [stage for slug in ("pupil", "teacher") for stage in planned_stages(BLUEPRINTS[slug], frame)]
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(organization=viewer.organization).update(status="archived", approved_on="2026-09-01")
    with tenancy.tx(viewer.scope):
        roadmap = actions.create_roadmap(
            viewer.organization,
            school_year_heading("Карта", "pupil", 2026),
            cut(stages, rows),
            by=viewer,
            via="template",
        )
        Roadmap.objects.filter(pk=roadmap.pk).update(status="approved", approved_on="2026-09-01")
    return roadmap


def cut(stages: list[PlannedStage], rows: int) -> list[PlannedStage]:
    kept = []
    for stage in stages:
        kept.append(replace(stage, activities=stage.activities[:rows]))
        rows -= len(kept[-1].activities)
    return [stage for stage in kept if stage.activities]


def addresses(roadmap: Roadmap) -> dict[str, str]:
    with tenancy.tx(SYSTEM):
        activity = Activity.objects.filter(roadmap=roadmap).order_by("stage__position", "position")[0]
    return {"home": "/", "roadmap": roadmap.get_absolute_url(), "activity": activity.get_absolute_url()}


def test_the_roadmap_of_42_rows_keeps_its_budget(client_as: SignIn, world: World) -> None:
    roadmap = make_roadmap(world, ROWS)
    html = client_as("coordinator").get(roadmap.get_absolute_url()).content
    visit = first_visit(html)

    assert html.count(b'<a class="q fw-medium" href="/activities/') == ROWS
    assert visit.page <= 25 * KB
    assert visit.total <= 160 * KB, visit.files
    assert visit.requests <= 8, visit.files


@pytest.mark.parametrize("name", ["account_login", "account_request_login_code", "weak_sight"])
def test_a_public_page_keeps_its_budget(client: Client, db: None, name: str) -> None:
    visit = first_visit(client.get(reverse(name)).content)

    assert visit.page <= 14 * KB
    assert visit.total <= 100 * KB, visit.files
    assert visit.requests <= 8, visit.files


@pytest.mark.parametrize("page", ["home", "roadmap", "activity"])
def test_rows_add_no_queries(client_as: SignIn, world: World, page: str) -> None:
    client, counts = client_as("coordinator"), []
    for rows in (3, ROWS):
        address = addresses(make_roadmap(world, rows))[page]
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]

"""Papers are tried in the school of the named people, with a roadmap of its own."""

from collections.abc import Iterator

import pytest

from core import tenancy
from core.viewer import Viewer
from orders.actions import draft_roadmap_order
from orders.models import Order
from roadmaps.models import Roadmap
from tests import factories
from tests.world import TODAY, World


@pytest.fixture
def coordinator(world: World) -> Viewer:
    return world.viewer("coordinator")


@pytest.fixture
def scope(coordinator: Viewer) -> Iterator[None]:
    """Actions run as in a request of the coordinator."""
    with tenancy.tx(coordinator.scope):
        yield


@pytest.fixture
def roadmap(world: World, scope: None) -> Roadmap:
    """A draft of two stages; the second one has a name that HTML could take for its own."""
    row = factories.make_roadmap(world.school.organization, title="Дорожная карта на год")
    for stage in (factories.make_stage(row, name="Подготовка"), factories.make_stage(row, name="Итоги <script>")):
        activity = factories.make_activity(stage, name=f"Совещание: {stage.name}", expected_result="протокол")
        factories.make_line(activity, text="Подготовить повестку")
        factories.make_responsible(activity, text="классные руководители")
        factories.make_occurrence(activity)
    return row


@pytest.fixture
def draft(roadmap: Roadmap, coordinator: Viewer) -> Order:
    return draft_roadmap_order(roadmap, by=coordinator, today=TODAY)

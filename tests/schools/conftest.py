from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from core import tenancy
from core.viewer import Viewer
from tests.world import World


@pytest.fixture
def acting(world: World) -> Callable[[str], AbstractContextManager[Viewer]]:
    """`with acting("coordinator") as viewer:` a transaction under the scope of a person of the world."""

    @contextmanager
    def act(key: str) -> Iterator[Viewer]:
        viewer = world.viewer(key)
        with tenancy.tx(viewer.scope):
            yield viewer

    return act

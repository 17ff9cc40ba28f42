"""A town with two schools and one indicator of theirs."""

from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from reports.models import Indicator
from schools.access import viewer_as
from tests import factories
from tests.indicator_factories import make_indicator
from tests.world import TODAY

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
YEAR = 2026


@dataclass
class Measured:
    """Who acts in the town and in its schools; `share` is what schools report every quarter."""

    town: Viewer
    first: Viewer
    second: Viewer
    share: Indicator


def build_measured() -> Measured:
    with tenancy.tx(SYSTEM):
        town = factories.make_organization("municipality", factories.make_organization("region"))
        schools = [factories.make_organization("school", town) for _ in range(2)]
        official = factories.make_membership(town, Role.MUNICIPAL_OFFICIAL)
        first, second = (factories.make_membership(school, Role.COORDINATOR) for school in schools)
        viewers = [viewer_as(person, today=TODAY) for person in (official, first, second)]
        return Measured(viewers[0], viewers[1], viewers[2], make_indicator(town))

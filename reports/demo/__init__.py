"""What the demonstration shows of reports: added to the example that `orders.demo` builds, in its transaction."""

from datetime import datetime

from core import tenancy
from reports.demo.page import open_page
from schools.access import viewer_as
from schools.models import Membership

COORDINATOR = "coordinator@demo.example"


def load(now: datetime) -> None:
    """Runs in the system scope of the demonstration."""
    coordinator = Membership.objects.select_related("organization").get(account__email=COORDINATOR)
    by = viewer_as(coordinator, today=coordinator.organization.local_date(now))
    with tenancy.scope(by.scope):
        open_page(now, by)

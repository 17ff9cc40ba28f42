"""What the program has put before the curator."""

from django.db.models import QuerySet

from core.viewer import Viewer
from mentoring.models import Errand


def open_errands(viewer: Viewer) -> QuerySet[Errand]:
    """The most urgent first, each with its person."""
    rows = Errand.objects.visible_to(viewer).filter(organization=viewer.organization, closed_at=None)
    return rows.select_related("person").order_by("due_on", "opened_at", "pk")

"""Whether the papers that activities ask for are there (settings.SUBJECT_CHECKS)."""

from accounts.roles import Permission
from core.viewer import Viewer
from orders.models import Order
from roadmaps.models import Activity
from roadmaps.queries.works import Work


def publish_order(viewer: Viewer, activity: Activity) -> Work | None:
    """The order made for the activity: a registered one before a draft. One query."""
    if not viewer.can(Permission.ORDER_VIEW):
        return None
    rows = Order.objects.visible_to(viewer).filter(organization_id=activity.organization_id, activity=activity)
    return _work(rows.order_by("-status", "-pk").first())


def approve_roadmap(viewer: Viewer, activity: Activity) -> Work | None:
    """An order made for the activity, else the one that approved the roadmap itself. Two queries at most."""
    if not viewer.can(Permission.ORDER_VIEW):
        return None
    made = publish_order(viewer, activity)
    if made is not None:
        return made
    rows = Order.objects.visible_to(viewer).filter(
        organization_id=activity.organization_id, roadmap_id=activity.roadmap_id, kind=Order.Kind.ROADMAP_APPROVAL
    )
    return _work(rows.order_by("-status", "-pk").first())


def _work(order: Order | None) -> Work | None:
    if order is None:
        return None
    if not order.is_registered:
        return Work("Открыть черновик приказа", order.get_absolute_url())
    done = f"Приказ № {order.number} от {order.dated_on:%d.%m.%Y} зарегистрирован."
    return Work(f"Открыть приказ № {order.number}", order.get_absolute_url(), done, order.dated_on)

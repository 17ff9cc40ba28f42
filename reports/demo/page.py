"""The public page of the school in its year."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from core import tenancy
from core.viewer import Viewer
from orders.actions import ensure_site_copy
from reports.actions.page import add_news, save_page
from reports.models import PublicPage
from reports.queries.page import own_page, public_orders

ABOUT = """В школе работают пары «учитель – ученик», «ученик – ученик» и «учитель – учитель». Наставник помогает \
освоиться, подтянуть предмет или подготовиться к конкурсу, пара встречается раз в одну-две недели.

Участие добровольное: пары складываются по желанию обеих сторон, с письменного согласия родителей."""
NEWS = (
    (3, "Наставники собрались на первый семинар", "Обсудили, как провести первую встречу и о чём договориться сразу."),
    (24, "Открыт набор наставников", "Ждём педагогов, старшеклассников и выпускников. Анкета — на этой странице."),
)


def load(viewers: Mapping[str, Viewer], now: datetime) -> None:
    """`viewers`: «login@code of the organization» → who acts."""
    by = viewers["coordinator@demo-school-1"]
    with tenancy.scope(by.scope):
        open_page(now, by)


def open_page(now: datetime, by: Viewer) -> None:
    """One order of the school with its copy for the site, two pieces of news, every block."""
    order = public_orders(by).order_by("dated_on", "pk").first()
    if order is not None:
        ensure_site_copy(order, by=by, now=now)
    page = own_page(by)
    values = {
        "is_open": True,
        "slug": "primer",
        "blocks": list(PublicPage.Block.values),
        "about": ABOUT,
        "contacts": "Координатор программы принимает по средам с 15 до 17 часов.",
        "orders": [order.pk] if order else [],
    }
    save_page(page, values, version=page.version, by=by)
    for days, title, text in NEWS:
        published_on = by.organization.local_date(now) - timedelta(days=days)
        add_news(page, title=title, text=text, published_on=published_on, by=by)

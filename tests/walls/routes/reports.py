"""Addresses of figures, reports and the public page."""

from tests.walls.routes.groups import GUESTS, MANAGERS, Fill, nothing

ROUTES: dict[str, tuple[frozenset[str], Fill]] = {
    "page_show": (GUESTS, lambda s: {"slug": "nothing"}),
    "page_file": (GUESTS, lambda s: {"slug": "nothing", "pk": 1}),
    "page_edit": (MANAGERS, nothing),
    "page_preview": (MANAGERS, nothing),
    "page_news_create": (MANAGERS, nothing),
    "page_news_edit": (MANAGERS, lambda s: {"pk": s.upward.news.pk}),
    "page_news_delete": (MANAGERS, lambda s: {"pk": s.upward.news.pk}),
}

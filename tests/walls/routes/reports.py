"""Addresses of figures, reports and the public page."""

from tests.walls.routes.groups import GUESTS, MANAGERS, OFFICIALS, SENDERS, STAFF, Fill, nothing

READERS = OFFICIALS | STAFF
FILLERS = SENDERS | {"coordinator"}

ROUTES: dict[str, tuple[frozenset[str], Fill]] = {
    "page_show": (GUESTS, lambda s: {"slug": "nothing"}),
    "page_file": (GUESTS, lambda s: {"slug": "nothing", "pk": 1}),
    "page_edit": (MANAGERS, nothing),
    "page_preview": (MANAGERS, nothing),
    "page_news_create": (MANAGERS, nothing),
    "page_news_edit": (MANAGERS, lambda s: {"pk": s.upward.news.pk}),
    "page_news_delete": (MANAGERS, lambda s: {"pk": s.upward.news.pk}),
    # requests for reports
    "campaign_list": (OFFICIALS | STAFF, nothing),
    "campaign_create": (SENDERS, nothing),
    "campaign_detail": (OFFICIALS | STAFF, lambda s: {"pk": s.upward.report.campaign_id}),
    "campaign_edit": (SENDERS, lambda s: {"pk": s.upward.report.campaign_id}),
    "campaign_close": (SENDERS, lambda s: {"pk": s.upward.report.campaign_id}),
    "campaign_remind": (SENDERS, lambda s: {"pk": s.upward.report.campaign_id}),
    "campaign_accept": (SENDERS, lambda s: {"pk": s.upward.report.campaign_id}),
    "campaign_summary": (OFFICIALS | STAFF, lambda s: {"pk": s.upward.report.campaign_id}),
    "campaign_file": (OFFICIALS | STAFF, lambda s: {"pk": s.upward.report.campaign_id, "kind": "xlsx"}),
    "campaign_report": (OFFICIALS | STAFF, lambda s: {"pk": s.upward.report.pk}),
    "campaign_fill": (SENDERS | {"coordinator"}, lambda s: {"pk": s.upward.report.pk}),
    "campaign_return": (SENDERS, lambda s: {"pk": s.upward.report.pk}),
    "report_list": (READERS, nothing),
    "report_detail": (READERS, lambda s: {"key": "monitoring"}),
    "report_export": (READERS, lambda s: {"key": "pairs"}),
    "report_save": (READERS, lambda s: {"key": "roadmap"}),
    "report_words": (READERS, lambda s: {"key": "monitoring", "part": "words"}),
    "report_saved_list": (READERS, nothing),
    "report_saved_detail": (READERS, lambda s: {"pk": s.upward.saved.pk}),
    "report_saved_file": (READERS, lambda s: {"pk": s.upward.saved.pk, "file": "xlsx"}),
    "report_schedule": (READERS, nothing),
    "report_schedule_stop": (READERS, lambda s: {"pk": s.upward.schedule.pk}),
    # figures
    "dashboard": (OFFICIALS, nothing),
    "dashboard_refresh": (OFFICIALS, nothing),
    "dashboard_export": (OFFICIALS, nothing),
    "dashboard_remind": (SENDERS, nothing),
    "dashboard_school": (OFFICIALS, lambda s: {"pk": s.organization.pk}),
    "figure_home": (OFFICIALS | STAFF, nothing),
    "figure_list": (OFFICIALS | STAFF, lambda s: {"key": "overdue"}),
    "light_comment": (FILLERS, nothing),
}

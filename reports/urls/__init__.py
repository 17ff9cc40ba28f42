"""Addresses of figures, reports and the public page."""

from reports.urls import campaigns, figures, indicators, page, papers

# reports last: any word after «reports/» may be one
urlpatterns = [
    *figures.urlpatterns,
    *indicators.urlpatterns,
    *campaigns.urlpatterns,
    *page.urlpatterns,
    *papers.urlpatterns,
]

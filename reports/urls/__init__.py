"""Addresses of figures, reports and the public page."""

from reports.urls import campaigns, figures, page

urlpatterns = [*figures.urlpatterns, *campaigns.urlpatterns, *page.urlpatterns]

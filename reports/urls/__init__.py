"""Addresses of figures, reports and the public page."""

from reports.urls import figures, page

urlpatterns = [*figures.urlpatterns, *page.urlpatterns]

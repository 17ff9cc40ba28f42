"""Addresses of figures, reports and the public page."""

from reports.urls import figures

urlpatterns = [*figures.urlpatterns]

"""Addresses of the whole site."""

from django.urls import path

from core import search_views, views

urlpatterns = [
    path("weak-sight/", views.weak_sight, name="weak_sight"),
    path("help/<slug:name>/", views.help_page, name="help_page"),
    path("search/", search_views.search, name="search"),
    path("search/<slug:kind>/<int:pk>/", search_views.search_open, name="search_open"),
    path("year/", views.year_switch, name="year_switch"),
    path("ui/", views.ui_kit, name="ui_kit"),
    path("healthz", views.healthz, name="healthz"),
]

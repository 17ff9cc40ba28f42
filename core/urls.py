"""Addresses of the whole site."""

from django.urls import path

from core import views

urlpatterns = [
    path("weak-sight/", views.weak_sight, name="weak_sight"),
    path("help/<slug:name>/", views.help_page, name="help_page"),
    path("year/", views.year_switch, name="year_switch"),
    path("ui/", views.ui_kit, name="ui_kit"),
    path("healthz", views.healthz, name="healthz"),
]

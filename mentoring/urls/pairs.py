"""Addresses of pairs."""

from django.urls import URLPattern, path

from mentoring.views import pairs

urlpatterns: list[URLPattern] = [
    path("pairs/", pairs.pair_list, name="pair_list"),
    path("pairs/<int:pk>/", pairs.pair_detail, name="pair_detail"),
]

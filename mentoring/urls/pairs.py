"""Addresses of pairs."""

from django.urls import URLPattern, path

from mentoring.views import pair_steps, pairs

urlpatterns: list[URLPattern] = [
    path("pairs/", pairs.pair_list, name="pair_list"),
    path("pairs/export/", pairs.pair_export, name="pair_export"),
    path("pairs/create/", pair_steps.pair_create, name="pair_create"),
    path("pairs/<int:pk>/", pairs.pair_detail, name="pair_detail"),
    path("pairs/<int:pk>/edit/", pair_steps.pair_edit, name="pair_edit"),
    path("pairs/<int:pk>/agree/", pair_steps.pair_agree, name="pair_agree"),
    path("pairs/<int:pk>/pause/", pair_steps.pair_pause, name="pair_pause"),
    path("pairs/<int:pk>/resume/", pair_steps.pair_resume, name="pair_resume"),
    path("pairs/<int:pk>/complete/", pair_steps.pair_complete, name="pair_complete"),
    path("pairs/<int:pk>/end/", pair_steps.pair_end, name="pair_end"),
    path("pairs/<int:pk>/notice/", pair_steps.pair_notice, name="pair_notice"),
    path("pairs/<int:pk>/extend/", pair_steps.pair_extend, name="pair_extend"),
    path("pairs/<int:pk>/replace/", pair_steps.pair_replace, name="pair_replace"),
    path("pairs/<int:pk>/members/create/", pair_steps.pair_add, name="pair_add"),
    path("pairs/members/<int:pk>/remove/", pair_steps.pair_remove, name="pair_remove"),
]

"""Addresses of the daily work: today, the table, an activity, its files."""

from django.urls import path

from roadmaps.views import activities, files, home, maps, occurrences

urlpatterns = [
    path("", home.home, name="home"),
    path("roadmaps/", maps.roadmap_list, name="roadmap_list"),
    path("roadmaps/<int:pk>/", maps.roadmap_detail, name="roadmap_detail"),
    path("stages/<int:pk>/activities/create/", activities.activity_create, name="activity_create"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity_detail"),
    path("activities/<int:pk>/edit/", activities.activity_edit, name="activity_edit"),
    path("activities/<int:pk>/delete/", activities.activity_delete, name="activity_delete"),
    path("lines/<int:pk>/toggle/", activities.line_toggle, name="line_toggle"),
    path("occurrences/<int:pk>/done/", occurrences.occurrence_done, name="occurrence_done"),
    path("occurrences/<int:pk>/start/", occurrences.occurrence_start, name="occurrence_start"),
    path("occurrences/<int:pk>/reopen/", occurrences.occurrence_reopen, name="occurrence_reopen"),
    path("occurrences/<int:pk>/cancel/", occurrences.occurrence_cancel, name="occurrence_cancel"),
    path("occurrences/<int:pk>/files/", files.attachment_add, name="attachment_add"),
    path("files/<uuid:pk>/", files.attachment_detail, name="attachment_detail"),
    path("files/<uuid:pk>/delete/", files.attachment_delete, name="attachment_delete"),
]

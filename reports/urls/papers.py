"""Addresses of reports."""

from django.urls import URLPattern, path

from reports.views import kept, papers

urlpatterns: list[URLPattern] = [
    path("reports/", papers.report_list, name="report_list"),
    path("reports/saved/", kept.report_saved_list, name="report_saved_list"),
    path("reports/saved/<int:pk>/", kept.report_saved_detail, name="report_saved_detail"),
    path("reports/saved/<int:pk>/<slug:file>/", kept.report_saved_file, name="report_saved_file"),
    path("reports/schedule/", kept.report_schedule, name="report_schedule"),
    path("reports/schedule/<int:pk>/stop/", kept.report_schedule_stop, name="report_schedule_stop"),
    path("reports/<slug:key>/", papers.report_detail, name="report_detail"),
    path("reports/<slug:key>/export/", papers.report_export, name="report_export"),
    path("reports/<slug:key>/save/", papers.report_save, name="report_save"),
    path("reports/<slug:key>/words/<slug:part>/", papers.report_words, name="report_words"),
]

"""Addresses of dashboards and figures."""

from django.urls import path

from reports.views import dashboards, lists, reminding, schools

urlpatterns = [
    path("dashboard/", dashboards.dashboard, name="dashboard"),
    path("dashboard/refresh/", dashboards.dashboard_refresh, name="dashboard_refresh"),
    path("dashboard/export/", dashboards.dashboard_export, name="dashboard_export"),
    path("dashboard/remind/", reminding.dashboard_remind, name="dashboard_remind"),
    path("dashboard/schools/<int:pk>/", schools.dashboard_school, name="dashboard_school"),
    path("dashboard/schools/<int:pk>/remind/", reminding.dashboard_school_remind, name="dashboard_school_remind"),
    path("figures/", schools.figure_home, name="figure_home"),
    path("figures/comment/", schools.light_comment, name="light_comment"),
    path("figures/<slug:key>/", lists.figure_list, name="figure_list"),
]

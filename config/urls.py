"""Addresses of the whole site. Each app has a plain list; names are unique across the project.

An address is compared with them in turn: what is opened most stands first.
"""

from django.urls import include, path

urlpatterns = [
    path("", include("roadmaps.urls")),
    path("", include("core.urls")),
    path("", include("schools.urls")),
    path("", include("notifications.urls")),
    path("", include("jobs.urls")),
    path("", include("mentoring.urls")),
    path("", include("orders.urls")),
    path("", include("reports.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
]

handler400 = "core.error_views.bad_request"
handler403 = "core.error_views.permission_denied"
handler404 = "core.error_views.page_not_found"
handler500 = "core.error_views.server_error"

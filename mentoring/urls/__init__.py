"""Addresses of the two bases."""

from django.urls import URLPattern

from mentoring.urls import centre, consents, imports, intake, people

urlpatterns: list[URLPattern] = [
    *people.urlpatterns,
    *consents.urlpatterns,
    *intake.urlpatterns,
    *imports.urlpatterns,
    *centre.urlpatterns,
]

"""Addresses of the two bases and of pairs."""

from django.urls import URLPattern

from mentoring.urls import centre, consents, imports, intake, matching, meetings, pairs, people, plans, surveys

urlpatterns: list[URLPattern] = [
    *people.urlpatterns,
    *pairs.urlpatterns,
    *consents.urlpatterns,
    *intake.urlpatterns,
    *imports.urlpatterns,
    *centre.urlpatterns,
    *meetings.urlpatterns,
    *plans.urlpatterns,
    *matching.urlpatterns,
    *surveys.urlpatterns,
]

"""Addresses of roadmaps, and of the pages about organizations and people that show roadmaps."""

from django.urls import include, path

from roadmaps.views import people, schools

urlpatterns = [
    path("", include("roadmaps.urls_activities")),
    path("", include("roadmaps.urls_creation")),
    path("schools/", schools.organization_list, name="organization_list"),
    path("schools/<int:pk>/", schools.organization_detail, name="organization_detail"),
    path("settings/people/<int:pk>/deactivate/", people.person_deactivate, name="person_deactivate"),
]

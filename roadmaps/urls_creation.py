"""Addresses of making a roadmap."""

from django.urls import path

from roadmaps.views import creation, imports

urlpatterns = [
    path("roadmaps/create/", creation.roadmap_create, name="roadmap_create"),
    path("roadmaps/create/empty/", creation.roadmap_create_empty, name="roadmap_create_empty"),
    path("roadmaps/create/last-year/", creation.roadmap_create_from_last_year, name="roadmap_create_from_last_year"),
    path(
        "roadmaps/create/template/<slug:slug>/",
        creation.roadmap_create_from_template,
        name="roadmap_create_from_template",
    ),
    path("roadmaps/<int:pk>/delete/", creation.roadmap_delete, name="roadmap_delete"),
    path("roadmaps/import/", imports.roadmap_import, name="roadmap_import"),
    path("roadmaps/import/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("roadmaps/import/<int:pk>/review/", imports.import_review, name="import_review"),
    path("roadmaps/import/<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path("roadmaps/import/<int:pk>/", imports.import_detail, name="import_detail"),
    path("roadmaps/import/<int:pk>/undo/", imports.import_undo, name="import_undo"),
]

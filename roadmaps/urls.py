"""Addresses of roadmaps, and of the pages about organizations and people that show roadmaps."""

from django.urls import path

from roadmaps.views import activities, creation, files, home, imports, layouts, maps, occurrences, people, schools

urlpatterns = [
    path("", home.home, name="home"),
    path("roadmaps/", maps.roadmap_list, name="roadmap_list"),
    path("roadmaps/<int:pk>/", maps.roadmap_detail, name="roadmap_detail"),
    path("roadmaps/<int:pk>/timeline/", layouts.roadmap_timeline, name="roadmap_timeline"),
    path("roadmaps/<int:pk>/calendar/", layouts.roadmap_calendar, name="roadmap_calendar"),
    path("roadmaps/<int:pk>/people/", layouts.roadmap_people, name="roadmap_people"),
    path("roadmaps/<int:pk>/people/sheet/", layouts.person_sheet, name="person_sheet"),
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
    path("roadmaps/create/", creation.roadmap_create, name="roadmap_create"),
    path("roadmaps/create/empty/", creation.roadmap_create_empty, name="roadmap_create_empty"),
    path("roadmaps/create/last-year/", creation.roadmap_create_from_last_year, name="roadmap_create_from_last_year"),
    path(
        "roadmaps/create/template/<slug:slug>/",
        creation.roadmap_create_from_template,
        name="roadmap_create_from_template",
    ),
    path("roadmaps/<int:pk>/delete/", creation.roadmap_delete, name="roadmap_delete"),
    path("roadmaps/<int:pk>/archive/", creation.roadmap_archive, name="roadmap_archive"),
    path("roadmaps/import/", imports.roadmap_import, name="roadmap_import"),
    path("roadmaps/import/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("roadmaps/import/<int:pk>/format/", imports.import_format, name="import_format"),
    path("roadmaps/import/<int:pk>/review/", imports.import_review, name="import_review"),
    path("roadmaps/import/<int:pk>/rows/<int:table>/<int:row>/", imports.import_row, name="import_row"),
    path("roadmaps/import/<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path("roadmaps/import/<int:pk>/", imports.import_detail, name="import_detail"),
    path("roadmaps/import/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("schools/", schools.organization_list, name="organization_list"),
    path("schools/<int:pk>/", schools.organization_detail, name="organization_detail"),
    path("settings/people/<int:pk>/deactivate/", people.person_deactivate, name="person_deactivate"),
]

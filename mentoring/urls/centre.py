"""Addresses of the personal-data centre."""

from django.urls import URLPattern, path

from mentoring.views import centre, exports, subjects

urlpatterns: list[URLPattern] = [
    path("data/", centre.data_centre, name="data_centre"),
    path("data/fields/", centre.data_fields, name="data_fields"),
    path("data/people/", subjects.data_people, name="data_people"),
    path("data/people/<int:pk>/", subjects.data_person, name="data_person"),
    path("data/people/<int:pk>/stored.<str:kind>", subjects.data_person_file, name="data_person_file"),
    path("data/people/<int:pk>/request/", subjects.subject_request_create, name="subject_request_create"),
    path("data/requests/<int:pk>/", subjects.subject_request_answer, name="subject_request_answer"),
    path("data/retention/", centre.retention_edit, name="retention_edit"),
    path("data/retention/due/", centre.retention_preview, name="retention_preview"),
    path("data/acts/<uuid:pk>/", centre.act_detail, name="act_detail"),
    path("data/export/", exports.handover_create, name="handover_create"),
    path("participants/<int:pk>/erase/", subjects.participant_erase, name="participant_erase"),
]

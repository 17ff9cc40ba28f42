"""Addresses of surveys."""

from django.urls import URLPattern, path

from mentoring.views import survey_fill, surveys

urlpatterns: list[URLPattern] = [
    path("surveys/", surveys.survey_list, name="survey_list"),
    path("surveys/create/", surveys.survey_create, name="survey_create"),
    path("surveys/<int:pk>/", surveys.survey_detail, name="survey_detail"),
    path("surveys/<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
    path("surveys/<int:pk>/send/", surveys.survey_send, name="survey_send"),
    path("surveys/<int:pk>/remind/", surveys.survey_remind, name="survey_remind"),
    path("surveys/<int:pk>/close/", surveys.survey_close, name="survey_close"),
    path("surveys/<int:pk>/results/", surveys.survey_results, name="survey_results"),
    path("surveys/<int:pk>/conclusion/", surveys.survey_conclude, name="survey_conclude"),
    path("surveys/<int:pk>/tag/", surveys.survey_tag, name="survey_tag"),
    path("surveys/tickets/<int:pk>/", surveys.survey_ticket, name="survey_ticket"),
    path("surveys/compare/<slug:form>/", surveys.survey_compare, name="survey_compare"),
    path("o/<slug:code>/", survey_fill.survey_fill, name="survey_fill"),
    path("o/<slug:code>/thanks/", survey_fill.survey_done, name="survey_done"),
    path("o/<slug:code>/<slug:step>/", survey_fill.survey_step, name="survey_step"),
]

"""Addresses of the lists, the cards and what belongs to them."""

from django.urls import URLPattern, path

from mentoring.views import cards, own_accounts, partners, parts, people, rules, sides

urlpatterns: list[URLPattern] = [
    path("participants/", people.participant_list, name="participant_list"),
    path("participants/create/", cards.participant_create, name="participant_create"),
    path("participants/bulk/", people.participant_bulk, name="participant_bulk"),
    path("participants/export/", people.participant_export, name="participant_export"),
    path("participants/filters/create/", people.filter_create, name="filter_create"),
    path("participants/filters/<int:pk>/delete/", people.filter_delete, name="filter_delete"),
    path("participants/<int:pk>/", cards.participant_detail, name="participant_detail"),
    path("participants/<int:pk>/edit/", cards.participant_edit, name="participant_edit"),
    path("participants/<int:pk>/leave/", cards.participant_leave, name="participant_leave"),
    path("participants/<int:pk>/invite/", own_accounts.participant_invite, name="participant_invite"),
    path("participants/<int:pk>/return/", cards.participant_return, name="participant_return"),
    path("participants/<int:pk>/closed/", sides.participant_closed, name="participant_closed"),
    path("closed/<int:pk>/delete/", sides.closed_delete, name="closed_delete"),
    path("participants/<int:pk>/card/<str:side>/", sides.card_edit, name="card_edit"),
    path("participations/<int:pk>/edit/", sides.participation_edit, name="participation_edit"),
    path("participants/<int:pk>/guardians/create/", parts.guardian_create, name="guardian_create"),
    path("guardians/<int:pk>/edit/", parts.guardian_edit, name="guardian_edit"),
    path("guardians/<int:pk>/remove/", parts.guardian_remove, name="guardian_remove"),
    path("participations/<int:pk>/requests/create/", parts.request_create, name="request_create"),
    path("requests/<int:pk>/edit/", parts.request_edit, name="request_edit"),
    path("requests/<int:pk>/delete/", parts.request_delete, name="request_delete"),
    path("participants/<int:pk>/trainings/create/", parts.training_create, name="training_create"),
    path("trainings/<int:pk>/edit/", parts.training_edit, name="training_edit"),
    path("trainings/<int:pk>/delete/", parts.training_delete, name="training_delete"),
    path("settings/bases/", rules.base_rules, name="base_rules"),
    path("partners/", partners.partner_list, name="partner_list"),
    path("partners/create/", partners.partner_create, name="partner_create"),
    path("partners/<int:pk>/edit/", partners.partner_edit, name="partner_edit"),
]

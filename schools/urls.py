"""Organizations and people. Pages that also show roadmaps or send letters stand in the apps to the right."""

from django.urls import path

from schools.views import events, invitations, organizations, people, personas, tree, years

urlpatterns = [
    path("schools/switch/", organizations.organization_switch, name="organization_switch"),
    path("go/<int:pk>/", organizations.organization_open, name="organization_open"),
    path("schools/create/", organizations.organization_create, name="organization_create"),
    path("schools/<int:pk>/archive/", tree.organization_archive, name="organization_archive"),
    path("schools/<int:pk>/move/", tree.organization_move, name="organization_move"),
    path("settings/", organizations.settings_home, name="settings_home"),
    path("settings/school/", organizations.organization_edit, name="organization_edit"),
    path("settings/year/<int:year>/", years.school_year_edit, name="school_year_edit"),
    path("settings/people/", people.people_list, name="people_list"),
    path("settings/people/<int:pk>/", people.person_edit, name="person_edit"),
    path("events/", events.event_list, name="event_list"),
    path("settings/invitations/<int:pk>/revoke/", people.invitation_revoke, name="invitation_revoke"),
    path("settings/substitutions/create/", people.substitution_create, name="substitution_create"),
    path("settings/substitutions/<int:pk>/delete/", people.substitution_delete, name="substitution_delete"),
    path("invitations/<slug:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("personas/", personas.persona_login, name="persona_list"),
    path("personas/", personas.persona_login, name="persona_login"),
]

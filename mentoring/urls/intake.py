from django.urls import URLPattern, path

from mentoring.views import applications, intake, intake_links

ASK, DECLINE = {"what": "ask"}, {"what": "decline"}

urlpatterns: list[URLPattern] = [
    path("intake/", intake_links.intake_list, name="intake_list"),
    path("intake/create/", intake_links.intake_create, name="intake_create"),
    path("intake/<int:pk>/", intake_links.intake_detail, name="intake_detail"),
    path("intake/<int:pk>/edit/", intake_links.intake_edit, name="intake_edit"),
    path("intake/<int:pk>/close/", intake_links.intake_close, name="intake_close"),
    path("applications/", applications.application_list, name="application_list"),
    path("applications/<int:pk>/", applications.application_detail, name="application_detail"),
    path("applications/<int:pk>/accept/", applications.application_accept, name="application_accept"),
    path("applications/<int:pk>/ask/", applications.application_answer, ASK, name="application_ask"),
    path("applications/<int:pk>/decline/", applications.application_answer, DECLINE, name="application_decline"),
    path("applications/<int:pk>/reopen/", applications.application_reopen, name="application_reopen"),
    path("a/<slug:code>/", intake.intake_fill, name="intake_fill"),
    path("a/<slug:code>/check/", intake.intake_check, name="intake_check"),
    path("a/<slug:code>/consent/", intake.intake_consent, name="intake_consent"),
    path("a/<slug:code>/publication/", intake.intake_consent, {"purpose": "publication"}, name="intake_publication"),
    path("a/<slug:code>/done/", intake.intake_done, name="intake_done"),
    path("a/<slug:code>/paper/", intake.intake_paper, name="intake_paper"),
    path("a/<slug:code>/forget/", intake.intake_forget, name="intake_forget"),
    path("a/<slug:code>/page/<slug:step>/", intake.intake_step, name="intake_step"),
]

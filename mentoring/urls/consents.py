from django.urls import path

from mentoring.views import consent_links, consent_texts, consents, errands, papers

urlpatterns = [
    path("consents/", consents.consent_matrix, name="consent_matrix"),
    path("consents/blanks/", consents.consent_blanks, name="consent_blanks"),
    path("consents/scans/", papers.consent_scans, name="consent_scans"),
    path("consents/texts/", consent_texts.consent_text_list, name="consent_text_list"),
    path("consents/texts/<slug:purpose>/<slug:signer>/", consent_texts.consent_text_detail, name="consent_text_detail"),
    path(
        "consents/texts/<slug:purpose>/<slug:signer>/edit/", consent_texts.consent_text_edit, name="consent_text_edit"
    ),
    path("consents/<int:pk>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
    path("participants/<int:pk>/consents/", consents.consent_list, name="consent_list"),
    path("participants/<int:pk>/consents/blank/", consents.consent_anew, name="consent_anew"),
    path("participants/<int:pk>/consents/remind/", consents.consent_remind, name="consent_remind"),
    path("guardians/<int:pk>/link/", consent_links.guardian_link, name="guardian_link"),
    path("guardians/<int:pk>/link/send/", consent_links.guardian_link_send, name="guardian_link_send"),
    path("guardians/<int:pk>/link/revoke/", consent_links.guardian_link_revoke, name="guardian_link_revoke"),
    path("p/<slug:token>/", consent_links.parent_papers, name="parent_papers"),
    path("p/<slug:token>/<slug:purpose>/", consent_links.parent_paper, name="parent_paper"),
    path("c/<slug:code>/", papers.consent_accept, name="consent_accept"),
    path("scans/<uuid:pk>/", papers.scan_detail, name="scan_detail"),
    path("errands/", errands.errand_list, name="errand_list"),
    path("errands/<int:pk>/close/", errands.errand_close, name="errand_close"),
]

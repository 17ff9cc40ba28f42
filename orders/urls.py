"""Addresses of papers."""

from django.urls import path

from orders.views import docx, drafts, editing, files, journals, kinds, pairs, papers, registering, words
from orders.views import words_of_papers as settled

urlpatterns = [
    path("papers/", papers.paper_list, name="paper_list"),
    path("papers/<slug:kind>/", papers.paper_choose, name="paper_choose"),
    path("papers/<slug:kind>/print/", papers.paper_print, name="paper_print"),
    path("orders/", drafts.order_list, name="order_list"),
    path("orders/create/", kinds.order_kinds, name="order_kinds"),
    path("orders/create/roadmap/<int:roadmap_pk>/", drafts.order_create, name="order_create"),
    path("orders/create/activity/<int:activity_pk>/", drafts.order_create_activity, name="order_create_activity"),
    path("orders/create/pairs/", pairs.order_create_pairs, name="order_create_pairs"),
    path("orders/create/<slug:key>/", kinds.order_begin, name="order_begin"),
    path("orders/<int:pk>/", drafts.order_detail, name="order_detail"),
    path("orders/<int:pk>/edit/", editing.order_edit, name="order_edit"),
    path("orders/<int:pk>/words/", words.order_words, name="order_words"),
    path("orders/<int:pk>/appendix/", drafts.order_refresh, name="order_refresh"),
    path("orders/<int:pk>/delete/", drafts.order_delete, name="order_delete"),
    path("orders/<int:pk>/preview/", files.order_preview, name="order_preview"),
    path("orders/<int:pk>/register/", registering.order_register, name="order_register"),
    path("orders/<int:pk>/docx/", files.order_docx, name="order_docx"),
    path("orders/<int:pk>/docx/read/", docx.order_docx_read, name="order_docx_read"),
    path("orders/<int:pk>/file/", files.order_file, name="order_file"),
    path("settings/order-texts/", settled.order_text_list, name="order_text_list"),
    path("settings/order-texts/<slug:key>/", settled.order_text_edit, name="order_text_edit"),
    path("settings/blank/", settled.blank_edit, name="blank_edit"),
    path("settings/bases/", settled.basis_list, name="basis_list"),
    path("settings/bases/<slug:key>/", settled.basis_edit, name="basis_edit"),
    path("settings/phrases/", settled.phrase_list, name="phrase_list"),
    path("settings/phrases/<int:pk>/delete/", settled.phrase_delete, name="phrase_delete"),
    path("settings/journals/", journals.journal_edit, name="journal_edit"),
]

"""Addresses of papers."""

from django.urls import path

from orders.views import drafts, files, journals, pairs, papers, registering

urlpatterns = [
    path("papers/", papers.paper_list, name="paper_list"),
    path("papers/<slug:kind>/", papers.paper_choose, name="paper_choose"),
    path("papers/<slug:kind>/print/", papers.paper_print, name="paper_print"),
    path("orders/", drafts.order_list, name="order_list"),
    path("orders/create/roadmap/<int:roadmap_pk>/", drafts.order_create, name="order_create"),
    path("orders/create/activity/<int:activity_pk>/", drafts.order_create_activity, name="order_create_activity"),
    path("orders/create/pairs/", pairs.order_create_pairs, name="order_create_pairs"),
    path("orders/<int:pk>/", drafts.order_detail, name="order_detail"),
    path("orders/<int:pk>/edit/", drafts.order_edit, name="order_edit"),
    path("orders/<int:pk>/appendix/", drafts.order_refresh, name="order_refresh"),
    path("orders/<int:pk>/delete/", drafts.order_delete, name="order_delete"),
    path("orders/<int:pk>/preview/", files.order_preview, name="order_preview"),
    path("orders/<int:pk>/register/", registering.order_register, name="order_register"),
    path("orders/<int:pk>/docx/", files.order_docx, name="order_docx"),
    path("orders/<int:pk>/file/", files.order_file, name="order_file"),
    path("settings/journals/", journals.journal_edit, name="journal_edit"),
]

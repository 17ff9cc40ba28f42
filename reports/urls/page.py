"""Addresses of the public page and of its settings."""

from django.urls import path

from reports.views import page, page_settings

urlpatterns = [
    path("s/<slug:slug>/", page.page_show, name="page_show"),
    path("s/<slug:slug>/<int:pk>.pdf", page.page_file, name="page_file"),
    path("settings/page/", page_settings.page_edit, name="page_edit"),
    path("settings/page/preview/", page_settings.page_preview, name="page_preview"),
    path("settings/page/news/add/", page_settings.page_news_create, name="page_news_create"),
    path("settings/page/news/<int:pk>/", page_settings.page_news_edit, name="page_news_edit"),
    path("settings/page/news/<int:pk>/delete/", page_settings.page_news_delete, name="page_news_delete"),
]

"""Addresses of long jobs."""

from django.urls import URLPattern, path

from jobs import views

urlpatterns: list[URLPattern] = [
    path("jobs/<uuid:pk>/", views.job_detail, name="job_detail"),
    path("jobs/<uuid:pk>/file/", views.job_file, name="job_file"),
    path("jobs/<uuid:pk>/stop/", views.job_stop, name="job_stop"),
    path("jobs/<uuid:pk>/repeat/", views.job_repeat, name="job_repeat"),
]

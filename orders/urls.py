"""Addresses of papers."""

from django.urls import path

from orders import views

urlpatterns = [
    path("orders/", views.order_list, name="order_list"),
    path("orders/create/roadmap/<int:roadmap_pk>/", views.order_create, name="order_create"),
    path("orders/create/activity/<int:activity_pk>/", views.order_create_activity, name="order_create_activity"),
    path("orders/<int:pk>/", views.order_detail, name="order_detail"),
    path("orders/<int:pk>/edit/", views.order_edit, name="order_edit"),
    path("orders/<int:pk>/appendix/", views.order_refresh, name="order_refresh"),
    path("orders/<int:pk>/delete/", views.order_delete, name="order_delete"),
    path("orders/<int:pk>/preview/", views.order_preview, name="order_preview"),
    path("orders/<int:pk>/register/", views.order_register, name="order_register"),
    path("orders/<int:pk>/file/", views.order_file, name="order_file"),
]

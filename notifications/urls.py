from django.urls import path

from notifications import invitation_views, views

urlpatterns = [
    path("inbox/", views.inbox_list, name="inbox_list"),
    path("inbox/read/", views.inbox_read_all, name="inbox_read_all"),
    path("inbox/<uuid:pk>/open/", views.notice_open, name="notice_open"),
    path("settings/notifications/", views.notification_settings, name="notification_settings"),
    path("settings/people/invite/", invitation_views.invitation_create, name="invitation_create"),
    path("schools/<int:pk>/invite/", invitation_views.invitation_create_below, name="invitation_create_below"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("local-mail/", views.local_mail_list, name="local_mail_list"),
    path("local-mail/<slug:key>/", views.local_mail_detail, name="local_mail_detail"),
]

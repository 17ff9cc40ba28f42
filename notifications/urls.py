"""Addresses of the inbox, of letters and of invitations."""

from django.urls import path

from notifications.views import inbox, invitations, local_mail, mutes

urlpatterns = [
    path("inbox/", inbox.inbox_list, name="inbox_list"),
    path("inbox/read/", inbox.inbox_read_all, name="inbox_read_all"),
    path("inbox/<uuid:pk>/open/", inbox.notice_open, name="notice_open"),
    path("settings/notifications/", mutes.notification_settings, name="notification_settings"),
    path("settings/people/invite/", invitations.invitation_create, name="invitation_create"),
    path("schools/<int:pk>/invite/", invitations.invitation_create_below, name="invitation_create_below"),
    path("invitations/<slug:token>/ask/", invitations.invitation_ask, name="invitation_ask"),
    path("unsubscribe/<str:token>/", mutes.unsubscribe, name="unsubscribe"),
    path("local-mail/", local_mail.local_mail_list, name="local_mail_list"),
    path("local-mail/<slug:key>/", local_mail.local_mail_detail, name="local_mail_detail"),
]

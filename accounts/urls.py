"""Addresses of accounts: pages of allauth that this program does not have lead elsewhere."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from accounts.access import open_to_guests, open_to_members
from accounts.views import session_keep

to_sign_in = open_to_guests(RedirectView.as_view(url=reverse_lazy("account_login")))
to_settings = open_to_members(RedirectView.as_view(url=reverse_lazy("settings_home")))

urlpatterns = [
    path("accounts/stay/", session_keep, name="session_keep"),
    path("accounts/signup/", to_sign_in),
    path("accounts/confirm-email/", to_sign_in),
    path("accounts/confirm-email/<str:key>/", to_sign_in),
    path("accounts/email/", to_settings),
]

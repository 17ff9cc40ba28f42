"""Addresses of accounts: pages of allauth that this program does not have lead elsewhere."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

to_sign_in = login_not_required(RedirectView.as_view(url=reverse_lazy("account_login")))
to_settings = RedirectView.as_view(url=reverse_lazy("settings_home"))

urlpatterns = [
    path("accounts/signup/", to_sign_in),
    path("accounts/confirm-email/", to_sign_in),
    path("accounts/confirm-email/<str:key>/", to_sign_in),
    path("accounts/email/", to_settings),
]

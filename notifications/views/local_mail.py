"""Letters of the one-command local run: there is no mail server, a newcomer reads them here."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to_guests
from core.viewer import Request
from notifications.local_mail import is_shown, local_letter, local_letters


@open_to_guests
@require_safe
def local_mail_list(request: Request) -> HttpResponse:
    if not is_shown():
        raise Http404
    return render(request, "notifications/local_mail_list.html", {"letters": local_letters()})


@open_to_guests
@require_safe
def local_mail_detail(request: Request, key: str) -> HttpResponse:
    letter = local_letter(key) if is_shown() else None
    if letter is None:
        raise Http404
    return render(request, "notifications/local_mail_detail.html", {"letter": letter})

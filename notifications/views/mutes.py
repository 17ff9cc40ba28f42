"""Which letters a person wants: the settings, and the link at the foot of a letter."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import open_to_guests, open_to_members
from core.http import render_form
from core.viewer import Request
from notifications import actions, queries
from notifications.forms.mutes import KindsForm
from notifications.tokens import BadToken, read_token


@open_to_members
@require_http_methods(["GET", "HEAD", "POST"])
def notification_settings(request: Request) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None  # no kind ticked is an answer too
    form = KindsForm(sent, initial={"kinds": queries.wanted_kinds(request.viewer), **queries.pause_of(request.viewer)})
    if form.is_valid():
        values = form.cleaned_data
        actions.choose_kinds(values["kinds"], by=request.viewer)
        actions.set_pause(values["pause_from"], values["pause_to"], by=request.viewer)
        messages.success(request, "Настройки уведомлений сохранены.")
        return redirect("notification_settings")
    return render_form(request, "notifications/notification_settings.html", form)


@csrf_exempt  # the signed link is the right; mail programs send the one-click POST without cookies
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: Request, token: str) -> HttpResponse:
    try:
        account, kind = read_token(token)
    except BadToken as error:
        raise Http404 from error
    state = "asked"
    if request.method == "POST":
        state = "restored" if "restore" in request.POST else "muted"
        change = actions.unmute if state == "restored" else actions.mute
        change(account, kind)
    context = {"state": state, "kind": queries.kind_label(kind)}
    return render(request, "notifications/unsubscribe.html", context)

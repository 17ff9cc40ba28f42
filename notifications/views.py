from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to_guests, open_to_members
from core.http import render_form
from core.viewer import Request
from notifications import actions, queries
from notifications.forms import KindsForm
from notifications.local_mail import is_shown, local_letter, local_letters
from notifications.models import Notice
from notifications.tokens import BadToken, read_token
from schools.access import SESSION_KEY


@open_to_members
@require_safe
def inbox_list(request: Request) -> HttpResponse:
    return render(request, "notifications/inbox_list.html", {"inbox": queries.inbox(request.viewer)})


@open_to_members
@require_POST
def notice_open(request: Request, pk: str) -> HttpResponse:
    """Marks as read and leads to the row, in the organization the news belongs to."""
    notice = get_object_or_404(Notice.objects.visible_to(request.viewer), pk=pk)
    actions.read_notice(notice, by=request.viewer, now=timezone.now())
    if any(m.organization_id == notice.organization_id for m in request.viewer.memberships):
        request.session[SESSION_KEY] = notice.organization_id
    return redirect(notice.url)


@open_to_members
@require_POST
def inbox_read_all(request: Request) -> HttpResponse:
    actions.read_all(by=request.viewer, now=timezone.now())
    return redirect("inbox_list")


@open_to_members
@require_http_methods(["GET", "HEAD", "POST"])
def notification_settings(request: Request) -> HttpResponse:
    form = KindsForm(request.POST or None, initial={"kinds": queries.wanted_kinds(request.viewer)})
    if request.method == "POST":
        form = KindsForm(request.POST)
        if form.is_valid():
            actions.choose_kinds(form.cleaned_data["kinds"], by=request.viewer)
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


@open_to_guests
@require_safe
def local_mail_list(request: Request) -> HttpResponse:
    """Letters of the one-command local run: there is no mail server, a newcomer reads them here."""
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

"""Links of an occurrence, and the decision about what was reported as done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import next_address, render_form
from core.versions import VersionForm
from core.viewer import Request
from roadmaps.actions import evidence_review as review
from roadmaps.actions import links as verbs
from roadmaps.forms.occurrences import LinkForm, ReturnForm
from roadmaps.models import EvidenceLink
from roadmaps.views.occurrences import context_of, done_by, occurrence_or_404


@requires(Permission.ACTIVITY_MARK)
@require_http_methods(["GET", "HEAD", "POST"])
def link_add(request: Request, pk: int) -> HttpResponse:
    """A link for the occurrence `pk`."""
    occurrence = occurrence_or_404(request, pk)
    context = context_of(occurrence)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.add_link(occurrence, **form.cleaned_data, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error("url", error.message)
        else:
            messages.success(request, "Ссылка добавлена.")
            return redirect(context["address"])
    return render_form(request, "roadmaps/link_add.html", form, context)


@requires(Permission.ACTIVITY_MARK)
@require_POST
def link_remove(request: Request, pk: int) -> HttpResponse:
    rows = EvidenceLink.objects.visible_to(request.viewer).select_related("occurrence__activity")
    link = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, link)
    try:
        verbs.remove_link(link, by=request.viewer)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Ссылка удалена.")
    return redirect(f"{link.occurrence.activity.get_absolute_url()}#occurrence-{link.occurrence_id}")


@requires(Permission.ACTIVITY_REVIEW)
@require_POST
def review_accept(request: Request, pk: int) -> HttpResponse:
    """A button without a page of its own: the refusal becomes a message."""
    occurrence = occurrence_or_404(request, pk)
    form = VersionForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        review.accept_evidence(occurrence, by=request.viewer, seen_version=seen, now=timezone.now())
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Принято: мероприятие выполнено.")
    return redirect(next_address(request, context_of(occurrence)["address"]))


@requires(Permission.ACTIVITY_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def review_return(request: Request, pk: int) -> HttpResponse:
    occurrence = occurrence_or_404(request, pk)
    context = context_of(occurrence)
    form = ReturnForm(request.POST or None, initial={"version": occurrence.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if done_by(
            form,
            context,
            lambda seen: review.return_evidence(
                occurrence, words=words, by=request.viewer, seen_version=seen, now=timezone.now()
            ),
        ):
            messages.success(request, "Возвращено на доработку, сообщение отправлено.")
            return redirect(context["address"])
    return render_form(request, "roadmaps/review_return.html", form, context)

"""The school's side of endorsement: what blocks sending, answers to remarks, letting out, taking back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import INVALID, render_form
from core.viewer import Request, Viewer
from roadmaps.actions import endorsement, remarks
from roadmaps.forms.endorsement import AnswerForm, EditionForm, GateForm
from roadmaps.models import Remark, Roadmap, Submission
from roadmaps.queries.gate import gate_of, last_submission, remarks_given
from roadmaps.queries.names import contents_for
from roadmaps.queries.rules import endorser_of
from roadmaps.states.versions import RoadmapDiff, compare
from roadmaps.views.fetching import own_roadmap

PAGE = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.ROADMAP_SEND)
@PAGE
def roadmap_gate(request: Request, pk: int) -> HttpResponse:
    """«Что мешает отправить»; a returned roadmap is answered here and sent again."""
    roadmap = own_roadmap(request, pk)
    if not roadmap.is_open:
        messages.info(request, endorsement.AlreadySent.message if roadmap.is_draft else "Карта уже утверждена.")
        return redirect(roadmap)
    form = GateForm(request.POST or None, initial={"version": roadmap.version})
    if request.method == "POST" and form.is_valid() and (sent := _sent(request, roadmap, form)):
        to_director = sent.state == Submission.State.AT_DIRECTOR
        messages.success(request, "Карта отправлена директору." if to_director else "Карта отправлена на согласование.")
        return redirect(roadmap)
    context = {"roadmap": roadmap, "gate": gate_of(request.viewer, roadmap)}
    return render_form(request, "roadmaps/roadmap_gate.html", form, context)


def _sent(request: Request, roadmap: Roadmap, form: GateForm) -> Submission | None:
    values, now = form.cleaned_data, timezone.now()
    try:
        return endorsement.send_roadmap(
            roadmap, understood=values["understood"], seen_version=values["version"], by=request.viewer, now=now
        )
    except endorsement.NotUnderstood as error:
        form.add_error("understood", error.message)
    except DomainError as error:
        form.add_error(None, error.message)
        renew(form, version=roadmap.version)
    return None


@requires(Permission.ROADMAP_SEND)
@require_POST
def remark_answer(request: Request, pk: int) -> HttpResponse:
    """htmx gets the list of remarks, others the gate again; so does htmx with the last answer, which opens the gate."""
    own = Remark.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    remark = get_object_or_404(own.select_related("roadmap", "submission"), pk=pk)
    form, refused = AnswerForm(request.POST), ""
    if form.is_valid():
        try:
            fixed = form.cleaned_data["answer"] == "fixed"
            reason, now = form.cleaned_data["reason"], timezone.now()
            remarks.answer_remark(remark, fixed=fixed, reason=reason, by=request.viewer, now=now)
        except DomainError as error:
            refused = error.message
    return _answered(request, remark, refused or " ".join(map(str, form.errors.get("reason", []))))


def _answered(request: Request, remark: Remark, refused: str) -> HttpResponse:
    if not request.htmx:
        if refused:
            messages.error(request, refused)
        return redirect(f"{_gate_address(remark)}#remark-{remark.pk}")
    gate = remarks_given(request.viewer, remark.roadmap)
    if not refused and gate["answered"] == len(gate["remarks"]):
        return HttpResponseClientRedirect(f"{_gate_address(remark)}?answered#remark-{remark.pk}")
    context = {
        "gate": gate,
        "roadmap": remark.roadmap,
        "focus": remark.pk,
        "refused": refused,
    }
    status = INVALID if refused else 200
    return render(request, "roadmaps/remarks_panel.html", context, status=status)


def _gate_address(remark: Remark) -> str:
    if remark.submission.change_set_id:
        return reverse("change_detail", args=[remark.submission.change_set_id])
    return reverse("roadmap_gate", args=[remark.roadmap_id])


@requires(Permission.ROADMAP_FORWARD)
@PAGE
def roadmap_forward(request: Request, pk: int) -> HttpResponse:
    """The director's one page: what is sent, to whom; the second tap sends it."""
    roadmap = own_roadmap(request, pk)
    last = last_submission(request.viewer, roadmap)
    if last is None or last.state != Submission.State.AT_DIRECTOR:
        messages.info(request, "Эта карта сейчас не ждёт вашего решения.")
        return redirect(roadmap)
    form = EditionForm(request.POST or None, initial={"submission": last.pk, "edition": last.edition})
    context: dict[str, Any] = {"roadmap": roadmap, "submission": last, "above": endorser_of(roadmap.organization)}
    if request.method == "POST" and form.is_valid():
        seen = seen_submission(request, roadmap, form)
        try:
            edition = form.cleaned_data["edition"]
            endorsement.forward_submission(seen, seen_edition=edition, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
            context |= met_change(request.viewer, form, error, seen)
        else:
            messages.success(request, "Карта отправлена на согласование." if context["above"] else "Карта согласована.")
            return redirect(roadmap)
    return render_form(request, "roadmaps/roadmap_forward.html", form, context)


def seen_submission(request: Request, roadmap: Roadmap, form: EditionForm) -> Submission:
    """The one the person had open, perhaps no longer the last."""
    rows = Submission.objects.visible_to(request.viewer).filter(roadmap=roadmap).select_related("version")
    return get_object_or_404(rows, pk=form.cleaned_data["submission"])


def met_change(viewer: Viewer, form: EditionForm, error: DomainError, seen: Submission) -> dict[str, Any]:
    """After `DecidedMeanwhile`: the form goes on from the present submission, beside what differs from the seen one."""
    if not isinstance(error, endorsement.DecidedMeanwhile):
        return {}
    renew(form, submission=error.now.pk, edition=error.now.edition)
    diff: RoadmapDiff = compare(*contents_for(viewer, seen.version, error.now.version))
    return {"submission": error.now, "diff": diff}


@requires(Permission.ROADMAP_SEND)
@PAGE
def roadmap_withdraw(request: Request, pk: int) -> HttpResponse:
    roadmap = own_roadmap(request, pk)
    if request.method == "POST":
        try:
            endorsement.withdraw_roadmap(roadmap, by=request.viewer, now=timezone.now())
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, "Карта отозвана: её снова можно править.")
        return redirect(roadmap)
    if roadmap.is_open or not roadmap.is_draft:
        messages.info(request, "Эту карту отзывать не нужно.")
        return redirect(roadmap)
    return render(request, "roadmaps/roadmap_withdraw.html", {"roadmap": roadmap})

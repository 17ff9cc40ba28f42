"""A new roadmap: from last year, from a template, from a file, empty. The ends: a draft deleted, a map closed."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from core.years import chosen_year, offered_years, school_year_of
from roadmaps import actions
from roadmaps.blueprints import blueprints_for
from roadmaps.forms.creation import ArchiveForm, EmptyRoadmapForm, LastYearForm, SchoolTemplateForm, TemplateForm
from roadmaps.models import Occurrence, Roadmap
from roadmaps.queries.maps import own_maps
from roadmaps.queries.next_year import answerers_of, leavers_of, patterns_of
from roadmaps.queries.snapshots import state_of_roadmap
from roadmaps.states.next_year import shift_words


def _years(request: Request) -> tuple[int, ...]:
    """Years a map may be made for: what the organization has closed is not offered."""
    offered = offered_years(request.viewer.organization.local_date(timezone.now()))
    return tuple(year for year in offered if year not in request.viewer.closed_years)


@requires(Permission.ROADMAP_EDIT)
@require_safe
def roadmap_create(request: Request) -> HttpResponse:
    """The choice of a way."""
    offered = blueprints_for(request.viewer.organization).values()
    context = {"blueprints": offered, "has_maps": own_maps(request.viewer).exists()}
    return render(request, "roadmaps/roadmap_create.html", context)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def roadmap_create_from_template(request: Request, slug: str) -> HttpResponse:
    blueprint = blueprints_for(request.viewer.organization).get(slug)
    if blueprint is None:
        raise Http404
    form_class = SchoolTemplateForm if slug in actions.OTHER_MODEL else TemplateForm
    initial = {"school_year": chosen_year(request)}
    form = form_class(request.POST or None, years=_years(request), offered=blueprint.mentoring_forms, initial=initial)
    if request.method == "POST" and form.is_valid():
        roadmap = _from_template(slug, form.cleaned_data, request)
        messages.success(request, "Черновик карты готов. Проверьте сроки и ответственных.")
        return redirect(roadmap)
    return render_form(request, "roadmaps/roadmap_create_from_template.html", form, {"blueprint": blueprint})


def _from_template(slug: str, values: dict[str, Any], request: Request) -> Roadmap:
    together = values.pop("together", "")
    common = {**values, "organization": request.viewer.organization, "by": request.viewer}
    if together in (SchoolTemplateForm.TWO, SchoolTemplateForm.COMBINED):
        return actions.create_for_both(slug, combined=together == SchoolTemplateForm.COMBINED, **common)
    return actions.create_from_template(slug, **common)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def roadmap_create_empty(request: Request) -> HttpResponse:
    form = EmptyRoadmapForm(
        request.POST or None,
        years=_years(request),
        official=request.viewer.organization.is_official,
        initial={"school_year": chosen_year(request)},
    )
    if request.method == "POST" and form.is_valid():
        roadmap = actions.create_empty(**form.cleaned_data, organization=request.viewer.organization, by=request.viewer)
        messages.success(request, "Пустая карта создана. Добавьте мероприятия.")
        return redirect(roadmap)
    return render_form(request, "roadmaps/roadmap_create_empty.html", form)


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def roadmap_create_from_last_year(request: Request) -> HttpResponse:
    """`?source=` chooses the pattern; without it the newest roadmap that was in force."""
    viewer, organization = request.viewer, request.viewer.organization
    patterns = patterns_of(viewer)
    if not patterns:
        return redirect("roadmap_create")
    source = next((row for row in patterns if str(row.pk) == request.GET.get("source")), patterns[0])
    state = state_of_roadmap(viewer, source)
    form = LastYearForm(
        request.POST or None,
        state=state,
        leavers=leavers_of(viewer, organization, state),
        answerers=answerers_of(viewer, organization),
        years=_years(request),
        initial=_next_year(request, source),
    )
    if request.method == "POST" and form.is_valid():
        roadmap = actions.create_from_last_year(source, state, **form.values(), by=viewer, now=timezone.now())
        messages.success(request, "Черновик карты готов: сроки перенесены, проверьте ответственных.")
        return redirect(roadmap)
    context = {"patterns": patterns, "source": source}
    return render_form(request, "roadmaps/roadmap_create_from_last_year.html", form, context)


def _next_year(request: Request, source: Roadmap) -> dict[str, object]:
    """The year after the pattern's, as long as the switch offers it."""
    from_year = school_year_of(source.starts_on)
    year = min(max(from_year + 1, min(_years(request))), max(_years(request)))
    return {"school_year": year, "title": shift_words(source.title, year - from_year)}


@requires(Permission.ROADMAP_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def roadmap_delete(request: Request, pk: int) -> HttpResponse:
    """The page before a draft is removed, and the removal."""
    roadmap = get_object_or_404(own_maps(request.viewer), pk=pk, status=Roadmap.Status.DRAFT)
    if roadmap.versions.exists():
        messages.info(request, actions.VersionsKept.message)
        return redirect("roadmap_archive", roadmap.pk)
    if request.method == "POST":
        try:
            actions.delete_draft(roadmap, by=request.viewer)
        except DomainError as error:
            messages.error(request, error.message)
            return redirect(roadmap)
        messages.success(request, "Черновик удалён.")
        return redirect("roadmap_list")
    return render(request, "roadmaps/roadmap_delete.html", {"roadmap": roadmap})


@requires(Permission.ROADMAP_EDIT)
def roadmap_archive(request: Request, pk: int) -> HttpResponse:
    """The page before an approved map is closed: how much is left undone, and why it is closed all the same."""
    approved, sent = Q(status=Roadmap.Status.APPROVED), Q(status=Roadmap.Status.DRAFT, versions__isnull=False)
    roadmap = get_object_or_404(own_maps(request.viewer).filter(approved | sent).distinct(), pk=pk)
    form = ArchiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.archive_roadmap(roadmap, reason=form.cleaned_data["reason"], by=request.viewer)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Карта закрыта: она в архиве, её можно смотреть.")
            return redirect(roadmap)
    unfinished = Occurrence.objects.visible_to(request.viewer).filter(roadmap=roadmap).unsettled()
    left = unfinished.aggregate(Count("activity_id", distinct=True))["activity_id__count"]
    return render_form(request, "roadmaps/roadmap_archive.html", form, {"roadmap": roadmap, "left": left})

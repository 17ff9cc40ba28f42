"""Kept versions of a roadmap, any two of them side by side; and the rules of endorsement."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.http import render_form
from core.viewer import Request
from roadmaps.actions.rules import settle_rules
from roadmaps.forms.endorsement import RulesForm
from roadmaps.models import RoadmapRules, RoadmapVersion
from roadmaps.queries.names import contents_for
from roadmaps.queries.rules import rules_of
from roadmaps.states.versions import compare
from roadmaps.views.fetching import roadmap_not_above
from schools.queries import names_of


@requires(Permission.ROADMAP_VIEW)
@require_safe
def version_list(request: Request, pk: int) -> HttpResponse:
    roadmap = roadmap_not_above(request, pk)
    versions = RoadmapVersion.objects.visible_to(request.viewer).filter(roadmap=roadmap).defer("content")
    rows = list(versions.order_by("-number"))
    names = names_of(request.viewer, roadmap.organization_id, [row.made_by_id for row in rows])
    context = {"roadmap": roadmap, "rows": [(row, names.get(row.made_by_id, "")) for row in rows]}
    return render(request, "roadmaps/version_list.html", context)


@requires(Permission.ROADMAP_VIEW)
@require_safe
def version_compare(request: Request, pk: int) -> HttpResponse:
    """`old` and `new` are numbers; without them the last version against the one before."""
    roadmap = roadmap_not_above(request, pk)
    versions = RoadmapVersion.objects.visible_to(request.viewer).filter(roadmap=roadmap)
    numbers = list(versions.order_by("-number").values_list("number", flat=True))
    if not numbers:
        raise Http404
    new = _number(request, "new", numbers[0], numbers)
    old = _number(request, "old", next((number for number in numbers if number < new), new), numbers)
    pair = {row.number: row for row in versions.filter(number__in=[old, new])}
    diff = compare(*contents_for(request.viewer, pair[old], pair[new]))
    context = {"roadmap": roadmap, "numbers": numbers, "old": pair[old], "new": pair[new], "diff": diff}
    return render(request, "roadmaps/version_compare.html", context)


def _number(request: Request, name: str, default: int, numbers: list[int]) -> int:
    text = request.GET.get(name, "")
    found = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    return found if found in numbers else default


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def rules_edit(request: Request) -> HttpResponse:
    """How roadmaps are endorsed and proved; an empty answer is inherited."""
    organization = request.viewer.organization
    own = RoadmapRules.objects.visible_to(request.viewer).filter(organization=organization).first() or RoadmapRules()
    words = {True: "yes", False: "no", None: ""}
    initial = {
        "endorses": words[own.endorses],
        "small_change_days": own.small_change_days,
        "reviews_evidence": words[own.reviews_evidence],
        "phrases": "\n".join(own.phrases),
    }
    form = RulesForm(request.POST or None, official=organization.is_official, initial=initial)
    if request.method == "POST" and form.is_valid():
        settle_rules(organization, form.cleaned_data, by=request.viewer)
        messages.success(request, "Порядок сохранён.")
        return redirect("rules_edit")
    above = rules_of(organization.parent) if organization.parent else None
    return render_form(request, "roadmaps/rules_edit.html", form, {"above": above, "own": own})

"""The roadmap as a table."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.forms import Form
from core.http import next_address, render_form
from core.viewer import Request
from core.years import chosen_year, year_label
from roadmaps.queries.maps import own_maps
from roadmaps.views.fetching import roadmap_or_404
from roadmaps.views.table import COLUMNS, HIDDEN, PAGE, hidden_columns, table_context


@requires(Permission.ROADMAP_VIEW)
@require_safe
def roadmap_list(request: Request) -> HttpResponse:
    """The only roadmap of the chosen year at once, several as a list, none with the way to make one."""
    viewer, year = request.viewer, chosen_year(request)
    own = own_maps(viewer)
    rows = list(own.of_year(year).current().order_by("starts_on", "pk"))
    if len(rows) == 1 and "all" not in request.GET:
        return redirect(rows[0])
    others = own.exclude(pk__in=[row.pk for row in rows]).order_by("-starts_on", "-pk")
    context = {"roadmaps": rows, "others": others, "year": year_label(year)}
    return render(request, "roadmaps/roadmap_list.html", context)


@requires(Permission.ROADMAP_VIEW)
@require_safe
def roadmap_detail(request: Request, pk: int) -> HttpResponse:
    return render(request, PAGE, table_context(request, roadmap_or_404(request, pk)))


class ColumnsForm(Form):
    shown = forms.MultipleChoiceField(
        label="Что показывать в таблице",
        choices=list(COLUMNS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Номер, название и состояние видны всегда. Выбор запоминается до выхода",
    )


@requires(Permission.ROADMAP_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def roadmap_columns(request: Request, pk: int) -> HttpResponse:
    """Columns are hidden for one person until he signs out, in every roadmap."""
    roadmap = roadmap_or_404(request, pk)
    shown = [name for name in COLUMNS if name not in hidden_columns(request)]
    form = ColumnsForm(request.POST or None, initial={"shown": shown})
    if request.method == "POST" and form.is_valid():
        request.session[HIDDEN] = [name for name in COLUMNS if name not in form.cleaned_data["shown"]]
        return redirect(next_address(request, roadmap.get_absolute_url()))
    return render_form(request, "roadmaps/roadmap_columns.html", form, {"roadmap": roadmap})

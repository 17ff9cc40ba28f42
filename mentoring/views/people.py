"""The lists of the bases: a page, something for many people at once, a file, kept filters."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import Form
from core.http import next_address, render_form
from core.navigation import Link, resolved
from core.sheets.answers import sheet_response
from core.viewer import Request
from core.words import counted
from core.years import chosen_year, year_label
from mentoring.actions import cards, lists, people
from mentoring.actions.long_lists import ask_people_file
from mentoring.forms.lists import BULK, ExportForm, FilterForm, bulk_form
from mentoring.models import MentoringForm, Participation, Side, TargetModel
from mentoring.official import TITLES, Asked, official_sheet
from mentoring.queries.official import filter_words, official_rows
from mentoring.queries.people import APPLICATIONS, ARCHIVE, SORTS, Filters, chips_of, filtered, saved_filters
from mentoring.queries.people_rows import ListPage, list_page
from mentoring.queries.rules import rules_of
from mentoring.views.fetching import clock

PEOPLE = ("человек", "человека", "человек")
TABS = {Side.MENTOR.value: "Наставники", Side.MENTEE.value: "Наставляемые", ARCHIVE: "Архив"}
WAYS_IN = (
    Link("participant_create", "Вручную", "person", "person_edit"),
    Link("people_import", "Загрузить или вставить таблицу", "upload", "person_edit"),
    Link("intake_list", "Ссылка на анкету", "link", "person_edit"),
)
BESIDE = (Link("application_list", "Заявки", "inbox", "person_view"),)
MOST_CHOSEN = 500


@requires(Permission.PERSON_VIEW)
@require_safe
def participant_list(request: Request) -> HttpResponse:
    viewer, year = request.viewer, chosen_year(request)
    now, today = clock(request)
    filters = Filters.read(request.GET)
    page = list_page(viewer, year, filters, today)
    lists.note_read(filters.tab, page.person_ids, by=viewer, now=now)
    context = {"page": page, "filters": filters, "year": year_label(year), **_beside(request, page)}
    return render(request, "mentoring/participant_list.html", context)


def _beside(request: Request, page: ListPage) -> dict[str, Any]:
    """Tabs, chips, choices and ways in around the rows."""
    viewer, filters, found = request.viewer, page.filters, page.counters
    chips = chips_of(filters.tab) if filters.tab != ARCHIVE else {}
    saved = list(saved_filters(viewer))
    return {
        "tabs": [(key, label, found.tabs[key]) for key, label in TABS.items()],
        "waiting": found.tabs[APPLICATIONS],
        "chips": [(key, label, found.chips.get(key)) for key, label in chips.items()],
        "applications": resolved(BESIDE, viewer.permissions),
        "ways_in": resolved(WAYS_IN, viewer.permissions),
        "saved": saved,
        "current": next((each for each in saved if each.query == filters.kept_query), None),
        "keepable": bool(chips) and replace(filters, q="").active,
        "states": Participation.State.choices,
        "forms": MentoringForm.choices,
        "models": TargetModel.choices,
        "sorts": list(SORTS.items()),
        "bulk": BULK,
        "may_edit": viewer.can(Permission.PERSON_EDIT),
    }


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_bulk(request: Request) -> HttpResponse:
    """`do` names what, `ids` the rows of a base; always asks what is missing, `apply` comes from that page."""
    data = request.POST or request.GET
    back = next_address(request, "participant_list")
    rows = _chosen(request, data.getlist("ids"))
    do = data.get("do", "")
    if do not in BULK or not rows:
        messages.warning(request, "Отметьте людей, которых это касается.")
        return redirect(back)
    _, today = clock(request)
    sent = request.method == "POST" and "apply" in request.POST
    course = rules_of(request.viewer.organization).course if do == "training" else ""
    form = bulk_form(do, request.POST if sent else None, today, course)
    if sent and form.is_valid():
        return _applied(request, do, rows, form, back)
    context = {"do": do, "label": BULK[do], "rows": rows, "back": back}
    return render_form(request, "mentoring/participant_bulk.html", form, context)


def _chosen(request: Request, values: list[str]) -> list[Participation]:
    ids = [int(value) for value in values[:MOST_CHOSEN] if value.isdecimal() and len(value) < 19]
    rows = Participation.objects.visible_to(request.viewer).filter(organization=request.viewer.organization, pk__in=ids)
    return list(rows.listed().select_related("person").order_by("person__search_name", "pk"))


def _applied(request: Request, do: str, rows: list[Participation], form: Form, back: str) -> HttpResponse:
    viewer, data = request.viewer, form.cleaned_data
    now, _ = clock(request)
    ids = [row.pk for row in rows]
    them = list({row.person_id: row.person for row in rows}.values())
    if do == "training":
        done = cards.add_training(them, data, by=viewer, now=now)
    elif do == "filled":
        done = lists.mark_filled(ids, on=data["questionnaire_on"], by=viewer)
    elif do == "forms":
        done = lists.set_forms(ids, data["forms"], by=viewer)
    else:
        done = people.leave(them, on=data["left_on"], reason=data["reason"], by=viewer, now=now)
    messages.success(request, f"{BULK[do]}: {counted(done, PEOPLE)}.")
    return redirect(back)


@requires(Permission.PERSON_EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_export(request: Request) -> HttpResponse:
    """The official form of a base with the rows of the list; the purpose comes first, then the file."""
    year, filters = chosen_year(request), Filters.read(request.GET)
    if filters.tab == ARCHIVE:
        return redirect("participant_list")
    form = ExportForm(request.POST or None)
    if form.is_valid():
        try:
            return _file_out(request, filters, year, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
    context = {
        "title": TITLES[filters.tab],
        "filters": filters,
        "words": filter_words(filters),
        "year": year_label(year),
    }
    return render_form(request, "mentoring/participant_export.html", form, context)


def _file_out(request: Request, filters: Filters, year: int, *, file: str, purpose: str) -> HttpResponse:
    """At once, or as a long job where the page would wait for too long."""
    viewer, (now, today), words = request.viewer, clock(request), filter_words(filters)
    found = list(filtered(viewer, year, filters, today).values_list("pk", "person"))
    ids, them = [pk for pk, _ in found], [person for _, person in found]
    if len(found) > lists.AT_ONCE[file]:
        return redirect(
            ask_people_file(file, filters, ids, them, purpose=purpose, year=year, words=words, by=viewer, now=now)
        )
    rows, them = official_rows(viewer, year, filters, today)
    name = viewer.membership.short_name.replace("\u00a0", " ") if viewer.membership else ""
    asked = Asked(viewer.organization.short_name, name, today, purpose, words)
    lists.note_export(kind=file, purpose=purpose, side=filters.tab, year=year, people=them, by=viewer, now=now)
    return sheet_response(official_sheet(filters.tab, year, rows, asked), file, today, now)


@requires(Permission.PERSON_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def filter_create(request: Request) -> HttpResponse:
    """Keeps the filter of the list under a name; the words of a search are not kept."""
    filters = Filters.read(request.GET)
    form = FilterForm(request.POST or None)
    if form.is_valid():
        try:
            lists.save_filter(form.cleaned_data["name"], filters.kept_query, by=request.viewer)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Отбор сохранён: он стоит над списком.")
            return redirect(f"{reverse('participant_list')}?{filters.kept_query}")
    return render_form(
        request, "mentoring/filter_create.html", form, {"filters": filters, "words": filter_words(filters)}
    )


@requires(Permission.PERSON_VIEW)
@require_POST
def filter_delete(request: Request, pk: int) -> HttpResponse:
    lists.delete_filter(pk, by=request.viewer)
    messages.success(request, "Отбор удалён.")
    return redirect("participant_list")

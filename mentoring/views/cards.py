"""The card of a person: entering a base by hand, reading, correcting, leaving, coming back."""

from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form
from core.viewer import Request
from core.years import chosen_year, year_label
from mentoring.actions import lists, people
from mentoring.forms.cards import LeaveForm
from mentoring.forms.people import EntryForm, PersonForm
from mentoring.models import Partner, Person, Side
from mentoring.queries.cards import leaving, tab_context, tabs_of
from mentoring.queries.duplicates import Twin, twins_of
from mentoring.queries.people_rows import who
from mentoring.views.fetching import clock, open_card_or_404, person_or_404

ANOTHER = 0  # the answer «другой человек»


@requires(Permission.PERSON_VIEW)
@require_safe
def participant_detail(request: Request, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    now, today = clock(request)
    tabs = tabs_of(person)
    tab = request.GET.get("tab", "")
    tab = tab if tab in tabs else next(iter(tabs))
    lists.note_card(person, tab, by=request.viewer, now=now)
    context = {
        "person": person,
        "who": who(person),
        "tab": tab,
        "tabs": tabs,
        "year": chosen_year(request),
        "present": person.status == Person.Status.ACTIVE,
        **tab_context(request.viewer, person, tab, today),
    }
    return render(request, f"mentoring/participant_{tab}.html", context)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_create(request: Request) -> HttpResponse:
    year = chosen_year(request)
    side = request.GET.get("side", "")
    side = side if side in Side.values else Side.MENTEE.value
    kind = Person.Kind.PUPIL if side == Side.MENTEE else Person.Kind.TEACHER
    form = EntryForm(request.POST or None, initial={"side": side, "kind": kind, "model": "pupil"})
    twins: tuple[Twin, ...] = ()
    if form.is_valid():
        twins = _unanswered(request, form, year)
        if not twins:
            try:
                return _added(request, form, year)
            except DomainError as error:
                form.add_error(None, error.message)
    context = {"year": year_label(year), "twins": [(twin, _known(twin)) for twin in twins]}
    response = render_form(request, "mentoring/participant_create.html", form, context)
    response.status_code = 422 if twins else response.status_code
    return response


def _unanswered(request: Request, form: EntryForm, year: int) -> tuple[Twin, ...]:
    """Cards that look alike, as long as nobody has said whether it is the same person."""
    [twins] = twins_of(request.viewer, [form.entry(year)])
    same = form.cleaned_data["same"]
    known = {twin.person_id for twin in twins}
    return () if same is not None and (same == ANOTHER or same in known) else twins


def _known(twin: Twin) -> str:
    """What tells a card from its namesakes."""
    born = f"{twin.birth_date:%d.%m.%Y}" if twin.birth_date else str(twin.birth_year or "")
    state = "" if twin.status == Person.Status.ACTIVE else Person.Status(twin.status).label.lower()
    return ", ".join(part for part in (twin.class_name or twin.position, born, twin.phone, state) if part)


def _added(request: Request, form: EntryForm, year: int) -> HttpResponse:
    """Raises AlreadyInBase, Blocked."""
    now, _ = clock(request)
    row = people.add_person(form.entry(year, form.cleaned_data["same"] or None), by=request.viewer, now=now)
    messages.success(request, f"{row.person.full_name}: в базе.")
    if "another" in request.POST:
        return redirect(f"{request.path}?side={row.side}")
    return redirect("participant_detail", row.person_id)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_edit(request: Request, pk: int) -> HttpResponse:
    person = open_card_or_404(request, pk)
    form = PersonForm(request.POST or None, initial=model_to_dict(person) | {"version": person.version})
    form.offer(Partner.objects.visible_to(request.viewer).order_by("name"))
    context: dict[str, Any] = {"person": person}
    if form.is_valid():
        now, _ = clock(request)
        try:
            people.edit_row(
                person,
                form.values(),
                seen=form.cleaned_data["version"],
                verb="participant.edited",
                by=request.viewer,
                now=now,
            )
        except people.Stale as error:
            form.add_error(None, error.message)
            renew(form, version=error.now.version)
            context["changed"] = changed_fields(form, error.now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Карточка сохранена.")
            return redirect("participant_detail", pk)
    return render_form(request, "mentoring/participant_edit.html", form, context)


def changed_fields(form: Any, row: Any) -> list[tuple[str, Any]]:
    """(label, value) of the row as it is now, where the form says something else."""
    found = []
    for name, field in form.fields.items():
        now = form.value_in(row, name)
        if name != "version" and now != form.cleaned_data.get(name):
            display = getattr(row, f"get_{name}_display", None)
            found.append((field.label, display() if display else now))
    return found


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_leave(request: Request, pk: int) -> HttpResponse:
    """Says first what happens to the bases, the consents, the data."""
    person = open_card_or_404(request, pk)
    now, today = clock(request)
    form = LeaveForm(request.POST or None, today=today, initial={"left_on": today})
    if form.is_valid():
        data = form.cleaned_data
        people.leave([person], on=data["left_on"], reason=data["reason"], by=request.viewer, now=now)
        messages.success(request, f"{person.full_name} в архиве. Вернуть можно из карточки.")
        return redirect("participant_detail", pk)
    context = {"person": person, "leaving": leaving(request.viewer, person, today)}
    return render_form(request, "mentoring/participant_leave.html", form, context)


@requires(Permission.PERSON_EDIT)
@require_POST
def participant_return(request: Request, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    now, _ = clock(request)
    try:
        people.come_back(person, school_year=chosen_year(request), by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Человек снова в базе.")
    return redirect("participant_detail", pk)

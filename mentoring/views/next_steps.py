"""The queue of those without a pair, and what is assigned to the psychologist."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import next_address, render_form
from core.viewer import Request
from core.years import chosen_year, year_label
from mentoring.actions import lists
from mentoring.actions.next_steps import assign_step, close_step
from mentoring.forms.next_steps import StepForm
from mentoring.models import MentoringForm, NextStep, Participation, Person
from mentoring.queries.next_steps import assigned_steps, open_steps, queue, responsible_people, unmatched
from mentoring.queries.variants import waiting_by_form
from mentoring.views.fetching import clock
from mentoring.views.variants import chosen_form

ON_PAGE = 50


@requires(Permission.PAIR_VIEW)
@require_safe
def next_step_list(request: Request) -> HttpResponse:
    viewer, year, (now, today) = request.viewer, chosen_year(request), clock(request)
    waiting = waiting_by_form(viewer, year)
    chosen = chosen_form(request, waiting)
    page = Paginator(queue(viewer, year, chosen), ON_PAGE).get_page(request.GET.get("page"))
    people = unmatched(viewer, list(page.object_list), today)
    lists.note_read("unmatched", [one.person_id for one in people], by=viewer, now=now)
    context = {
        "page_obj": page,
        "people": people,
        "chosen": chosen,
        "forms": [(key, f"{label} · ждут {waiting[key]}") for key, label in MentoringForm.choices],
        "today": today,
        "year": year_label(year),
    }
    return render(request, "mentoring/next_step_list.html", context)


@requires(Permission.PAIR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def next_step_create(request: Request, pk: int) -> HttpResponse:
    """For a participation that waits; the open step of before gives way."""
    viewer, (now, _) = request.viewer, clock(request)
    rows = Participation.objects.visible_to(viewer).exclude(person__status__in=Person.STOPPED).select_related("person")
    row = get_object_or_404(rows, pk=pk)
    refuse_foreign(viewer, row)
    now_open = open_steps(viewer).filter(participation=row).first()
    kept = {name: getattr(now_open, name) for name in ("kind", "due_on", "note")} if now_open else {"kind": "search"}
    initial = kept | {"responsible": now_open.responsible_id if now_open else viewer.user.pk}
    form = StepForm(request.POST or None, people=responsible_people(viewer), initial=initial)
    if form.is_valid():
        try:
            assign_step(row, **form.cleaned_data, by=viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Записано.")
            return redirect(next_address(request, reverse("next_step_list")))
    return render_form(request, "mentoring/next_step_create.html", form, {"person": row.person, "row": row})


@requires(Permission.PAIR_EDIT)
@require_POST
def next_step_close(request: Request, pk: int) -> HttpResponse:
    step = get_object_or_404(NextStep.objects.visible_to(request.viewer), pk=pk)
    refuse_foreign(request.viewer, step)
    now, _ = clock(request)
    close_step(step, by=request.viewer, now=now)
    messages.success(request, "Сделано.")
    return redirect(next_address(request, reverse("next_step_list")))


@requires(Permission.STEP_OWN)
@require_safe
def next_step_mine(request: Request) -> HttpResponse:
    """Assigned people only: a psychologist reads nobody else's card."""
    now, today = clock(request)
    steps = list(assigned_steps(request.viewer))
    lists.note_read("assigned", [step.person_id for step in steps], by=request.viewer, now=now)
    return render(request, "mentoring/next_step_mine.html", {"steps": steps, "today": today})


@requires(Permission.STEP_OWN)
@require_POST
def next_step_done(request: Request, pk: int) -> HttpResponse:
    step = get_object_or_404(assigned_steps(request.viewer), pk=pk)
    now, _ = clock(request)
    close_step(step, by=request.viewer, now=now)
    messages.success(request, "Сделано. Человек больше не в ваших поручениях.")
    return redirect(next_address(request, "next_step_mine"))

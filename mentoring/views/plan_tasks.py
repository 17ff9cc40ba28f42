"""Tasks of a programme."""

from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import whole
from core.viewer import Request
from mentoring.actions import plan_tasks
from mentoring.forms.plans import TaskDoneForm, TaskForm, TaskPostponeForm
from mentoring.models import PlanTask
from mentoring.plans.sections import sections_of
from mentoring.queries.plans import PlanCard
from mentoring.views.fetching import clock
from mentoring.views.plans import FORM_METHODS, saved, to_plan, written_or_404


def task_or_404(request: Request, pk: int) -> tuple[PlanCard, PlanTask]:
    """With the programme it belongs to. 404 also for whoever may not read the pair."""
    rows = PlanTask.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    task = get_object_or_404(rows.select_related("plan"), pk=pk)
    card, _ = written_or_404(request, task.pair_id)
    return card, task


def _task_form(request: Request, card: PlanCard, **first: Any) -> TaskForm:
    form = TaskForm(request.POST or None, initial=first)
    form.offer(sections_of(card.pair.model, *(line.task.section for line in card.tasks)))
    return form


@requires(Permission.PLAN_EDIT)
@require_http_methods(FORM_METHODS)
def plan_task_create(request: Request, pk: int) -> HttpResponse:
    (card, plan), (now, _) = written_or_404(request, pk), clock(request)
    form = _task_form(request, card, version=0)
    return saved(
        request,
        card,
        form,
        "Добавить задание",
        lambda: plan_tasks.add_task(plan, form.values(), by=request.viewer, now=now),
        "Задание добавлено.",
    )


@requires(Permission.PLAN_EDIT)
@require_http_methods(FORM_METHODS)
def plan_task_edit(request: Request, pk: int) -> HttpResponse:
    (card, task), (now, _) = task_or_404(request, pk), clock(request)
    form = _task_form(request, card, **model_to_dict(task))
    return saved(
        request,
        card,
        form,
        "Задание",
        lambda: plan_tasks.edit_task(
            task, form.values(), seen=form.cleaned_data["version"], by=request.viewer, now=now
        ),
    )


@requires(Permission.PLAN_EDIT)
@require_http_methods(FORM_METHODS)
def plan_task_done(request: Request, pk: int) -> HttpResponse:
    (card, task), (now, today) = task_or_404(request, pk), clock(request)
    first = {"done_on": task.done_on or today, "actual": task.actual, "mark": task.mark, "version": task.version}
    form = TaskDoneForm(request.POST or None, initial=first, grades=card.hand.may_grade)
    return saved(
        request,
        card,
        form,
        "Отметить задание",
        lambda: plan_tasks.do_task(
            task,
            **{"mark": None} | form.values(),
            seen=form.cleaned_data["version"],
            by=request.viewer,
            now=now,
        ),
        "Отмечено.",
    )


@requires(Permission.PLAN_EDIT)
@require_http_methods(FORM_METHODS)
def plan_task_postpone(request: Request, pk: int) -> HttpResponse:
    (card, task), (now, _) = task_or_404(request, pk), clock(request)
    form = TaskPostponeForm(request.POST or None, initial={"due_on": task.due_on, "version": task.version})
    return saved(
        request,
        card,
        form,
        "Перенести задание",
        lambda: plan_tasks.postpone_task(
            task, due_on=form.cleaned_data["due_on"], seen=form.cleaned_data["version"], by=request.viewer, now=now
        ),
        "Срок перенесён.",
    )


@requires(Permission.PLAN_EDIT)
@require_POST
def plan_task_reopen(request: Request, pk: int) -> HttpResponse:
    (card, task), (now, _) = task_or_404(request, pk), clock(request)
    seen = whole(request.POST.get("version"))
    try:
        plan_tasks.reopen_task(task, seen=-1 if seen is None else seen, by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Задание снова в работе.")
    return to_plan(card.pair.pk)


@requires(Permission.PLAN_EDIT)
@require_POST
def plan_task_delete(request: Request, pk: int) -> HttpResponse:
    (card, task), (now, _) = task_or_404(request, pk), clock(request)
    try:
        plan_tasks.delete_task(task, by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Задание удалено.")
    return to_plan(card.pair.pk)

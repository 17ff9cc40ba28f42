"""What belongs to a card: representatives, requests, training."""

from collections.abc import Callable

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import Form
from core.http import render_form
from core.viewer import Request
from mentoring.actions import cards
from mentoring.forms.cards import GuardianForm, RequestForm, TrainingForm
from mentoring.models import (
    Guardian,
    Participation,
    Person,
    Side,
    Training,
)
from mentoring.models import Request as Asked
from mentoring.queries.rules import rules_of
from mentoring.views.fetching import clock, open_card_or_404

PAGE = "mentoring/part_edit.html"


def to_card(person_id: int, tab: str = "") -> HttpResponse:
    address = reverse("participant_detail", args=[person_id])
    return redirect(f"{address}?tab={tab}" if tab else address)


def _saved(
    request: Request, person: Person, form: Form, title: str, save: Callable[[], object], tab: str = ""
) -> HttpResponse:
    """The page of the form until `save` goes through."""
    if form.is_valid():
        try:
            save()
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Сохранено.")
            return to_card(person.pk, tab)
    return render_form(request, PAGE, form, {"person": person, "title": title})


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def guardian_create(request: Request, pk: int) -> HttpResponse:
    person, form = open_card_or_404(request, pk), GuardianForm(request.POST or None)
    now, _ = clock(request)
    return _saved(
        request,
        person,
        form,
        "Новый законный представитель",
        lambda: cards.add_guardian(person, form.cleaned_data, by=request.viewer, now=now),
    )


def _guardian(request: Request, pk: int) -> Guardian:
    rows = (
        Guardian.objects.visible_to(request.viewer).filter(removed_at=None).exclude(person__status__in=Person.STOPPED)
    )
    return get_object_or_404(rows.select_related("person"), pk=pk)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def guardian_edit(request: Request, pk: int) -> HttpResponse:
    row = _guardian(request, pk)
    form = GuardianForm(request.POST or None, initial=model_to_dict(row))
    now, _ = clock(request)
    return _saved(
        request,
        row.person,
        form,
        "Законный представитель",
        lambda: cards.edit_guardian(row, form.cleaned_data, by=request.viewer, now=now),
    )


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def guardian_remove(request: Request, pk: int) -> HttpResponse:
    """Asks first: the consents this person signed end with it."""
    row = _guardian(request, pk)
    if request.method == "POST":
        now, _ = clock(request)
        ended = cards.remove_guardian(row, by=request.viewer, now=now)
        words = "Представитель снят." + (f" Согласий больше не действует: {ended}." if ended else "")
        messages.success(request, words)
        return to_card(row.person_id)
    return render(request, "mentoring/guardian_remove.html", {"guardian": row, "person": row.person})


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def request_create(request: Request, pk: int) -> HttpResponse:
    rows = Participation.objects.visible_to(request.viewer).filter(side=Side.MENTEE)
    rows = rows.exclude(person__status__in=Person.STOPPED).select_related("person")
    topics = rules_of(request.viewer.organization).topics
    place, form = get_object_or_404(rows, pk=pk), RequestForm(request.POST or None, topics=topics)
    now, _ = clock(request)
    return _saved(
        request,
        place.person,
        form,
        "Новый запрос",
        lambda: cards.add_request(place, dict(form.cleaned_data), by=request.viewer, now=now),
    )


def _request(request: Request, pk: int) -> Asked:
    rows = Asked.objects.visible_to(request.viewer).exclude(participation__person__status__in=Person.STOPPED)
    return get_object_or_404(rows.select_related("participation__person"), pk=pk)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def request_edit(request: Request, pk: int) -> HttpResponse:
    row = _request(request, pk)
    topics = (*rules_of(request.viewer.organization).topics, *row.topics)
    form = RequestForm(request.POST or None, initial=model_to_dict(row), topics=topics)
    now, _ = clock(request)
    return _saved(
        request,
        row.participation.person,
        form,
        "Запрос",
        lambda: cards.edit_request(row, form.cleaned_data, by=request.viewer, now=now),
    )


@requires(Permission.PERSON_EDIT)
@require_POST
def request_delete(request: Request, pk: int) -> HttpResponse:
    row = _request(request, pk)
    now, _ = clock(request)
    cards.delete_request(row, by=request.viewer, now=now)
    messages.success(request, "Запрос удалён.")
    return to_card(row.participation.person_id)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def training_create(request: Request, pk: int) -> HttpResponse:
    person = open_card_or_404(request, pk)
    now, today = clock(request)
    course = rules_of(request.viewer.organization).course
    form = TrainingForm(request.POST or None, initial={"course": course, "finished_on": today})
    return _saved(
        request,
        person,
        form,
        "Новый курс",
        lambda: cards.add_training([person], form.cleaned_data, by=request.viewer, now=now),
        "training",
    )


def _training(request: Request, pk: int) -> Training:
    rows = Training.objects.visible_to(request.viewer).exclude(person__status__in=Person.STOPPED)
    return get_object_or_404(rows.select_related("person"), pk=pk)


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def training_edit(request: Request, pk: int) -> HttpResponse:
    row = _training(request, pk)
    form = TrainingForm(request.POST or None, initial=model_to_dict(row))
    now, _ = clock(request)
    return _saved(
        request,
        row.person,
        form,
        "Обучение",
        lambda: cards.edit_training(row, form.cleaned_data, by=request.viewer, now=now),
        "training",
    )


@requires(Permission.PERSON_EDIT)
@require_POST
def training_delete(request: Request, pk: int) -> HttpResponse:
    row = _training(request, pk)
    now, _ = clock(request)
    cards.delete_training(row, by=request.viewer, now=now)
    messages.success(request, "Запись об обучении удалена.")
    return to_card(row.person_id, "training")

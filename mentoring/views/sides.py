"""What a card says of the two sides of the programme, and the closed data of a person."""

from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form
from core.viewer import Request
from mentoring.actions import cards, people
from mentoring.forms.cards import ClosedNoteForm
from mentoring.forms.people import CardForm, MenteeCardForm, MentorCardForm, ParticipationForm
from mentoring.models import ClosedNote, MenteeCard, MentorCard, Participation, Person, Side
from mentoring.queries.cards import closed_notes
from mentoring.queries.coverage import may_keep_special
from mentoring.queries.rules import rules_of
from mentoring.views.cards import changed_fields
from mentoring.views.fetching import clock, open_card_or_404
from mentoring.views.parts import PAGE, to_card

SIDES: dict[str, tuple[type[MentorCard] | type[MenteeCard], type[CardForm], str, str]] = {
    Side.MENTOR: (MentorCard, MentorCardForm, "Чем может помочь", "mentorcard.edited"),
    Side.MENTEE: (MenteeCard, MenteeCardForm, "Что нужно", "menteecard.edited"),
}


def _versioned(request: Request, row: Any, form: CardForm, title: str, verb: str) -> HttpResponse:
    """A row with a version: somebody else's values are shown beside one's own."""
    changed: list[tuple[str, Any]] = []
    if form.is_valid():
        now, _ = clock(request)
        try:
            people.edit_row(
                row, form.values(), seen=form.cleaned_data["version"], verb=verb, by=request.viewer, now=now
            )
        except people.Stale as error:
            form.add_error(None, error.message)
            renew(form, version=error.now.version)
            changed = changed_fields(form, error.now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Сохранено.")
            return to_card(row.person_id)
    return render_form(request, PAGE, form, {"person": row.person, "title": title, "changed": changed})


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participation_edit(request: Request, pk: int) -> HttpResponse:
    rows = (
        Participation.objects.visible_to(request.viewer)
        .exclude(person__status__in=Person.STOPPED)
        .select_related("person")
    )
    row = get_object_or_404(rows, pk=pk)
    form = ParticipationForm(request.POST or None, initial=model_to_dict(row) | {"version": row.version})
    return _versioned(request, row, form, "Участие в программе", "participation.edited")


@requires(Permission.PERSON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def card_edit(request: Request, pk: int, side: str) -> HttpResponse:
    if side not in SIDES:
        raise Http404
    model, form_class, title, verb = SIDES[side]
    rows: Any = model.objects.visible_to(request.viewer).exclude(person__status__in=Person.STOPPED)
    row = get_object_or_404(rows.select_related("person"), person=pk)
    form = form_class(request.POST or None, initial=model_to_dict(row) | {"version": row.version})
    form.settle(rules_of(request.viewer.organization), row.person.kind)
    return _versioned(request, row, form, title, verb)


@requires(Permission.PERSON_CLOSED)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_closed(request: Request, pk: int) -> HttpResponse:
    """Every opening stands in the log."""
    person, form = open_card_or_404(request, pk), ClosedNoteForm(request.POST or None)
    now, today = clock(request)
    if form.is_valid():
        try:
            cards.add_closed_note(person, **form.cleaned_data, by=request.viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Запись добавлена.")
            return redirect("participant_closed", pk)
    cards.note_opened(person, by=request.viewer, now=now)
    notes, agreed = closed_notes(request.viewer, person), may_keep_special(person, today)
    context = {"person": person, "notes": notes, "agreed": agreed}
    return render_form(request, "mentoring/participant_closed.html", form, context)


@requires(Permission.PERSON_CLOSED)
@require_POST
def closed_delete(request: Request, pk: int) -> HttpResponse:
    note = get_object_or_404(
        ClosedNote.objects.visible_to(request.viewer).exclude(person__status__in=Person.STOPPED), pk=pk
    )
    now, _ = clock(request)
    cards.delete_closed_note(note, by=request.viewer, now=now)
    messages.success(request, "Запись удалена.")
    return redirect("participant_closed", note.person_id)

"""An invitation from the card of a participant."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from core.years import chosen_year
from mentoring.actions.own_accounts import invite_person
from mentoring.forms.people import InviteForm
from mentoring.views.fetching import clock, open_card_or_404


@requires(Permission.PEOPLE_MANAGE)
@requires(Permission.PERSON_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_invite(request: Request, pk: int) -> HttpResponse:
    person = open_card_or_404(request, pk)
    form = InviteForm(request.POST or None, initial={"email": person.email})
    if form.is_valid():
        now, _ = clock(request)
        email, year = form.cleaned_data["email"], chosen_year(request)
        try:
            sent = invite_person(person, email, school_year=year, by=request.viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            said = "Приглашение отправлено: ссылка действует 14 дней." if sent else "Вход связан с карточкой."
            messages.success(request, said)
            return redirect("participant_detail", pk)
    context = {"person": person, "title": "Дать вход в программу", "submit": "Пригласить"}
    return render_form(request, "mentoring/part_edit.html", form, context)

"""A person of the own organization leaves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from core.words import counted
from roadmaps.actions.people import deactivate_person, open_work
from roadmaps.forms.people import DeactivateForm
from roadmaps.terms.wording import ACTIVITIES
from schools.queries import people_of


@requires(Permission.PEOPLE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_deactivate(request: Request, pk: int) -> HttpResponse:
    """The interruption page: what will happen, who takes the work over."""
    people = people_of(request.viewer)
    person = get_object_or_404(people, pk=pk)
    work = open_work(person).values("activity_id").distinct().count()
    data = request.POST if request.method == "POST" else None
    form = DeactivateForm(data, people=people.exclude(pk=pk), needed=work > 0)
    if form.is_valid():
        try:
            successor = form.cleaned_data.get("hand_over_to")
            deactivate_person(person, successor, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"{person.short_name}: вход закрыт.")
            return redirect("people_list")
    activities = counted(work, ACTIVITIES)
    context = {"person": person, "work": work, "activities": activities}
    return render_form(request, "roadmaps/person_deactivate.html", form, context)

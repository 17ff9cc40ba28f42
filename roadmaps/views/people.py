"""People of the own organization: somebody leaves, somebody takes an activity over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import next_address, render_form
from core.viewer import Request
from core.words import counted
from roadmaps.actions.handing import NotHandable, hand_over_activity
from roadmaps.actions.people import deactivate_person, open_work
from roadmaps.actions.rows import ActivityChanged
from roadmaps.forms.people import DeactivateForm, HandOverForm
from roadmaps.models import Activity
from roadmaps.queries.directory import people_of as colleagues_of
from roadmaps.queries.handing import yours_to_hand
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


@requires(Permission.ACTIVITY_MARK)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_hand_over(request: Request, pk: int) -> HttpResponse:
    rows = Activity.objects.visible_to(request.viewer).filter(removed_on=None)
    activity = get_object_or_404(rows.select_related("stage", "roadmap", "organization"), pk=pk)
    refuse_foreign(request.viewer, activity)
    present = yours_to_hand(request.viewer, activity)
    if present is None or activity.roadmap.status != activity.roadmap.Status.APPROVED:
        messages.error(request, NotHandable.message)
        return redirect(activity)
    people = colleagues_of(request.viewer.organization, request.viewer)
    people = people.exclude(pk__in=activity.responsibles.filter(person__isnull=False).values("person_id"))
    form = HandOverForm(request.POST or None, people=people, present=present, initial={"version": activity.version})
    if request.method == "POST" and form.is_valid() and _handed_over(request, activity, form):
        return redirect(next_address(request, activity.get_absolute_url()))
    return render_form(request, "roadmaps/activity_hand_over.html", form, {"activity": activity, "present": present})


def _handed_over(request: Request, activity: Activity, form: HandOverForm) -> bool:
    """False: the form has the refusal."""
    to, seen = form.cleaned_data["to"], form.cleaned_data["version"]
    by, now = request.viewer, timezone.now()
    try:
        hand_over_activity(activity, to, instead=form.instead_of, by=by, seen_version=seen, now=now)
    except ActivityChanged as error:
        form.add_error(None, error.message)
        renew(form, version=error.now.version)
    except DomainError as error:
        form.add_error(None, error.message)
    else:
        messages.success(request, f"Передано: {to.short_name}. Сообщение уже отправлено.")
    return not form.errors

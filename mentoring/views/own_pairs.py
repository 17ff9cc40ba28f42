"""«Мои пары»: where the phone of a mentor opens; for a grown mentee the same of the other side."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import next_address, render_form
from core.viewer import Request
from mentoring.actions import concerns, pair_answers
from mentoring.forms.pair_answers import ASKED, AnswerForm, ConcernForm
from mentoring.meetings.questions import CHOICES, TITLES
from mentoring.models import Answer, Meeting
from mentoring.queries.meetings import meetings_block, others_of, participant_pairs
from mentoring.queries.own_pairs import home_context, rest_of
from mentoring.queries.plans import plan_block
from mentoring.views.fetching import clock

Question = Answer.Question
THANKS = "Спасибо. Ответ видит только куратор."


@requires(Permission.PAIR_OWN)
@require_safe
def mentor_home(request: Request) -> HttpResponse:
    return render(request, "mentoring/mentor_home.html", home_context(request.viewer, timezone.now()))


@requires(Permission.PAIR_OWN)
@require_safe
def own_pair(request: Request, pk: int) -> HttpResponse:
    """The pair as its participants read it: the meetings, the way so far, what it is about."""
    pair = get_object_or_404(participant_pairs(request.viewer), pk=pk)
    now, today = clock(request)
    context = {
        "pair": pair,
        "others": others_of(request.viewer, pair),
        "rest": rest_of(request.viewer, pair),
        "log": meetings_block(request.viewer, pair, now=now),
        "plan_card": plan_block(request.viewer, pair, today),
        "today": today,
    }
    return render(request, "mentoring/own_pair.html", context)


@requires(Permission.PAIR_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_create(request: Request, pk: int, question: str) -> HttpResponse:
    """«Подошли друг другу?» and the pulse, of either side."""
    pair = get_object_or_404(participant_pairs(request.viewer), pk=pk)
    if question not in ASKED:
        return redirect("mentor_home")
    form = AnswerForm(request.POST or None, question=question)
    if form.is_valid():
        data = form.cleaned_data
        try:
            pair_answers.give_answer(
                pair, question, data["value"], comment=data["comment"], by=request.viewer, now=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, THANKS)
            return redirect(next_address(request, "mentor_home"))
    context = {"pair": pair, "title": TITLES[question], "choices": CHOICES[question], "is_scale": question == "pulse"}
    return render_form(request, "mentoring/answer_create.html", form, context)


@requires(Permission.PAIR_OWN)
@require_POST
def meeting_confirm(request: Request, pk: int) -> HttpResponse:
    """«Встреча была?» of the mentee."""
    pairs = participant_pairs(request.viewer).exclude(pk__in=request.viewer.scope.write_pairs)
    rows = Meeting.objects.visible_to(request.viewer).filter(pair__in=pairs, status=Meeting.Status.HELD)
    meeting = get_object_or_404(rows.select_related("pair"), pk=pk)
    value = 0 if request.POST.get("value") == "0" else 1
    try:
        pair_answers.give_answer(
            meeting.pair, Question.CONFIRM, value, meeting=meeting, by=request.viewer, now=timezone.now()
        )
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Спасибо, записали." if value else "Спасибо. Куратор уточнит.")
    return redirect(next_address(request, "mentor_home"))


@requires(Permission.PAIR_OWN)
@require_POST
def meeting_ask(request: Request, pk: int) -> HttpResponse:
    """«Попросить о встрече»."""
    pairs = participant_pairs(request.viewer).exclude(pk__in=request.viewer.scope.write_pairs)
    pair = get_object_or_404(pairs, pk=pk)
    try:
        pair_answers.ask_to_meet(pair, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Наставник получит вашу просьбу.")
    return redirect(next_address(request, "mentor_home"))


@requires(Permission.PAIR_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def concern_create(request: Request, pk: int) -> HttpResponse:
    """«Сообщить о проблеме», «Обратиться к куратору»: of either side."""
    pair = get_object_or_404(participant_pairs(request.viewer), pk=pk)
    form = ConcernForm(request.POST or None)
    if form.is_valid():
        concerns.report_concern(pair, form.cleaned_data["text"], by=request.viewer, now=timezone.now())
        messages.success(request, "Куратор и педагог-психолог получили сообщение.")
        return redirect("mentor_home")
    return render_form(request, "mentoring/concern_create.html", form, {"pair": pair})

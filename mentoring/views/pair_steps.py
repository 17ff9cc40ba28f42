"""What is done with a pair from its card: agreed, paused, resumed, completed, ended, extended, replaced."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import Form, renew
from core.http import render_form
from core.viewer import Request
from core.years import chosen_year, year_label
from mentoring.actions import pair_life, pair_people, pairs
from mentoring.actions.pair_base import StalePair
from mentoring.forms.pairs import (
    CompleteForm,
    EndForm,
    ExtendForm,
    MemberForm,
    PairEditForm,
    PairForm,
    PauseForm,
    ReplaceForm,
    SeenForm,
)
from mentoring.models import Pair, PairMember, Participation
from mentoring.queries.pair_choices import mentee_choices, mentor_choices, other_mentors
from mentoring.queries.pairs import members_of, pair_title
from mentoring.views.cards import changed_fields
from mentoring.views.fetching import clock
from mentoring.views.pairs import pair_or_404

PAGE = "mentoring/pair_step.html"
GET_POST = ["GET", "HEAD", "POST"]


def to_pair(pair: Pair) -> HttpResponse:
    return redirect("pair_detail", pair.pk)


def _asked(
    request: Request, pair: Pair, form: Form, title: str, submit: str, do: Callable[[dict[str, Any]], Any], **more: Any
) -> HttpResponse:
    """The page of the form until `do` goes through; a pair that somebody else changed is shown as it is."""
    if form.is_valid():
        try:
            do({name: value for name, value in form.cleaned_data.items() if name != "version"})
        except StalePair as error:
            more["changed"] = changed_fields(form, error.now)
            form.add_error(None, error.message)
            renew(form, version=error.now.version)
            pair = error.now
        except DomainError as error:
            more["notice"] = isinstance(error, pair_life.NoticeNeeded) and pair.notice_on is None
            form.add_error(None, error.message)
        else:
            messages.success(request, "Сохранено.")
            return to_pair(pair)
    members = members_of(request.viewer, [pair.pk]).get(pair.pk, [])
    context = {"pair": pair, "pair_title": pair_title(pair, members), "title": title, "submit": submit, **more}
    return render_form(request, PAGE, form, context)


def _seen(form: Form) -> int:
    version: int = form.cleaned_data["version"]
    return version


@requires(Permission.PAIR_EDIT)
@require_http_methods(GET_POST)
def pair_create(request: Request) -> HttpResponse:
    year = chosen_year(request)
    choices = mentor_choices(request.viewer, year), mentee_choices(request.viewer, year)
    first = {name: request.GET.get(name) for name in ("offered", "wanted")}
    form = PairForm(request.POST or None, mentors=choices[0], mentees=choices[1], initial=first)
    if form.is_valid():
        now, _ = clock(request)
        data = form.cleaned_data
        wanted = pairs.NewPair(data["offered"], tuple(data["wanted"]), data["form"], data["kind"], data["theme"])
        try:
            pair = pairs.create_pair(wanted, by=request.viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Пара предложена. Отметьте согласие участников, когда оно будет.")
            return to_pair(pair)
    return render_form(request, "mentoring/pair_create.html", form, {"year": year_label(year)})


@requires(Permission.PAIR_EDIT)
@require_http_methods(GET_POST)
def pair_edit(request: Request, pk: int) -> HttpResponse:
    pair = pair_or_404(request, pk)
    now, _ = clock(request)
    names = ("theme", "goal", "kind", "rhythm_days", "addendum", "addendum_on", "pay", "version")
    form = PairEditForm(request.POST or None, initial={name: getattr(pair, name) for name in names})

    def save(values: dict[str, Any]) -> None:
        pair_life.edit_pair(pair, values, seen=_seen(form), by=request.viewer, now=now)

    return _asked(request, pair, form, "Изменить пару", "Сохранить", save)


@requires(Permission.PAIR_EDIT)
@require_POST
def pair_agree(request: Request, pk: int) -> HttpResponse:
    """`person` has agreed in writing today; without a person both sides have."""
    pair = pair_or_404(request, pk)
    now, today = clock(request)
    person = request.POST.get("person", "")
    try:
        if person.isdecimal() and len(person) < 19:
            pairs.agree_one(pair, int(person), on=today, by=request.viewer, now=now)
        else:
            pairs.agree([pair], on=today, by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Согласие записано.")
    return to_pair(pair)


@requires(Permission.PAIR_EDIT)
@require_http_methods(GET_POST)
def pair_pause(request: Request, pk: int) -> HttpResponse:
    pair = pair_or_404(request, pk)
    now, today = clock(request)
    form = PauseForm(request.POST or None, today=today, initial={"on": today, "version": pair.version})

    def save(values: dict[str, Any]) -> None:
        pair_life.pause(pair, **values, seen=_seen(form), by=request.viewer, now=now)

    told = ("Встречи не ждут, напоминаний нет. Место у наставника сохраняется.", "Возобновить можно в любой день.")
    return _asked(request, pair, form, "Приостановить пару?", "Приостановить", save, told=told)


@requires(Permission.PAIR_EDIT)
@require_POST
def pair_resume(request: Request, pk: int) -> HttpResponse:
    pair, form = pair_or_404(request, pk), SeenForm(request.POST)
    now, today = clock(request)
    try:
        seen = _seen(form) if form.is_valid() else 0
        pair_life.resume(pair, on=today, seen=seen, by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Пара снова работает.")
    return to_pair(pair)


@requires(Permission.PAIR_EDIT)
@require_http_methods(GET_POST)
def pair_complete(request: Request, pk: int) -> HttpResponse:
    pair = pair_or_404(request, pk)
    now, today = clock(request)
    form = CompleteForm(request.POST or None, today=today, initial={"on": today, "version": pair.version})

    def save(values: dict[str, Any]) -> None:
        pair_life.complete(pair, **values, seen=_seen(form), by=request.viewer, now=now)

    told = ("План выполнен полностью: участники закончат программу этим днём.", "Карточка останется для чтения.")
    return _asked(request, pair, form, "Завершить пару?", "Завершить", save, told=told)


@requires(Permission.PAIR_EDIT)
@require_http_methods(GET_POST)
def pair_end(request: Request, pk: int) -> HttpResponse:
    pair = pair_or_404(request, pk)
    now, today = clock(request)
    first = {"on": today, "version": pair.version, "reason": request.GET.get("reason")}
    form = EndForm(request.POST or None, today=today, status=pair.status, initial=first)

    def save(values: dict[str, Any]) -> None:
        pair_life.end_early(pair, **values, seen=_seen(form), by=request.viewer, now=now)

    told = ("Участники снова будут ждать пару, с того же дня, что и раньше.", "Причина останется в карточке.")
    return _asked(request, pair, form, "Прекратить пару досрочно?", "Прекратить", save, told=told)


@requires(Permission.PAIR_EDIT)
@require_POST
def pair_notice(request: Request, pk: int) -> HttpResponse:
    """A warning three working days before the end is written down, or (`back`) taken back."""
    pair, form = pair_or_404(request, pk), SeenForm(request.POST)
    now, today = clock(request)
    seen = _seen(form) if form.is_valid() else 0
    try:
        if "back" in request.POST:
            pair_life.take_back_notice(pair, seen=seen, by=request.viewer, now=now)
        else:
            pair_life.give_notice(pair, on=today, seen=seen, by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    return to_pair(pair)


@requires(Permission.PAIR_EDIT)
@require_http_methods(GET_POST)
def pair_extend(request: Request, pk: int) -> HttpResponse:
    pair = pair_or_404(request, pk)
    now, today = clock(request)
    form = ExtendForm(request.POST or None, initial={"agreed_on": today, "version": pair.version})

    def save(values: dict[str, Any]) -> None:
        pair_life.extend(pair, **values, seen=_seen(form), by=request.viewer, now=now)

    told = (f"Сейчас срок до {pair.ends_on:%d.%m.%Y}.",) if pair.ends_on else ()
    return _asked(request, pair, form, "Продлить пару", "Продлить", save, told=told)


@requires(Permission.PAIR_EDIT)
@require_http_methods(GET_POST)
def pair_replace(request: Request, pk: int) -> HttpResponse:
    pair = pair_or_404(request, pk)
    now, today = clock(request)
    mentors = other_mentors(request.viewer, pair)
    form = ReplaceForm(
        request.POST or None, today=today, mentors=mentors, initial={"on": today, "version": pair.version}
    )

    def save(values: dict[str, Any]) -> None:
        offered = Participation.objects.visible_to(request.viewer).get(pk=values.pop("offered"))
        pair_people.replace_mentor(pair, offered, **values, seen=_seen(form), by=request.viewer, now=now)

    told = ("Эта пара закончится, с новым наставником будет предложена другая.", "Понадобятся согласия и приказ.")
    return _asked(request, pair, form, "Заменить наставника", "Заменить", save, told=told)


@requires(Permission.PAIR_EDIT)
@require_http_methods(GET_POST)
def pair_add(request: Request, pk: int) -> HttpResponse:
    pair = pair_or_404(request, pk)
    now, today = clock(request)
    mentees = mentee_choices(request.viewer, pair.school_year)
    form = MemberForm(request.POST or None, mentees=mentees, initial={"agreed_on": today})

    def save(values: dict[str, Any]) -> None:
        wanted = Participation.objects.visible_to(request.viewer).get(pk=values["wanted"])
        pair_people.add_member(pair, wanted, agreed_on=values["agreed_on"], by=request.viewer, now=now)

    return _asked(request, pair, form, "Добавить наставляемого", "Добавить", save)


@requires(Permission.PAIR_EDIT)
@require_POST
def pair_remove(request: Request, pk: int) -> HttpResponse:
    """A mentee goes out of a group. `pk` is the row of the member."""
    rows = PairMember.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    member = get_object_or_404(rows.select_related("pair"), pk=pk)
    now, today = clock(request)
    try:
        pair_people.remove_member(member, reason=Pair.EndReason.MENTEE, on=today, by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Наставляемый вышел из пары и снова ждёт.")
    return to_pair(member.pair)

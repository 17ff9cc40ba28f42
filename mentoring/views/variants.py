"""Variants of a set: run, look, compare, undo, review, publish."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import INVALID
from core.viewer import Request
from core.words import counted
from core.years import chosen_year, year_label
from mentoring.actions import lists, moves, publishing
from mentoring.actions import variants as actions
from mentoring.forms.matching import RunForm, SeenForm, run_initial
from mentoring.models import MentoringForm, Variant
from mentoring.queries.cohorts import pair_rules_of
from mentoring.queries.variant_checks import checks_of, compare_variants
from mentoring.queries.variants import SHOWS, ready_of, variant_page, variants_of, waiting_by_form
from mentoring.views.fetching import clock

PAGE = "mentoring/variant_detail.html"
PAIRS = ("пара", "пары", "пар")
FORMS = dict(MentoringForm.choices)


@requires(Permission.PAIR_VIEW)
@require_safe
def variant_list(request: Request) -> HttpResponse:
    viewer, year = request.viewer, chosen_year(request)
    waiting = waiting_by_form(viewer, year)
    form = chosen_form(request, waiting)
    rows = list(variants_of(viewer, year, form))
    run = RunForm(initial=run_initial(form, rows[0] if rows else pair_rules_of(viewer)))
    return render(request, "mentoring/variant_list.html", _set_context(request, form, waiting, rows, run))


def _set_context(
    request: Request, form: str, waiting: dict[str, int], rows: list[Variant], run: RunForm
) -> dict[str, Any]:
    viewer, year = request.viewer, chosen_year(request)
    return {
        "chosen": form,
        "chosen_label": FORMS[form],
        "forms": [(key, f"{label} · ждут {waiting[key]}") for key, label in MentoringForm.choices],
        "ready": ready_of(viewer, year, form),
        "variants": rows,
        "form": run,
        "year": year_label(year),
    }


def chosen_form(request: Request, waiting: dict[str, int]) -> str:
    """The form of the address, else the one in which most people wait."""
    asked = request.GET.get("form", "")
    return asked if asked in FORMS else max(FORMS, key=lambda form: waiting[form])


@requires(Permission.PAIR_EDIT)
@require_POST
def variant_create(request: Request) -> HttpResponse:
    """Computes a new variant; `based_on` keeps the locks of another."""
    run, (now, _), year = RunForm(request.POST), clock(request), chosen_year(request)
    if not run.is_valid():
        return _run_again(request, run)
    try:
        done = actions.run_variant(run.terms(), school_year=year, by=request.viewer, now=now)
    except DomainError as error:
        run.add_error(None, error.message)
        return _run_again(request, run)
    return redirect("variant_detail", done.variant.pk)


def _run_again(request: Request, run: RunForm) -> HttpResponse:
    viewer, year = request.viewer, chosen_year(request)
    asked = request.POST.get("form", "")
    form = asked if asked in FORMS else next(iter(FORMS))
    rows = list(variants_of(viewer, year, form))
    context = _set_context(request, form, waiting_by_form(viewer, year), rows, run)
    return render(request, "mentoring/variant_list.html", context, status=INVALID)


@requires(Permission.PAIR_VIEW)
@require_safe
def variant_detail(request: Request, pk: int) -> HttpResponse:
    variant = variant_or_404(request, pk)
    now, _ = clock(request)
    context = set_context(request, variant)
    lists.note_read("variant", context["page"].person_ids, by=request.viewer, now=now)
    return render(request, f"{PAGE}#set" if request.htmx else PAGE, context)


def variant_or_404(request: Request, pk: int) -> Variant:
    rows = Variant.objects.visible_to(request.viewer).select_related("organization", "based_on")
    return get_object_or_404(rows, pk=pk)


def set_context(request: Request, variant: Variant) -> dict[str, Any]:
    """Everything the page and its fragment show."""
    viewer = request.viewer
    show = request.GET.get("show", "")
    page = variant_page(viewer, variant)
    editing = viewer.can(Permission.PAIR_EDIT) and viewer.can_edit(variant)
    checks = checks_of(viewer, page, clock(request)[1]) if variant.status == Variant.Status.REVIEW else {}
    return {
        "variant": variant,
        "page": page,
        "lines": [(line, checks.get(line.pk)) for line in page.shown(show)],
        "show": show if show in SHOWS else "",
        "chips": [(key, label, page.counts[key]) for key, label in SHOWS.items()],
        "blocked": sum(bool(check.blocks) for check in checks.values()),
        "may_edit": editing and variant.status == Variant.Status.DRAFT,
        "may_turn": editing and variant.status != Variant.Status.PUBLISHED,
        "steps": len(variant.steps),
        "form_label": FORMS[variant.form],
        "year": year_label(variant.school_year),
        "run": RunForm(initial=run_initial(variant.form, variant)),
    }


def answer(request: Request, variant: int, words: str, *, row: int | None = None, failed: bool = False) -> HttpResponse:
    """After a change: the set anew with the words in the live region; without scripts the page at the row."""
    if request.htmx:
        response = render(request, f"{PAGE}#set", set_context(request, variant_or_404(request, variant)))
        return trigger_client_event(response, "toast", {"value": words})
    (messages.error if failed else messages.success)(request, words)
    place = f"#r{row}" if row else ""
    return HttpResponseRedirect(reverse("variant_detail", args=[variant]) + place)


@requires(Permission.PAIR_EDIT)
@require_POST
def variant_rerun(request: Request, pk: int) -> HttpResponse:
    """«Пересчитать остальных»: another variant under the same terms or those of the form; locks and bans stay."""
    variant = variant_or_404(request, pk)
    refuse_foreign(request.viewer, variant)
    run, (now, _) = RunForm(request.POST), clock(request)
    if not run.is_valid() or run.cleaned_data["form"] != variant.form:
        return answer(request, pk, "Проверьте важность признаков: целые числа от 0 до 10.", failed=True)
    try:
        done = actions.run_variant(
            run.terms(), school_year=variant.school_year, based_on=variant, by=request.viewer, now=now
        )
    except DomainError as error:
        return answer(request, pk, error.message, failed=True)
    if done.released:
        messages.warning(request, f"Закрепления сняты: {counted(done.released, PAIRS)} теперь исключают правила.")
    messages.success(request, f"Версия {done.variant.number} посчитана, закреплённые пары на месте.")
    return redirect("variant_detail", done.variant.pk)


@requires(Permission.PAIR_EDIT)
@require_POST
def variant_undo(request: Request, pk: int) -> HttpResponse:
    variant, seen = variant_or_404(request, pk), SeenForm(request.POST)
    refuse_foreign(request.viewer, variant)
    now, _ = clock(request)
    try:
        told = moves.undo_step(variant, seen=seen_version(seen), by=request.viewer, now=now)
    except DomainError as error:
        return answer(request, pk, error.message, failed=True)
    return answer(request, pk, told.words)


def seen_version(form: SeenForm) -> int:
    """A missing or spoiled version is stale."""
    return int(form.cleaned_data["version"]) if form.is_valid() else -1


Turn = Callable[..., Any]


def _turned(request: Request, pk: int, act: Turn, words: str) -> HttpResponse:
    variant = variant_or_404(request, pk)
    refuse_foreign(request.viewer, variant)
    now, _ = clock(request)
    try:
        act(variant, seen=seen_version(SeenForm(request.POST)), by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, words)
    return redirect("variant_detail", pk)


@requires(Permission.PAIR_EDIT)
@require_POST
def variant_review(request: Request, pk: int) -> HttpResponse:
    return _turned(request, pk, publishing.send_to_review, "Вариант на проверке: посмотрите отметки и опубликуйте.")


@requires(Permission.PAIR_EDIT)
@require_POST
def variant_return(request: Request, pk: int) -> HttpResponse:
    return _turned(request, pk, publishing.return_to_draft, "Вариант снова черновик: пары можно менять.")


@requires(Permission.PAIR_EDIT)
@require_POST
def variant_publish(request: Request, pk: int) -> HttpResponse:
    variant = variant_or_404(request, pk)
    refuse_foreign(request.viewer, variant)
    now, _ = clock(request)
    try:
        done = publishing.publish_variant(
            variant, seen=seen_version(SeenForm(request.POST)), by=request.viewer, now=now
        )
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("variant_detail", pk)
    messages.success(request, f"Опубликовано: {counted(done.made, PAIRS)}. Дальше – согласие участников и приказ.")
    if done.refused:
        messages.warning(request, f"Не опубликовано: {len(done.refused)}. Причина – в строке.")
    return redirect("variant_detail", pk)


@requires(Permission.PAIR_EDIT)
@require_POST
def variant_delete(request: Request, pk: int) -> HttpResponse:
    variant = variant_or_404(request, pk)
    refuse_foreign(request.viewer, variant)
    now, _ = clock(request)
    try:
        actions.delete_variant(variant, by=request.viewer, now=now)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("variant_detail", pk)
    messages.success(request, f"Версия {variant.number} удалена.")
    return redirect(f"{reverse('variant_list')}?form={variant.form}")


@requires(Permission.PAIR_VIEW)
@require_safe
def variant_compare(request: Request) -> HttpResponse:
    """`before` and `after` are variants of one form and year."""
    asked = [request.GET.get(name, "") for name in ("before", "after")]
    if not all(each.isdecimal() and len(each) < 19 for each in asked):
        messages.warning(request, "Выберите две версии, чтобы сравнить их.")
        return redirect("variant_list")
    before, after = (variant_or_404(request, int(each)) for each in asked)
    found = compare_variants(request.viewer, before, after)
    now, _ = clock(request)
    lists.note_read("variant_compare", found.after.person_ids, by=request.viewer, now=now)
    rows = variants_of(request.viewer, after.school_year, after.form)
    context = {"found": found, "before": before, "after": after, "variants": rows, "form_label": FORMS[after.form]}
    return render(request, "mentoring/variant_compare.html", context)

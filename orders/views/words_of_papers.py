"""Settings of the words of papers: templates of kinds, the blank, legal bases, the bank of phrases."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires
from accounts.roles import Permission
from core.http import render_form
from core.viewer import Request
from orders import actions, kinds
from orders.forms.words_of_papers import BasisForm, BlankForm, PhraseForm, TemplateForm
from orders.kinds.assembling import blank_for
from orders.kinds.base import COMMON
from orders.kinds.bases import library
from orders.kinds.texts import template_for, versions_for
from orders.models import BankPhrase

NEW = "new"
WAYS = (
    ("gen", "кого? чего?"),
    ("dat", "кому? чему?"),
    ("acc", "кого? что?"),
    ("ins", "кем? чем?"),
    ("prep", "о ком? о чём?"),
    ("short", "фамилия с инициалами"),
    ("with_post", "должность и имя"),
    ("num", "дата числами"),
)


@requires(Permission.SETTINGS_EDIT)
@require_GET
def order_text_list(request: Request) -> HttpResponse:
    """Kinds with a text of their own, and whose version counts today."""
    today = request.viewer.organization.local_date(timezone.now())
    found = versions_for(request.viewer, today)
    groups = [
        (name, [(kind, found.get(kind.key)) for kind in rows])
        for name, rows in kinds.offered(request.viewer.organization.level)
    ]
    return render(request, "orders/order_text_list.html", {"groups": groups})


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def order_text_edit(request: Request, key: str) -> HttpResponse:
    kind = kinds.BY_KEY.get(key)
    if kind is None or request.viewer.organization.level not in kind.levels:
        raise Http404
    now = timezone.now()
    today = request.viewer.organization.local_date(now)
    if "reset" in request.POST:
        actions.save_template(kind, None, effective_from=today, by=request.viewer, now=now)
        messages.success(request, "Снова действует общий текст.")
        return redirect("order_text_edit", key)
    form = TemplateForm(
        request.POST or None, kind=kind, template=template_for(request.viewer, kind, today), today=today
    )
    if form.is_valid():
        since = form.cleaned_data["effective_from"]
        actions.save_template(kind, form.template, effective_from=since, by=request.viewer, now=now)
        messages.success(request, f"Новая редакция действует с {since:%d.%m.%Y}. Готовые приказы не меняются.")
        return redirect("order_text_list")
    version = versions_for(request.viewer, today).get(key)
    context = {"kind": kind, "version": version, "tokens": (COMMON | dict(kind.labels)).items(), "ways": WAYS}
    return render_form(request, "orders/order_text_edit.html", form, context)


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def blank_edit(request: Request) -> HttpResponse:
    now = timezone.now()
    today = request.viewer.organization.local_date(now)
    blank = blank_for(request.viewer, today)
    initial = {"own_lines": blank.own_lines if blank else "", "effective_from": today}
    form = BlankForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        kept = blank.emblem if blank and not data["without"] else ""
        emblem, since = data["picture"] or kept, data["effective_from"]
        actions.save_blank(own_lines=data["own_lines"], emblem=emblem, effective_from=since, by=request.viewer, now=now)
        messages.success(request, f"Бланк действует для приказов, составленных с {since:%d.%m.%Y}.")
        return redirect("blank_edit")
    return render_form(request, "orders/blank_edit.html", form, {"blank": blank})


@requires(Permission.SETTINGS_EDIT)
@require_GET
def basis_list(request: Request) -> HttpResponse:
    today = request.viewer.organization.local_date(timezone.now())
    rows = [(basis, basis.holds(today)) for basis in library(request.viewer)]
    return render(request, "orders/basis_list.html", {"rows": rows})


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def basis_edit(request: Request, key: str) -> HttpResponse:
    basis = next((each for each in library(request.viewer) if each.key == key), None)
    if basis is None and key != NEW:
        raise Http404
    form = BasisForm(request.POST or None, basis=basis)
    if form.is_valid():
        actions.save_basis(basis, form.cleaned_data, by=request.viewer)
        messages.success(request, "Основание сохранено.")
        return redirect("basis_list")
    return render_form(request, "orders/basis_edit.html", form, {"basis": basis})


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def phrase_list(request: Request) -> HttpResponse:
    form = PhraseForm(request.POST or None)
    if form.is_valid():
        actions.add_phrase(form.cleaned_data["text"], by=request.viewer, now=timezone.now())
        messages.success(request, "Фраза добавлена: она есть в редакторе каждого приказа.")
        return redirect("phrase_list")
    rows = BankPhrase.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    return render_form(request, "orders/phrase_list.html", form, {"rows": rows.order_by("-pk")})


@requires(Permission.SETTINGS_EDIT)
@require_POST
def phrase_delete(request: Request, pk: int) -> HttpResponse:
    own = BankPhrase.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    actions.delete_phrase(get_object_or_404(own, pk=pk), by=request.viewer)
    messages.success(request, "Фраза удалена.")
    return redirect("phrase_list")

"""The own public page: what it shows, how it looks, its news."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.forms import renew
from core.http import render_form
from core.viewer import Request
from mentoring.actions.people import Stale
from reports.actions import page as actions
from reports.forms.page import NewsForm, PublicPageForm
from reports.models import PageNews, PublicPage
from reports.page.naming import named
from reports.queries import page as queries

FORM = ["GET", "HEAD", "POST"]
FIELDS = ("is_open", "slug", "blocks", "about", "contacts", "orders")


@requires(Permission.PAGE_EDIT)
@require_http_methods(FORM)
def page_edit(request: Request) -> HttpResponse:
    page, changed = queries.own_page(request.viewer), []
    initial = {name: getattr(page, name) for name in (*FIELDS, "version")}
    form = PublicPageForm(request.POST or None, initial=initial)
    form.offer(queries.papers_to_offer(request.viewer))
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in FIELDS}
        try:
            actions.save_page(page, values, version=form.cleaned_data["version"], by=request.viewer)
        except Stale as error:
            form.add_error(None, error.message)
            renew(form, version=error.now.version)
            changed = _changed(form, error.now)
        except actions.SlugTaken as error:
            form.add_error("slug", error.message)
        else:
            _tell(request, page)
            return redirect("page_edit")
    return render_form(request, "reports/page_edit.html", form, _beside(request, page) | {"changed": changed})


def _tell(request: Request, page: PublicPage) -> None:
    """Which surnames of the texts will not be shown."""
    messages.success(
        request, "Страница открыта." if page.is_open else "Сохранено. Страница закрыта, её не видит никто."
    )
    today = request.viewer.organization.local_date(timezone.now())
    hidden = named(f"{page.about} {page.contacts}", queries.surnames_to_hide(request.viewer, today))
    if hidden:
        words = ", ".join(hidden)
        messages.warning(request, f"Без согласия на распространение останется только первая буква: {words}.")


def _changed(form: PublicPageForm, now: PublicPage) -> list[tuple[str, str]]:
    sent = form.cleaned_data
    return [
        (str(form.fields[name].label), _said(form, name, now)) for name in FIELDS if getattr(now, name) != sent[name]
    ]


def _said(form: PublicPageForm, name: str, now: PublicPage) -> str:
    """Of a choice its words."""
    value = getattr(now, name)
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, list):
        words = dict(getattr(form.fields[name], "choices", ()))
        return ", ".join(str(words.get(each, each)) for each in value)
    return str(value)


def _beside(request: Request, page: PublicPage) -> dict[str, Any]:
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('page_show', args=[page.slug])}"
    words = f"Программа наставничества: {page.organization.short_name}"
    snippet = format_html('<a href="{}">{}</a>', address, words)
    news = page.news.order_by("-published_on", "-pk") if page.pk else ()
    return {"page": page, "address": address, "snippet": f"{snippet}", "news": news}


@requires(Permission.PAGE_EDIT)
@require_safe
def page_preview(request: Request) -> HttpResponse:
    """What guests see, or will see once the page is open: what was saved, by the same function."""
    page = queries.own_page(request.viewer)
    view = queries.shown(page, page.organization.local_date(timezone.now()))
    return render(request, "reports/page_show.html", {"view": view, "page": page, "preview": True})


@requires(Permission.PAGE_EDIT)
@require_http_methods(FORM)
def page_news_create(request: Request) -> HttpResponse:
    today = request.viewer.organization.local_date(timezone.now())
    form = NewsForm(request.POST or None, initial={"published_on": today})
    if form.is_valid():
        actions.add_news(queries.own_page(request.viewer), **form.cleaned_data, by=request.viewer)
        messages.success(request, "Новость добавлена.")
        return redirect("page_edit")
    return render_form(request, "reports/page_news.html", form, {"title": "Новость"})


@requires(Permission.PAGE_EDIT)
@require_http_methods(FORM)
def page_news_edit(request: Request, pk: int) -> HttpResponse:
    news = _own_news(request, pk)
    initial = {"title": news.title, "text": news.text, "published_on": news.published_on}
    form = NewsForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.edit_news(news, **form.cleaned_data, by=request.viewer)
        messages.success(request, "Новость изменена.")
        return redirect("page_edit")
    return render_form(request, "reports/page_news.html", form, {"title": "Изменить новость", "news": news})


@requires(Permission.PAGE_EDIT)
@require_POST
def page_news_delete(request: Request, pk: int) -> HttpResponse:
    actions.delete_news(_own_news(request, pk), by=request.viewer)
    messages.success(request, "Новость удалена.")
    return redirect("page_edit")


def _own_news(request: Request, pk: int) -> PageNews:
    """Officials read pages below them and write their own: any other is 404."""
    rows = PageNews.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    return get_object_or_404(rows, pk=pk)

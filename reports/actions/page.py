"""The public page: what its organization settles, what a guest is shown by its address."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.people import Stale
from reports.models import PageNews, PublicPage

Block = PublicPage.Block


class SlugTaken(DomainError):
    message = "Такой адрес уже занят. Придумайте другой."


@transaction.atomic
def save_page(page: PublicPage, values: dict[str, Any], *, version: int, by: Viewer) -> None:
    """`values` are slug, is_open, blocks, about, contacts, orders. Raises SlugTaken, Stale."""
    names = [name for name, value in values.items() if getattr(page, name) != value]
    for name in names:
        setattr(page, name, values[name])
    try:
        with transaction.atomic():
            _write(page, names, version, by)
    except IntegrityError as error:
        if not page.pk and (own := PublicPage.objects.visible_to(by).filter(organization=by.organization).first()):
            raise Stale(own) from error  # a colleague has made it first
        if "publicpage_slug" in str(error):
            raise SlugTaken from error
        raise
    if names:
        record(by, "page.saved", page, fields=names, is_open=page.is_open)


def _write(page: PublicPage, names: list[str], version: int, by: Viewer) -> None:
    if not page.pk:
        page.save(force_insert=True)
        return
    rows = PublicPage.objects.visible_to(by).filter(pk=page.pk)
    page.version = version + 1
    changed = {name: getattr(page, name) for name in (*names, "version")}
    if not rows.filter(version=version).update(**changed):
        raise Stale(rows.get())


@transaction.atomic
def add_news(page: PublicPage, *, title: str, text: str, published_on: date, by: Viewer) -> PageNews:
    """A page that nobody has saved yet is saved first, closed."""
    if not page.pk:
        page.save(force_insert=True)
    news = PageNews(organization=by.organization, page=page, title=title, text=text, published_on=published_on)
    news.save(force_insert=True)
    record(by, "page.news_added", news)
    return news


@transaction.atomic
def edit_news(news: PageNews, *, title: str, text: str, published_on: date, by: Viewer) -> None:
    news.title, news.text, news.published_on = title, text, published_on
    news.save(update_fields=["title", "text", "published_on"])
    record(by, "page.news_edited", news)


@transaction.atomic
def delete_news(news: PageNews, *, by: Viewer) -> None:
    record(by, "page.news_deleted", news)
    news.delete()

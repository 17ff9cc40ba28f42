"""Makers of what goes upward: figures, comments, reminders."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from reports.models import Figures, LightComment, PageNews, PublicPage, SchoolReminder
from schools.models import Organization


def make_figures(organization: Organization, counted_at: datetime | None = None, **fields: Any) -> Figures:
    defaults = {
        "school_year": 2026,
        "month": date(2026, 11, 1),
        "light": "on_track",
        "values": {"schools": 1, "agreed": 1, "mentors": 12},
        "hidden": ["mentees"],
    }
    return Figures.objects.create(
        organization=organization, counted_at=counted_at or timezone.now(), **defaults | fields
    )


def make_light_comment(organization: Organization, text: str) -> LightComment:
    return LightComment.objects.create(
        organization=organization, school_year=2026, text=text, said_at=timezone.now(), said_by="Примерова С. А."
    )


def make_school_reminder(school: Organization, **fields: Any) -> SchoolReminder:
    defaults = {"body": school.parent, "sent_at": timezone.now(), "text": "Ждём карту"}
    return SchoolReminder.objects.create(organization=school, **defaults | fields)


def make_page(organization: Organization, **fields: Any) -> PublicPage:
    defaults = {"slug": f"page-{organization.pk}", "blocks": list(PublicPage.Block.values)}
    return PublicPage.objects.create(organization=organization, **defaults | fields)


def make_news(page: PublicPage, **fields: Any) -> PageNews:
    defaults = {"title": "Слёт наставников", "text": "Прошёл слёт.", "published_on": date(2026, 11, 20)}
    return PageNews.objects.create(organization=page.organization, page=page, **defaults | fields)

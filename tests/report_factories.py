"""Makers of what goes upward: figures, comments, reminders."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from core.canonical import digest
from reports.models import (
    Figures,
    LightComment,
    PageNews,
    PublicPage,
    ReportSchedule,
    ReportWords,
    SavedReport,
    SchoolReminder,
)
from reports.papers.model import Fact, Report, Section
from reports.papers.states import state_of
from schools.models import Membership, Organization


def make_figures(organization: Organization, counted_at: datetime | None = None, **fields: Any) -> Figures:
    defaults = {
        "school_year": 2026,
        "month": date(2026, 11, 1),
        "light": "on_track",
        "values": {"schools": 1, "agreed": 1, "mentors": 12, "mentees": 0},
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


def make_saved_report(author: Membership, words: str, **fields: Any) -> SavedReport:
    """`words` is a conclusion that stands in it."""
    section = Section("words", "Выводы", asks="Что говорят числа", words=words, facts=(Fact("Пар", 4),))
    year = "2026/27 учебный год"
    content = state_of(Report("monitoring", "Мониторинг", "Школа", year, "Данные на 21.11.2026", (section,)))
    defaults = {"kind": "monitoring", "school_year": 2026, "period": 0, "title": "Мониторинг", "content": content}
    defaults |= {"sha256": digest(content), "saved_at": timezone.now(), "saved_by": author.short_name}
    return SavedReport.objects.create(organization=author.organization, author=author.account, **defaults | fields)


def make_report_words(author: Membership, text: str, **fields: Any) -> ReportWords:
    defaults = {"kind": "monitoring", "school_year": 2026, "period": 1, "section": "words"}
    return ReportWords.objects.create(
        organization=author.organization, text=text, written_at=timezone.now(), **defaults | fields
    )


def make_schedule(person: Membership, **fields: Any) -> ReportSchedule:
    defaults = {"kind": "monitoring", "every": "month", "next_on": date(2026, 12, 1), "created_at": timezone.now()}
    return ReportSchedule.objects.create(organization=person.organization, account=person.account, **defaults | fields)

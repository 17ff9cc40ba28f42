"""What a school of the world has for the levels above: a row of every table of `reports`."""

from dataclasses import dataclass

from reports.models import (
    CampaignReport,
    Figures,
    Indicator,
    LightComment,
    PageNews,
    ReportSchedule,
    ReportWords,
    SavedReport,
    SchoolReminder,
)
from schools.models import Membership
from tests import campaign_factories as campaigns
from tests import indicator_factories as indicators
from tests import report_factories as make


@dataclass
class Upward:
    figures: Figures
    comment: LightComment
    reminder: SchoolReminder
    indicator: Indicator
    news: PageNews
    report: CampaignReport  # of a request of the municipality, handed in
    saved: SavedReport
    words: ReportWords
    schedule: ReportSchedule


def build_upward(coordinator: Membership, word: str, secret: str) -> Upward:
    """`word` is the school's canary; `secret` stands in what no upper level reads."""
    organization = coordinator.organization
    return Upward(
        figures=make.make_figures(organization, reasons=[[f"Причина {word}", ""]]),
        comment=make.make_light_comment(organization, f"Заболели двое {word}"),
        reminder=make.make_school_reminder(organization, text=f"Ждём карту {word}"),
        indicator=indicators.make_measured(organization, name=f"Показатель {word}", method=f"опрос {word}"),
        news=make.make_news(make.make_page(organization, about=f"О школе {word}"), text=f"Слёт {word}"),
        report=build_report(coordinator, word, secret),
        saved=make.make_saved_report(coordinator, f"Двое ушли {secret}"),
        words=make.make_report_words(coordinator, f"Двое вернулись {secret}"),
        schedule=make.make_schedule(coordinator),
    )


def build_report(coordinator: Membership, word: str, secret: str) -> CampaignReport:
    """The request is read by all schools of the municipality; what one of them handed in by itself and from above."""
    school = coordinator.organization
    campaign = campaigns.make_campaign(school.parent, coordinator, title=f"Итоги полугодия {school.pk}")
    report = campaigns.make_report(campaign, school, title=f"Итоги {word}")
    campaigns.make_sending(report, coordinator, f"Болели {word}")
    campaigns.make_answers(report, words={"question_1": f"Ссорились {secret}"}, figures={"mentors": "3"})
    return report

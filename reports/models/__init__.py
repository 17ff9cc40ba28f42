"""What goes upward: figures, indicators, reports, the public page."""

from reports.models.campaigns import (
    Campaign,
    CampaignAnswers,
    CampaignForm,
    CampaignReport,
    CampaignSending,
    ReportQuerySet,
)
from reports.models.figures import Figures, FiguresQuerySet, LightComment, SchoolReminder
from reports.models.indicators import (
    Indicator,
    IndicatorFact,
    IndicatorPlan,
    IndicatorQuerySet,
    IndicatorTarget,
    PeriodLock,
    PublishedFact,
)
from reports.models.page import PageNews, PublicPage
from reports.models.papers import ReportSchedule, ReportWords, SavedReport

__all__ = [
    "Campaign",
    "CampaignAnswers",
    "CampaignForm",
    "CampaignReport",
    "CampaignSending",
    "Figures",
    "FiguresQuerySet",
    "Indicator",
    "IndicatorFact",
    "IndicatorPlan",
    "IndicatorQuerySet",
    "IndicatorTarget",
    "LightComment",
    "PageNews",
    "PeriodLock",
    "PublicPage",
    "PublishedFact",
    "ReportQuerySet",
    "ReportSchedule",
    "ReportWords",
    "SavedReport",
    "SchoolReminder",
]

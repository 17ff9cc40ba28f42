"""What a school of the world has for the levels above: a row of every table of `reports`."""

from dataclasses import dataclass

from reports.models import Figures, Indicator, LightComment, PageNews, SchoolReminder
from schools.models import Membership
from tests import indicator_factories as indicators
from tests import report_factories as make


@dataclass
class Upward:
    figures: Figures
    comment: LightComment
    reminder: SchoolReminder
    indicator: Indicator
    news: PageNews


def build_upward(coordinator: Membership, word: str, secret: str) -> Upward:
    """`word` is the school's canary; `secret` stands in what no upper level reads."""
    organization = coordinator.organization
    return Upward(
        figures=make.make_figures(organization, reasons=[[f"Причина {word}", ""]]),
        comment=make.make_light_comment(organization, f"Заболели двое {word}"),
        reminder=make.make_school_reminder(organization, text=f"Ждём карту {word}"),
        indicator=indicators.make_measured(organization, name=f"Показатель {word}", method=f"опрос {word}"),
        news=make.make_news(make.make_page(organization, about=f"О школе {word}"), text=f"Слёт {word}"),
    )

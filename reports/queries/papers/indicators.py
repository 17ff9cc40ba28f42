"""The section of indicators: plan and fact, the very values of their own page."""

from datetime import date

from core.charts.model import NO_PLAN
from core.sheets.model import Value
from core.viewer import Viewer
from reports.models import Indicator
from reports.papers.kinds import INDICATORS, Asked
from reports.papers.model import Column, Picture, Row, Section, Table
from reports.queries.indicators import IndicatorValue, indicator_values
from reports.queries.papers.sections import section

PERCENT = Indicator.Unit.PERCENT


def section_of(viewer: Viewer, asked: Asked, today: date) -> Section:
    """Shares and numbers apart: one scale would fit neither."""
    found = indicator_values(viewer, asked.year, viewer.organization, asked.period, today)
    shares = tuple(_row(each) for each in found if each.indicator.unit == PERCENT)
    numbers = tuple(_row(each) for each in found if each.indicator.unit != PERCENT)
    tables = [
        Table("Показатели в процентах", _columns(", %"), shares, picture=Picture("bullets", "План и факт, %", (1, 2))),
        Table("Показатели в числах", _columns(""), numbers),
    ]
    if not found:
        return section(INDICATORS, "Показатели не заведены.")
    return section(INDICATORS, tables=[table for table in tables if table.rows])


def _columns(unit: str) -> tuple[Column, ...]:
    return (
        Column("Показатель", 50, number=False),
        Column(f"Факт{unit}", 14),
        Column(f"План{unit}", 14),
        Column("Отклонение", 16, number=False),
    )


def _row(each: IndicatorValue) -> Row:
    """A yes or a no stays a word, and so does what is hidden or missing."""
    words = each.indicator.unit == Indicator.Unit.YES_NO
    fact: Value = each.said if words or each.figure is None else each.figure
    plan: Value = NO_PLAN if each.plan is None else each.plan_said if words else each.plan
    return (each.indicator.name, fact, plan, each.deviation)

"""Reports of the school in its year: conclusions, a kept report of last month, a letter about the next one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from core import tenancy
from core.viewer import Viewer
from core.years import school_year_of
from reports.actions.papers import save_report, write_words
from reports.actions.schedules import schedule_report
from reports.indicators.periods import quarter_of
from reports.models import ReportSchedule
from reports.papers.kinds import KINDS, PROBLEMS, WORDS, Asked

BEFORE = timedelta(days=30)
TEXTS = {
    PROBLEMS: "Часть согласий родителей ещё не собрана, поэтому пары седьмых классов начнут позже. "
    "Классные руководители раздали бланки, срок – до конца месяца.",
    WORDS: "Программа идёт по карте, отстаёт этап подготовки документов. Пар становится больше, "
    "встречи отмечаются вовремя; главное до конца квартала – согласия и первые встречи новых пар.",
}


def load(viewers: Mapping[str, Viewer], now: datetime) -> None:
    """`viewers`: «login@code of the organization» → who acts."""
    by = viewers["coordinator@demo-school-1"]
    with tenancy.scope(by.scope):
        write_reports(now, by)


def write_reports(now: datetime, by: Viewer) -> None:
    """The figures of the kept report are those of its day as far as terms go, so it tells what has changed."""
    today = by.organization.local_date(now)
    monitoring = Asked(KINDS["monitoring"], school_year_of(today), quarter_of(today))
    for section, text in TEXTS.items():
        write_words(monitoring, section, text, version=0, by=by, now=now)
    save_report(Asked(KINDS["roadmap"], school_year_of(today)), by=by, now=now - BEFORE)
    schedule_report(monitoring.kind, ReportSchedule.Every.QUARTER, by=by, now=now)

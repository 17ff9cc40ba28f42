"""Reminders of schools and of reports: the same pause, words of one's own, one text for a chat."""

from datetime import UTC, datetime, timedelta

import pytest

from reports.models import CampaignReport
from reports.queries.campaign_reminders import awaited_words
from reports.reminding.offers import PAUSE, Offer, chat_text, is_paused, words_for

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def test_nobody_is_reminded_twice_in_three_days() -> None:
    assert not is_paused(None, NOW)
    assert is_paused(NOW - PAUSE + timedelta(seconds=1), NOW)
    assert not is_paused(NOW - PAUSE, NOW)


def test_a_chat_gets_a_line_for_each_who_may_be_reminded() -> None:
    offers = [Offer(1, "СОШ № 1", "", "Ждём", None, False), Offer(2, "СОШ № 2", "", "Ждём", NOW, True)]
    assert chat_text(offers) == "СОШ № 1: Ждём"


def test_a_school_is_told_its_own_reasons() -> None:
    assert words_for([("2 мероприятия просрочено.", "")]) == (
        "Напоминаем о наставничестве. Сейчас: 2 мероприятия просрочено."
    )
    assert words_for([]) == "Напоминаем о наставничестве."


@pytest.mark.parametrize(
    ("state", "due", "words"),
    [
        ("new", 22, "Ждём отчёт до 22.11.2026"),
        ("filling", 20, "Отчёт опаздывает, срок был 20.11.2026"),
        ("returned", 20, "Отчёт возвращён с замечаниями"),
        ("sent", 20, "Отчёт нужно дополнить: в форме новые поля"),
    ],
)
def test_whoever_owes_a_report_is_told_why(state: str, due: int, words: str) -> None:
    report = CampaignReport(state=state, due_on=NOW.replace(day=due).date(), sent_form=1)
    assert awaited_words(report, NOW.date()) == words

"""When a light of a pair is lit, and what it says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.pairing.health import Cause, Health, Level, Life, Thresholds, health, silence_limit

TODAY = date(2026, 11, 22)
LIMITS = Thresholds()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def judged(life: Life) -> Health:
    return health(life, TODAY, LIMITS)


def active(*, began: int = 60, met: int | None = None, kind: str = "regular", **fields) -> Life:
    held = {} if met is None else {kind: (ago(met), ago(met))}
    return Life("active", ago(began), starts_on=ago(began), held=held, **fields)


@pytest.mark.parametrize(
    ("life", "level", "cause", "text"),
    [
        (active(began=10), "no_data", "", "Ждём первую встречу до 22\u00a0ноя"),
        (active(began=11), "risk", "first", "Первой встречи нет 11\u00a0дней, ждём не дольше 10"),
        (active(began=21), "behind", "first", "Первой встречи нет 21\u00a0день, ждём не дольше 10"),
        (active(began=13, met=12), "no_data", "", "Последняя встреча: 10\u00a0ноя"),
        (active(met=30), "on_track", "", "Последняя встреча: 23\u00a0окт"),
        (active(met=31), "risk", "silence", "Нет встреч 31\u00a0день: ждём не дольше 30"),
        (active(met=61, began=90), "behind", "silence", "Нет встреч 61\u00a0день: ждём не дольше 30"),
        (active(met=14, rhythm_days=7), "on_track", "", "Последняя встреча: 8\u00a0ноя"),
        (
            active(met=24, rhythm_days=7),
            "risk",
            "silence",
            "Нет встреч 24\u00a0дня: договорились раз в 7\u00a0дней, ждём не дольше 14",
        ),
        (active(met=21, kind="trial"), "on_track", "", "Последняя встреча: 1\u00a0ноя"),
        (active(met=22, kind="trial"), "risk", "step", "Шаг не меняется 22\u00a0дня: дальше — планирование"),
        (
            active(met=2, ends_on=TODAY + timedelta(days=30)),
            "risk",
            "ending",
            "Кончается через 30\u00a0дней: продлите или завершите",
        ),
        (active(met=2, ends_on=TODAY + timedelta(days=31)), "on_track", "", "Последняя встреча: 20\u00a0ноя"),
        (active(met=2, ends_on=TODAY), "risk", "ending", "Кончается сегодня"),
        (active(met=2, ends_on=ago(1)), "behind", "ending", "Срок вышел 1\u00a0день назад: продлите или завершите"),
        (Life("proposed", ago(7)), "no_data", "", "Ждём ответа до 22\u00a0ноя"),
        (Life("proposed", ago(8)), "risk", "answer", "Нет ответа на предложение 8\u00a0дней, ждём не дольше 7"),
        (Life("agreed", ago(22)), "risk", "order", "Согласована, но не в приказе 22\u00a0дня"),
        (Life("ordered", ago(21)), "no_data", "", "В приказе, скоро начнёт работу"),
        (Life("paused", ago(3)), "no_data", "", "Приостановлена с 19\u00a0ноя"),
        (Life("paused", ago(22)), "risk", "pause", "Приостановлена 22\u00a0дня: возобновите или завершите"),
        (Life("completed", ago(300)), "no_data", "", "Пара уже не встречается"),
    ],
)
def test_a_light_says_why(life, level, cause, text):
    found = judged(life)

    assert (found.level, found.cause, found.why) == (level, cause, text)


def test_the_most_serious_reason_comes_first():
    found = judged(active(met=40, ends_on=ago(2)))

    assert [reason.cause for reason in found.reasons] == [Cause.ENDING, Cause.SILENCE]
    assert (found.level, found.words, found.is_alarming) == (Level.BEHIND, "Отстаёт", True)


def test_an_organization_waits_as_long_as_it_likes():
    life = active(met=40)

    assert health(life, TODAY, Thresholds(silence=45)).level == Level.GOOD
    assert health(active(began=11), TODAY, Thresholds(first_meeting=12)).level == Level.EARLY


@pytest.mark.parametrize(("rhythm", "limit"), [(None, 30), (7, 14), (10, 15), (14, 21), (15, 23)])
def test_silence_is_one_and_a_half_of_the_rhythm(rhythm, limit):
    assert silence_limit(rhythm, LIMITS) == limit


@given(met=st.integers(0, 400), later=st.integers(0, 60), rhythm=st.none() | st.integers(1, 90))
def test_waiting_longer_never_looks_better(met, later, rhythm):
    order = [Level.GOOD, Level.RISK, Level.BEHIND]
    sooner = active(began=500, met=met, rhythm_days=rhythm)
    after = active(began=500, met=met + later, rhythm_days=rhythm)

    assert order.index(judged(sooner).level) <= order.index(judged(after).level)

"""Words, dates and marks as the screen shows them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from core import words
from core.templatetags import ui

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "пар"),
        (1, "пара"),
        (2, "пары"),
        (5, "пар"),
        (11, "пар"),
        (14, "пар"),
        (21, "пара"),
        (22, "пары"),
        (111, "пар"),
    ],
)
def test_plural_has_three_forms(number: int, word: str) -> None:
    assert ui.plural(number, "пара,пары,пар") == word


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 21), "сегодня"),
        (date(2026, 11, 22), "завтра"),
        (date(2026, 11, 20), "вчера"),
        (date(2026, 12, 3), "3\u00a0дек"),
        (date(2027, 11, 21), "21.11.2027"),
    ],
)
def test_day_is_relative_only_near(value: date, text: str) -> None:
    assert ui.day(value, TODAY) == f'<time datetime="{value.isoformat()}">{text}</time>'


def test_day_takes_a_moment_in_the_local_zone() -> None:
    assert "сегодня" in ui.day(datetime(2026, 11, 20, 22, 30, tzinfo=UTC), TODAY)


def test_moment_shows_the_local_clock() -> None:
    assert "сегодня, 8:05" in ui.moment(datetime(2026, 11, 21, 5, 5, tzinfo=UTC), TODAY)


@pytest.mark.parametrize("filtered", [ui.day, ui.moment, ui.date_long])
def test_no_date_is_an_empty_text(filtered: object) -> None:
    assert filtered(None) == ""


def test_long_date_is_of_documents() -> None:
    assert ui.date_long(TODAY) == "21\u00a0ноября 2026\u00a0г."


@pytest.mark.parametrize(
    ("count", "text"),
    [(12, "12\u00a0Б"), (245_760, "240\u00a0КБ"), (1_468_006, "1,4\u00a0МБ"), (20 * 1024**2, "20\u00a0МБ")],
)
def test_size_is_in_words(count: int, text: str) -> None:
    assert ui.size(count) == text


def test_status_has_shape_word_and_colour() -> None:
    html = Template('{% status "overdue" "Просрочено на 5 дн." %}').render(Context())
    assert html == (
        '<span class="st s-bad"><svg class="sh s-bad" aria-hidden="true"><use href="/static/icons.svg#s-square"/></svg>'
        "<span>Просрочено на 5 дн.</span></span>"
    )


def test_text_of_a_status_is_escaped() -> None:
    assert "&lt;b&gt;" in ui.status("done", "<b>")


def test_meter_never_overflows() -> None:
    assert 'width="100"' in ui.meter(9, 3)
    assert 'width="0"' in ui.meter(0, 0)


@pytest.mark.parametrize(
    ("agent", "text"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/130 YaBrowser/24 Safari/537", "Яндекс\u00a0Браузер, компьютер, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/115.0", "Firefox, компьютер, Windows"),
        ("curl", "неизвестный браузер"),
    ],
)
def test_browser_is_named_in_words(agent: str, text: str) -> None:
    assert words.browser_name(agent) == text

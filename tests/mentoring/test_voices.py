"""Words for what both sides say about their pair."""

from datetime import date

from mentoring.meetings.voices import Told, topics_of

AT = date(2026, 11, 10)


def told(who: str, question: str, *values: int) -> list[Told]:
    return [Told(ord(who), who, question, value, "", AT) for value in values]


def test_the_last_answer_of_each_side_stands_beside_the_one_before():
    [fit, pulse] = topics_of([*told("А", "pulse", 8, 5), *told("Б", "pulse", 8), *told("А", "fit", 1, 0)])

    assert [(voice.who, voice.words, voice.mark) for voice in fit.voices] == [("А", "Нет, не подошли", "risk")]
    assert [(voice.who, voice.words, voice.mark) for voice in pulse.voices] == [
        ("А", "5 из 10, было 8", "risk"),
        ("Б", "8 из 10", "no_data"),
    ]
    assert (fit.warning, pulse.warning) == ("", "Стороны видят работу по-разному.")


def test_nothing_said_is_nothing_shown():
    assert topics_of([]) == []

"""A paper on a screen: what becomes a tick, what a line, what is kept of them. No database."""

from mentoring.consents.screens import Marks, parts_of, signed, ticked_words
from mentoring.consents.texts import Facts
from mentoring.consents.wording import built_in

FACTS = Facts("Школа", "г. Примерск", "", "", 12, pages="school.example.org")
BODY = "Что: [клетка] имя, класс;  [клетка] фото.\n\nИНН [ИНН], [оператор]\n\nУсловия: [строка], срок [срок]"


def test_boxes_and_lines_become_questions_and_facts_words() -> None:
    what, facts, terms = parts_of(BODY, FACTS)

    assert (what.words, what.boxes, what.lines) == ("Что:", ("имя, класс", "фото"), ())
    assert (facts.words, facts.is_asked) == ("ИНН ____________________, Школа", False)
    assert (terms.boxes, terms.lines) == ((), ("Условия",))


def test_what_was_ticked_and_written_stands_in_the_words() -> None:
    words = signed(BODY, FACTS, Marks((1,), ("без фамилии",)))

    assert words.splitlines()[0] == "Что: [нет] имя, класс; [да] фото."
    assert words.splitlines()[2].replace("\u00a0", " ") == "Условия: без фамилии, срок 1 год со дня подписания"
    assert ticked_words(BODY, FACTS, (1,)) == ["фото"]


def test_a_publication_asks_what_and_where() -> None:
    asked = [part for part in parts_of(built_in("dissemination", "guardian"), FACTS) if part.boxes]

    assert [len(part.boxes) for part in asked] == [5, 3]
    assert "сайт оператора" in asked[1].boxes


def test_words_without_boxes_ask_nothing() -> None:
    assert not any(part.is_asked for part in parts_of(built_in("processing", "guardian"), FACTS))

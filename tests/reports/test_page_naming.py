"""Whom a public text may not name."""

import pytest

from reports.page.naming import named, root_of, roots_of, without

HIDDEN = roots_of(["Примерова", "Условный", "Учебнов-Тестов", "Пробнёв"])


@pytest.mark.parametrize("word", ["Примеров", "Примерову", "Примеровым", "Примеровой", "Примеровы"])
def test_all_cases_have_one_root(word: str) -> None:
    assert root_of(word) == "примеров"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Спасибо Примеровой А. П.!", "Спасибо П. А. П.!"),
        ("Условного и Условную поздравили.", "У. и У. поздравили."),
        ("Выступил Тестов-Учебнов.", "Выступил Т.-У."),
        ("Пробневу вручён диплом.", "П. вручён диплом."),
        ("Спасибо ПРИМЕРОВОЙ Анне, МБОУ СОШ", "Спасибо П. Анне, МБОУ СОШ"),
        ("Это примерный урок, условный зачёт.", "Это примерный урок, условный зачёт."),
    ],
)
def test_only_the_first_letter_of_a_surname_is_left(text: str, left: str) -> None:
    assert without(text, HIDDEN) == left


def test_the_words_to_be_shortened_are_told_once() -> None:
    assert named("Примерова и Примерову, Образцова", HIDDEN) == ["Примерова", "Примерову"]


def test_a_short_surname_stays_whole() -> None:
    assert root_of("Лем") == "лем"

"""The copy for the site names no minor, in whatever case and order the name stands."""

from dataclasses import dataclass

import pytest

from orders.blocks import Appendix, Column, Group, Paper, Requisites, Signature, Table, Visa, plain_clauses
from orders.grammar import Forms
from orders.printing.veil import veil_of, veiled
from orders.wording import Who


@dataclass
class Child:
    last_name: str = "Азбукина"
    first_name: str = "Анна"
    patronymic: str = "Петровна"
    gender: str = "f"


def paper(*clauses: str, rows: tuple[tuple[str, ...], ...] = ()) -> Paper:
    table = Table((Column("Наставник", 1), Column("Наставляемый", 1)), (Group("", rows),))
    return Paper(
        title="О поощрении",
        requisites=Requisites(number="7-од"),
        clauses=plain_clauses(*clauses),
        signature=Signature("Директор", "А.П.\u00a0Азбукин"),
        appendices=(Appendix("Пары", table=table),),
        acquainted=(Visa("учитель", "О.В. Опытнова"),),
        executor="Иванова И.И., 12-34",
    )


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("Наградить Азбукину Анну Петровну грамотой.", "Наградить А.А.П. грамотой."),
        ("Вручить Азбукиной А.П. письмо.", "Вручить А.А.П. письмо."),
        ("Вручить Азбукиной\u00a0А.П. письмо.", "Вручить А.А.П. письмо."),
        ("Работа с А.П. Азбукиной окончена.", "Работа с А.А.П. окончена."),
        ("Анна Азбукина выступит.", "А.А.П. выступит."),
        ("Доклад Азбукиной.", "Доклад А.."),
        ("Азбукинская чтение не меняется.", "Азбукинская чтение не меняется."),
    ],
)
def test_name_goes_in_every_case(words: str, instead: str) -> None:
    whole = paper(words)

    public = veiled(whole, veil_of(whole, [Child()]))

    assert public.clauses[0].text == instead


def test_the_two_dots_of_a_letter_hide_nobody() -> None:
    whole = paper("Наградить Семенова Петра и СЕМЁНОВА П.И.")
    public = veiled(whole, veil_of(whole, [Child("Семёнов", "Пётр", "Ильич", "m")]))
    assert "емен" not in public.clauses[0].text.casefold().replace("ё", "е")


def test_table_keeps_adults_and_hides_children() -> None:
    whole = paper("Утвердить.", rows=(("Опытнова Ольга Васильевна, учитель", "Азбукина Анна Петровна, 7 «А»"),))

    public = veiled(whole, veil_of(whole, [Child()]))

    [group] = public.appendices[0].table.groups
    assert group.rows == (("Опытнова Ольга Васильевна, учитель", "А.А.П., 7 «А»"),)
    assert (public.acquainted, public.executor, public.signature) == ((), "", whole.signature)


def test_veil_keeps_only_what_the_paper_says() -> None:
    whole = paper("Наградить Азбукину Анну Петровну.")

    assert veil_of(whole, [Child(), Child("Буквин", "Борис", "Ильич", "m")]) == [
        ("Азбукину Анну Петровну", "А.А.П."),
        ("Азбукину Анну", "А.А.П."),
        ("Азбукину", "А."),
    ]


def test_forms_that_people_put_right_are_hidden_too() -> None:
    known = {("person", "Заяц Ян"): Forms("Заяца Яна", "Заяцу Яну", "Заяца Яна", "Заяцем Яном", "Заяце Яне")}
    paper = Paper(clauses=plain_clauses("Наградить Заяца Яна и вручить грамоту Заяцу\u00a0Я."))
    veil = veil_of(paper, [Who("Заяц", "Ян", "", "m")], known)
    assert "Заяц" not in veiled(paper, veil).clauses[0].text

"""Cases of names, positions and organizations: the rules, by words of our own choice."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from orders.grammar import CASES, Case, Kind, answer, before, decline_name, decline_phrase, gender_of
from orders.grammar.people import decline_full

S, F, P = Kind.SURNAME, Kind.FIRST, Kind.PATRONYMIC


@pytest.mark.parametrize(
    ("kind", "text", "gender", "gen", "ins"),
    [
        (S, "Примеров", "m", "Примерова", "Примеровым"),
        (S, "Примерова", "f", "Примеровой", "Примеровой"),
        (S, "Тестенко", "m", "Тестенко", "Тестенко"),
        (S, "Седых", "f", "Седых", "Седых"),
        (S, "Коваль", "f", "Коваль", "Коваль"),
        (S, "Коваль", "m", "Коваля", "Ковалем"),
        (S, "Окуджава", "m", "Окуджавы", "Окуджавой"),
        (S, "Золя", "m", "Золя", "Золя"),
        (S, "Дикой", "m", "Дикого", "Диким"),
        (S, "Полевой", "m", "Полевого", "Полевым"),
        (S, "Грач", "m", "Грача", "Грачом"),
        (S, "Груша", "f", "Груши", "Грушей"),
        (S, "Эрлих", "m", "Эрлиха", "Эрлихом"),
        (S, "Эрлих", "f", "Эрлих", "Эрлих"),
        (S, "Пак", "m", "Пака", "Паком"),
        (S, "Семёнов-Тян-Шанский", "m", "Семёнова-Тян-Шанского", "Семёновым-Тян-Шанским"),
        (S, "Тер-Образцов", "m", "Тер-Образцова", "Тер-Образцовым"),
        (S, "Ван дер Варден", "m", "Ван дер Вардена", "Ван дер Варденом"),
        (S, "ПРИМЕРОВ", "m", "ПРИМЕРОВА", "ПРИМЕРОВЫМ"),
        (S, "Добрый", "m", "Доброго", "Добрым"),
        (S, "Хорошая", "f", "Хорошей", "Хорошей"),
        (S, "Чужая", "f", "Чужой", "Чужой"),
        (S, "Львов", "m", "Львова", "Львовым"),
        (S, "Шин", "m", "Шина", "Шином"),
        (S, "Ерш", "m", "Ерша", "Ершом"),
        (S, "Прохин-Чуб", "m", "Прохина-Чуба", "Прохиным-Чубом"),
        (S, "Пирия", "f", "Пирии", "Пирией"),
        (S, "Гулиа", "m", "Гулиа", "Гулиа"),
        (S, "Мамед-заде", "m", "Мамед-заде", "Мамед-заде"),
        (S, "Селим-оглы", "m", "Селим-оглы", "Селим-оглы"),
        (S, "Галка", "f", "Галки", "Галкой"),
        (F, "Илия", "m", "Илии", "Илией"),
        (F, "Ева-Луиза", "f", "Евы-Луизы", "Евой-Луизой"),
        (F, "Жан-Поль", "m", "Жан-Поля", "Жан-Полем"),
        (P, "Силыч", "m", "Силыча", "Силычем"),
        (F, "Лев", "m", "Льва", "Львом"),
        (F, "Илья", "m", "Ильи", "Ильёй"),
        (F, "Любовь", "f", "Любови", "Любовью"),
        (F, "Анна-Мария", "f", "Анны-Марии", "Анной-Марией"),
        (F, "Хадижа", "f", "Хадижи", "Хадижей"),
        (F, "Айжан", "f", "Айжан", "Айжан"),
        (P, "Лукич", "m", "Лукича", "Лукичом"),
        (P, "Петрович", "m", "Петровича", "Петровичем"),
        (P, "Фоминична", "f", "Фоминичны", "Фоминичной"),
        (S, "Бюлов", "m", "Бюлова", "Бюловом"),
        (S, "фон Вирхов", "m", "фон Вирхова", "фон Вирховом"),
        (S, "ГУДВИН", "m", "ГУДВИНА", "ГУДВИНОМ"),
        (S, "Джонин", "m", "Джонина", "Джонином"),
        (S, "Бэклин", "f", "Бэклин", "Бэклин"),
        (S, "Хабибуллин", "m", "Хабибуллина", "Хабибуллиным"),
        (S, "Строгий", "m", "Строгого", "Строгим"),
        (S, "Стража", "f", "Стражи", "Стражей"),
        (F, "Мкртич", "m", "Мкртича", "Мкртичем"),
        (F, "Лоренц", "m", "Лоренца", "Лоренцем"),
        (P, "Вагиф оглы", "m", "Вагиф оглы", "Вагиф оглы"),
    ],
)
def test_parts_of_names(kind: Kind, text: str, gender: str, gen: str, ins: str) -> None:
    forms = decline_name(kind, text, gender)
    assert (forms.gen, forms.ins, forms.sure) == (gen, ins, True)


@pytest.mark.parametrize(
    ("text", "gender", "gen"),
    [
        ("Орёл", "m", "Орла"),
        ("Кузнец", "m", "Кузнеца"),
        ("Кравец", "m", "Кравца"),
        ("Соловей", "m", "Соловья"),
        ("Третий", "m", "Третьего"),
        ("Калина", "f", "Калиной"),
        ("Топчий", "m", "Топчия"),
        ("Левша", "m", "Левши"),
        ("Мышь", "m", "Мыша"),
        ("Соль", "m", "Соля"),
        ("Гуляй", "m", "Гуляя"),
        ("Рева", "m", "Ревы"),
        ("Рубин", "m", "Рубина"),
    ],
)
def test_surnames_that_families_decline_differently_are_asked_about(text: str, gender: str, gen: str) -> None:
    forms = decline_name(S, text, gender)
    assert (forms.gen, forms.sure) == (gen, False)


@pytest.mark.parametrize(
    ("text", "ins"),
    [
        ("Чаплин", "Чаплином"),
        ("Мартин", "Мартином"),
        ("Эшлин", "Эшлином"),
        ("Эллоуин", "Эллоуином"),
        ("фон Примеров", "фон Примеровом"),
    ],
)
def test_surnames_that_may_be_foreign_are_asked_about(text: str, ins: str) -> None:
    forms = decline_name(S, text, "m")
    assert (forms.ins, forms.sure) == (ins, False)


@pytest.mark.parametrize(
    ("parts", "ins", "sure"),
    [
        (("Прумлин", "Джон", ""), "Прумлином Джоном", False),
        (("Иванов", "Джон", ""), "Ивановым Джоном", False),
        (("ПРУМЛИН", "Джон", ""), "ПРУМЛИНЫМ Джоном", False),
        (("Дарвин", "Джон", ""), "Дарвином Джоном", True),
        (("Прумлер", "Джон", ""), "Прумлером Джоном", True),
        (("Прумлин", "Джон", "Петрович"), "Прумлиным Джоном Петровичем", True),
        (("Прумлин", "Иван", ""), "Прумлиным Иваном", True),
    ],
)
def test_a_surname_beside_a_foreign_first_name(parts: tuple[str, str, str], ins: str, sure: bool) -> None:
    forms = decline_full(*parts, "m")
    assert (forms.ins, forms.sure) == (ins, sure)


def test_without_a_gender_the_nominative_is_left() -> None:
    forms = decline_name(S, "Примеров", "")
    assert {forms[case] for case in CASES} == {"Примеров"}
    assert not forms.sure


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        (("Коваль", "Саша", "Петрович"), "m"),
        (("Коваль", "Саша", "Петровна"), "f"),
        (("Примерова", "Анна", ""), "f"),
        (("Примеров", "Иван", ""), "m"),
        (("Коваль", "Анна", ""), ""),
        (("Примерова", "А.", "П."), ""),
        (("Примерова", "Иван", ""), ""),
    ],
)
def test_gender_is_told_or_asked(name: tuple[str, str, str], gender: str) -> None:
    assert gender_of(*name) == gender


@pytest.mark.parametrize(
    ("text", "gen", "acc"),
    [
        ("учитель рисования", "учителя рисования", "учителя рисования"),
        ("главный специалист-эксперт", "главного специалиста-эксперта", "главного специалиста-эксперта"),
        ("заведующая отделением, логопед", "заведующей отделением, логопеда", "заведующую отделением, логопеда"),
        ("учитель химии, биологии", "учителя химии, биологии", "учителя химии, биологии"),
        ("методист – автор проекта", "методиста – автора проекта", "методиста – автора проекта"),
        ("пресс-секретарь", "пресс-секретаря", "пресс-секретаря"),
        ("1-й заместитель директора", "1-го заместителя директора", "1-го заместителя директора"),
        ("и.о. директора", "и.о. директора", "и.о. директора"),
        ("временно исполняющая обязанности", "временно исполняющей обязанности", "временно исполняющую обязанности"),
        ("ДИРЕКТОР ШКОЛЫ", "ДИРЕКТОРА ШКОЛЫ", "ДИРЕКТОРА ШКОЛЫ"),
        ("рабочий (дворник)", "рабочего (дворника)", "рабочего (дворника)"),
        ("судья", "судьи", "судью"),
        ("шеф-повар", "шеф-повара", "шеф-повара"),
        ("фитнес-тренер", "фитнес-тренера", "фитнес-тренера"),
        ("тьютор", "тьютора", "тьютора"),
        ("модератор", "модератора", "модератора"),
        ("ст. вожатый", "ст. вожатого", "ст. вожатого"),
        ("Зам.директора по АХЧ", "Зам.директора по АХЧ", "Зам.директора по АХЧ"),
        (
            "родитель (законный представитель)",
            "родителя (законного представителя)",
            "родителя (законного представителя)",
        ),
        (
            "педагог-наставник (учитель химии)",
            "педагога-наставника (учителя химии)",
            "педагога-наставника (учителя химии)",
        ),
        ("учитель труда (мальчики)", "учителя труда (мальчики)", "учителя труда (мальчики)"),
        ("директор и учредитель", "директора и учредителя", "директора и учредителя"),
        ("заведующий мастерской", "заведующего мастерской", "заведующего мастерской"),
        ("учитель химии; тренер", "учителя химии; тренера", "учителя химии; тренера"),
    ],
)
def test_positions_decline_by_their_head(text: str, gen: str, acc: str) -> None:
    forms = decline_phrase(text, animate=True)
    assert (forms.gen, forms.acc) == (gen, acc)


@pytest.mark.parametrize(
    ("text", "gen", "acc"),
    [
        ("вечерняя (сменная) школа", "вечерней (сменной) школы", "вечернюю (сменную) школу"),
        ("Управляющий совет", "Управляющего совета", "Управляющий совет"),
        ("курсы машинистов", "курсов машинистов", "курсы машинистов"),
        ("ООО «Ромашка»", "ООО «Ромашка»", "ООО «Ромашка»"),
        ("школа-сад № 3", "школы-сада № 3", "школу-сад № 3"),
        ("Центр роста – детский сад № 7", "Центра роста – детского сада № 7", "Центр роста – детский сад № 7"),
        ("Высшая школа права", "Высшей школы права", "Высшую школу права"),
        ("Свято-Никольский храм", "Свято-Никольского храма", "Свято-Никольский храм"),
        ("Кванториум", "Кванториума", "Кванториум"),
        ("ОО администрации округа", "ОО администрации округа", "ОО администрации округа"),
        ("Минкультуры края", "Минкультуры края", "Минкультуры края"),
        ("Совет дела (важных людей)", "Совета дела (важных людей)", "Совет дела (важных людей)"),
    ],
)
def test_organizations_decline_by_their_head(text: str, gen: str, acc: str) -> None:
    forms = decline_phrase(text, animate=False)
    assert (forms.gen, forms.acc) == (gen, acc)


@pytest.mark.parametrize(
    ("text", "dat"),
    [
        (
            "индивидуальный предприниматель Примеров Пётр Ильич",
            "индивидуальному предпринимателю Примерову Петру Ильичу",
        ),
        ("ИП Примерова Анна Ильинична", "ИП Примеровой Анне Ильиничне"),
    ],
)
def test_a_partner_who_is_one_person(text: str, dat: str) -> None:
    forms = decline_phrase(text, animate=False)
    assert (forms.dat, forms.sure) == (dat, True)


@pytest.mark.parametrize(
    ("text", "gen"),
    [
        ("МКОУ Сосновая СОШ", "МКОУ Сосновой СОШ"),
        ("казённое учреждение основная школа № 7", "казённого учреждения основной школы № 7"),
        ("учреждение культуры Дом творчества", "учреждения культуры Дом творчества"),
        ("вуз-партнёр", "вуза-партнёра"),
    ],
)
def test_a_name_without_quotes_is_asked_about(text: str, gen: str) -> None:
    forms = decline_phrase(text, animate=False)
    assert (forms.gen, forms.sure) == (gen, False)


@pytest.mark.parametrize("place", ["села Речное", "посёлка Ясный", "с. Речное"])
def test_the_name_of_a_place_is_no_second_head(place: str) -> None:
    forms = decline_phrase(f"основная школа {place}", animate=False)
    assert (forms.gen, forms.sure) == (f"основной школы {place}", True)


def test_a_phrase_without_a_head_is_left_and_asked_about() -> None:
    forms = decline_phrase("по воспитательной работе", animate=True)
    assert (forms.gen, forms.sure) == ("по воспитательной работе", False)


@given(text=st.text(max_size=60))
def test_no_text_breaks_the_grammar(text: str) -> None:
    for kind in ("surname", "first_name", "patronymic", "person", "position", "organisation"):
        found = answer({"id": 1, "kind": kind, "text": text, "gender": "m"})
        assert set(found["forms"]) == {case.value for case in Case}


def inflected(lines: str, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", StringIO(lines))
    out = StringIO()
    call_command("inflect", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_inflect_answers_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    person = {"id": "a", "kind": "person", "text": "Примерова Анна Петровна", "gender": "f"}
    post = {"id": "b", "kind": "position", "text": "директор школы", "animate": True}
    first, second = inflected(f"{json.dumps(person)}\n\n{json.dumps(post)}\n", monkeypatch)
    assert (first["id"], first["sure"], first["forms"]["dat"]) == ("a", True, "Примеровой Анне Петровне")
    assert second["forms"]["ins"] == "директором школы"


def test_inflect_names_the_line_it_cannot_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="Строка 1"):
        inflected("{}\n", monkeypatch)


@pytest.mark.parametrize(
    ("preposition", "words", "said"),
    [
        ("о", "Анне", "об"), ("Об", "Елене", "О"), ("о", "«Истоке»", "об"), ("о", "школе", "о"), ("О", "учителе", "Об"),
        ("в", "Владимирской школе", "во"), ("в", "ВСОШ № 2", "в"), ("во", "вечерней школе", "в"),
        ("с", "2\u00a0мая", "со"), ("с", "20\u00a0мая", "с"), ("со", "Анной", "с"), ("с", "Светланой", "со"),
        ("о", "11 парах", "об"), ("о", "110 парах", "о"),
    ],
)  # fmt: skip
def test_prepositions_follow_the_sound(preposition: str, words: str, said: str) -> None:
    assert before(preposition, words) == said

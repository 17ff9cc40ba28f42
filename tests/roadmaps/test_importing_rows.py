import pytest

from roadmaps.importing.document import interpret, read_document, read_pasted
from roadmaps.importing.results import Choices, ImportResult, ProblemKind, TableResult
from roadmaps.terms import Confidence, Frame
from tests.roadmaps.importing_files import HEADER, PLAN, UP, Rows, excel, word

YEAR = Frame(academic_year=2023)


def read(*rows: Rows, ragged: bool = False) -> ImportResult:
    return interpret(read_document(word(rows, ragged=ragged), "карта.docx"), YEAR)


def table(*rows: Rows, ragged: bool = False) -> TableResult:
    return read(*rows, ragged=ragged).tables[0]


def named(found: TableResult) -> list[tuple[str | None, str, str]]:
    return [(stage.name, item.name, item.term) for stage in found.stages for item in stage.activities]


def whys(result: ImportResult, kind: ProblemKind) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.why) for problem in result.problems if problem.kind is kind]


def test_merged_stage_and_activity_are_carried_down() -> None:
    found = table(
        HEADER,
        ("1.", "Подготовка", "Приказы", "Приказ о начале", "ноябрь", "Директор"),
        (UP, UP, "Выбор форм", "Опрос", "декабрь", "Куратор"),
        (UP, UP, UP, "Совещание", "январь", "Директор"),
        ("2.", "Завершение", "Отчёт", "Сбор данных", "май", "Куратор"),
    )
    assert named(found) == [
        ("Подготовка", "Приказы", "ноябрь"), ("Подготовка", "Выбор форм", "декабрь"),
        ("Подготовка", "Выбор форм", "январь"), ("Завершение", "Отчёт", "май"),
    ]  # fmt: skip
    assert [item.number for item in found.activities] == ["1.", "1.", "1.", "2."]
    assert [item.inherited for item in found.activities] == [False, False, True, False]


def test_sections_over_all_columns_are_stages_with_parents() -> None:
    found = table(
        PLAN,
        ("ПОДГОТОВИТЕЛЬНЫЙ ЭТАП",),
        ("1", "Опрос", "сентябрь", "Куратор"),
        ("НОРМАТИВНОЕ ОБЕСПЕЧЕНИЕ",),
        ("2", "Приказ", "октябрь", "Директор"),
        ("ОСНОВНОЙ ЭТАП",),
        ("1", "Встречи", "ноябрь", "Наставники"),
    )
    assert [(stage.name, stage.parent) for stage in found.stages] == [
        ("ПОДГОТОВИТЕЛЬНЫЙ ЭТАП", None), ("НОРМАТИВНОЕ ОБЕСПЕЧЕНИЕ", "ПОДГОТОВИТЕЛЬНЫЙ ЭТАП"), ("ОСНОВНОЙ ЭТАП", None),
    ]  # fmt: skip
    assert found.stages[0].standard == 1


def test_numbered_sections_are_nested() -> None:
    found = table(
        PLAN, ("1. Обучение",), ("1.1. Курсы для наставников",), ("1", "Курс", "май", "Методист"),
        ("1.2. Семинары",), ("2", "Семинар", "июнь", "Методист"),
    )  # fmt: skip
    assert [(stage.name, stage.parent) for stage in found.stages] == [
        ("1.1. Курсы для наставников", "1. Обучение"), ("1.2. Семинары", "1. Обучение"),
    ]  # fmt: skip


def test_header_numbers_repeated_header_and_dashes_are_listed_as_unused() -> None:
    result = read(
        HEADER, ("1", "2", "3", "4", "5", "6"), ("1", "Этап", "Дело", "Что", "май", "Куратор"), HEADER,
        ("2", "Итоги", "Отчёт", "Сбор", "июнь", "Куратор"), ("--", "--", "------", "---", "--", "--"),
    )  # fmt: skip
    assert len(result.tables[0].activities) == 2
    assert whys(result, ProblemKind.UNUSED) == [
        (2, "строка с номерами столбцов"), (4, "повтор заголовка таблицы"), (6, "строка из чёрточек"),
    ]  # fmt: skip


def test_row_cut_by_a_page_is_joined_and_said() -> None:
    result = read(
        HEADER,
        ("1", "Формирование пар", "Отбор", "Анализ анкет и соедине-", "2023-2024", "Куратор и"),
        ("", "", "", "ние наставников в пары.", "учебный год", "психолог"),
        ("", "", "Приказ", "Издание приказа", "ноябрь", "Директор"),
    )
    first = result.tables[0].activities[0]
    assert first.content == "Анализ анкет и соединение наставников в пары."
    assert (first.term, first.responsible) == ("2023-2024 учебный год", "Куратор и психолог")
    assert first.reading.confidence is Confidence.CHECK
    assert whys(result, ProblemKind.JOINED) == [(3, "строка 3 присоединена к строке 2 как её продолжение")]
    assert len(result.tables[0].activities) == 2


def test_rows_can_be_set_apart() -> None:
    document = read_document(
        word((HEADER, ("1", "Этап", "Дело", "Начало", "май", "Куратор"), ("", "", "", "Ещё дело.", "", ""))), "к.docx"
    )
    together = interpret(document, YEAR).tables[0].activities
    apart = interpret(document, YEAR, Choices(apart=frozenset({(0, 3)}))).tables[0].activities
    assert [item.content for item in together] == ["Начало Ещё дело."]
    assert [item.content for item in apart] == ["Начало", "Ещё дело."]


def test_word_cut_without_a_hyphen_is_whole_again() -> None:
    found = table(
        PLAN,
        ("1", "Организа\nция встреч", "май", "Куратор"),
        ("2", "Социально-\nпедагогический совет", "май", "Куратор"),
    )
    assert [item.name for item in found.activities] == ["Организация встреч", "Социально-педагогический совет"]


def test_name_and_stage_that_go_on_beside_the_next_row() -> None:
    found = table(
        HEADER,
        ("1", "Организация работы", "Комплекс встреч", "Встречи пар", "ноябрь", "Наставники"),
        ("", "наставнических пар", "наставников и наставляемых", "", "", ""),
        ("", "", "Контроль", "Анкеты", "май", "Куратор"),
    )
    assert named(found) == [
        ("Организация работы наставнических пар", "Комплекс встреч наставников и наставляемых", "ноябрь"),
        ("Организация работы наставнических пар", "Контроль", "май"),
    ]


@pytest.mark.parametrize("ragged", [True, False])
@pytest.mark.parametrize("lost", [1, 2])
def test_lost_leading_cells_are_put_back(lost: int, ragged: bool) -> None:
    row = ("1", "Подготовка", "Информирование", "Сайт школы", "Сентябрь 2023\nФевраль 2024", "Кураторы школ")
    result = read(HEADER, ("1", "Подготовка", "Приказ", "Издание", "август", "Директор"), row[lost:], ragged=ragged)
    second = result.tables[0].activities[1]
    assert (second.name, second.content, second.responsible) == ("Информирование", "Сайт школы", "Кураторы школ")
    assert len(second.reading.windows) == 2
    assert second.reading.confidence is Confidence.CHECK
    assert whys(result, ProblemKind.DOUBT) == [(3, f"строка сдвинута: потеряно ячеек слева — {lost}")]


def test_blank_row_is_the_same_activity_with_another_term() -> None:
    found = table(
        ("№", "Мероприятие", "Результат", "Срок", "Ответственный"),
        ("2", "Назначение ответственных", "Приказ", "май 2024", "Отдел образования"),
        ("", "", "", "май-июнь 2024", "Образовательные организации"),
    )
    assert [(item.name, item.result, item.number, item.term) for item in found.activities] == [
        ("Назначение ответственных", "Приказ", "2", "май 2024"),
        ("Назначение ответственных", "Приказ", "2", "май-июнь 2024"),
    ]


def test_second_responsible_alone_is_added_to_the_activity() -> None:
    found = table(PLAN, ("1", "Совет", "май", "Директор"), ("", "", "", "Куратор"))
    assert [item.responsible for item in found.activities] == ["Директор\nКуратор"]


def test_several_terms_in_one_cell_are_several_windows() -> None:
    found = table(PLAN, ("1", "Семинар", "Ноябрь 2023\nЯнварь 2024\nМарт 2024", "Методист"))
    assert [window.start.month for window in found.activities[0].reading.windows] == [11, 1, 3]


def test_row_without_number_or_responsible_is_an_activity() -> None:
    found = table(PLAN, ("1", "Совет", "май", "Директор"), ("", "Виртуальный кабинет", "по заявкам", ""))
    assert [(item.number, item.name, item.responsible) for item in found.activities] == [
        ("1", "Совет", "Директор"), ("", "Виртуальный кабинет", ""),
    ]  # fmt: skip


def test_numbering_may_repeat_and_restart() -> None:
    found = table(PLAN, ("9", "А", "май", "К"), ("9", "Б", "май", "К"), ("1", "В", "май", "К"))
    assert [item.number for item in found.activities] == ["9", "9", "1"]


def test_markup_is_taken_off() -> None:
    found = table(PLAN, ("1", "<ol><li>Совет</li><li>Отчёт</li></ol>", "[bookmark: _GoBack]май", "<p>Директор</p>"))
    first = found.activities[0]
    assert (first.name, first.term, first.responsible) == ("Совет\nОтчёт", "май", "Директор")
    assert first.content_lines == ("Совет", "Отчёт")


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("1.Приказ.\n2. Отчёт", ("Приказ.", "Отчёт")),
        ("1. Приказ. 2. Отчёт о работе. 3. Итог", ("Приказ.", "Отчёт о работе.", "Итог")),
        ("Проведение совета в г. Ивановске. Сбор анкет.", ("Проведение совета в г. Ивановске.", "Сбор анкет.")),
        ("- консультации\n- тренинги", ("консультации", "тренинги")),
        ("Анкетирование", ("Анкетирование",)),
    ],
)
def test_content_becomes_a_checklist(content: str, lines: tuple[str, ...]) -> None:
    found = table(HEADER, ("1", "Этап", "Дело", content, "май", "Куратор"))
    assert found.activities[0].content_lines == lines


def test_name_with_a_list_is_parted() -> None:
    found = table(PLAN, ("1", "Сопровождение:\n- консультации\n- тренинги", "май", "Психолог"))
    assert (found.activities[0].name, found.activities[0].content) == ("Сопровождение", "- консультации\n- тренинги")


def test_numbered_heading_needs_no_merged_cells() -> None:
    found = table(
        PLAN, ("1.", "Обучение", "", ""), ("1.1.", "Курсы", "май", "Методист"), ("1.2.", "Итог", "июнь", "Завуч")
    )
    assert named(found) == [("Обучение", "Курсы", "май"), ("Обучение", "Итог", "июнь")]


def test_month_left_of_the_activities_holds_for_the_rows_below() -> None:
    titles = ("Месяц", "Мероприятие", "Ответственный")
    found = table(titles, ("Октябрь", "Линейка", "Завуч"), ("", "Анкеты", "Психолог"), ("Май", "Совет", "Завуч"))
    assert [item.term for item in found.activities] == ["Октябрь", "Октябрь", "Май"]
    assert found.activities[1].reading.confidence is Confidence.CHECK


def test_stages_with_results_and_no_terms_are_a_roadmap() -> None:
    found = table(("Этапы", "Мероприятия", "Результат"), ("Подготовка", "Создание условий", "Пакет документов"))
    assert named(found) == [("Подготовка", "Создание условий", "")]
    assert found.role == "roadmap"


def test_monthly_headings_give_the_month() -> None:
    found = table(
        ("Содержание работы", "Сроки", "Ответственные"), ("СЕНТЯБРЬ",), ("Линейка", "I неделя", "Завуч"),
        ("ОКТЯБРЬ",), ("Совет", "в течение месяца", "Завуч"),
    )  # fmt: skip
    starts = [item.reading.windows[0].start.isoformat() for item in found.activities]
    assert starts == ["2023-09-01", "2023-10-01"]


def test_table_on_the_next_page_goes_on() -> None:
    data = word(
        "План",
        (PLAN, ("1", "Совет", "май", "Директор")),
        "2",
        (("2", "Отчёт", "июнь", "Куратор"), ("", "", "", "и завуч")),
    )
    result = interpret(read_document(data, "план.docx"), YEAR)
    assert [item.responsible for item in result.tables[0].activities] == ["Директор", "Куратор и завуч"]
    assert ("таблица 2 — продолжение таблицы 1 на следующей странице") in [problem.why for problem in result.problems]


def test_section_rows_of_a_csv_need_no_merging() -> None:
    text = "№;Мероприятие;Срок;Ответственный\nОСНОВНОЙ ЭТАП;;;\n1;Встреча;май;Куратор\nИтого: 1;;;"
    result = interpret(read_pasted(text), YEAR)
    assert named(result.tables[0]) == [("ОСНОВНОЙ ЭТАП", "Встреча", "май")]
    assert whys(result, ProblemKind.UNUSED) == [(4, "примечание под таблицей")]


def test_every_word_of_the_source_is_somewhere() -> None:
    rows = [
        HEADER, ("1", "2", "3", "4", "5", "6"), ("I. Начало",), ("1", "Этапа", "Делаб", "Чтов", "май", "Куратор"),
        ("", "", "", "Ещёг", "", ""), ("", "", "", "", "", "Ктотод"), ("Примечание: сноскае",),
        ("2", "", "", "", "июнь", ""), ("", "Этапж", "", "", "", ""),
    ]  # fmt: skip
    result = read(*rows)
    everything = repr(result)
    words = {word for row in rows for cell in row for word in cell.split() if len(word) > 1}
    assert {word for word in words if word not in everything} == set()


def test_excel_with_merged_cells_reads_like_word() -> None:
    data = excel(
        [PLAN, ("ОСНОВНОЙ ЭТАП",), (1, "Встреча", "май", "Куратор"), (None, None, "июнь", "Директор"),
         (2.0, "Отчёт", "июнь", "Куратор")],
        "A2:D2", "A3:A4", "B3:B4",
    )  # fmt: skip
    found = interpret(read_document(data, "карта.xlsx"), YEAR).tables[0]
    assert [(item.number, item.name, item.term) for item in found.activities] == [
        ("1", "Встреча", "май"), ("1", "Встреча", "июнь"), ("2", "Отчёт", "июнь"),
    ]  # fmt: skip
    assert found.stages[0].name == "ОСНОВНОЙ ЭТАП"

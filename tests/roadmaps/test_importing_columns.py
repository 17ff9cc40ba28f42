import pytest

from core.tables.grids import Grid, Row
from roadmaps.importing.columns import recognise
from roadmaps.importing.document import interpret, read_document, read_pasted
from roadmaps.importing.header_words import role_of_title
from roadmaps.importing.results import Choices, Role
from tests.roadmaps.importing_files import HEADER, PLAN, UP, excel, word


def grid(*rows: tuple[str, ...]) -> Grid:
    return Grid(index=0, rows=tuple(Row(number, row, given=len(row)) for number, row in enumerate(rows, start=1)))


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("№ п/п", "number"), ("№п /п", "number"), ("N", "number"), ("№", "number"), ("Номер строки", "number"),
        ("Наименование этапа", "stage"), ("Этап", "stage"), ("Раздел", "stage"),
        ("Мероприятия", "activity"), ("Наименование мероприятия", "activity"),
        ("Дела, события, мероприятия", "activity"),
        ("Вопросы, подлежащие контролю", "activity"), ("Вид", "activity"), ("Виды работ, содержание", "activity"),
        ("Содержание деятельности", "content"), ("Содержание подэтапов", "substage"),
        ("Сроки исполнени я", "term"), ("Срок реализа-", "term"), ("Дата проведения", "term"), ("Месяц", "term"),
        ("Ориентировочное время проведения", "term"), ("Время и место исполнения", "term"),
        ("Ответственн ые", "responsible"), ("Ответственный за выполнение", "responsible"), ("Отв. лица", "responsible"),
        ("ФИО ответственного", "responsible"),
        ("Ответственный исполнитель/ соисполнители", "responsible"),
        ("Форма завершения, итоги", "result"), ("Отметка о выполнении", "result"),
        ("Результат. Вид документа", "result"),
        ("Ожидаемые результаты", "result"), ("Содержание деятельности и результат", "outcome"),
        ("Целевая аудитория", "audience"), ("Классы", "audience"),
        ("Сроки обучения", "other"), ("Источники и объёмы финансирования", "other"), ("Форма", "other"),
        ("Наименование показателя", "indicator"), ("Значение", "indicator"), ("Фломастеры", None), ("", None),
    ],
)  # fmt: skip
def test_title_names_its_role(title: str, role: str | None) -> None:
    assert role_of_title(title) == role


def test_activity_and_content_are_a_pair() -> None:
    columns = recognise(grid(HEADER, ("1", "Этап", "Дело", "Что", "май", "Куратор")))
    assert (columns.stage, columns.activity, columns.content, columns.term, columns.responsible) == (1, 2, 3, 4, 5)


def test_content_alone_is_the_activity() -> None:
    columns = recognise(grid(("Содержание работы", "Сроки", "Ответственные"), ("Дело", "май", "Куратор")))
    assert (columns.activity, columns.content) == (0, None)


def test_substage_is_the_activity_and_events_are_its_content() -> None:
    titles = ("Этап", "Содержание подэтапов", "Мероприятия", "Сроки", "Ответственные")
    columns = recognise(grid(titles, ("Подготовка", "Изучение", "Чтение", "май", "Куратор")))
    assert (columns.stage, columns.activity, columns.content) == (0, 1, 2)


def test_content_with_result_is_the_result_beside_an_activity() -> None:
    titles = ("№", "Мероприятие", "Содержание деятельности и результат", "Срок", "Ответственный")
    columns = recognise(grid(titles, ("1", "Дело", "Приказ", "май", "Директор")))
    assert (columns.activity, columns.content, columns.result) == (1, None, 2)


def test_order_of_columns_does_not_matter() -> None:
    columns = recognise(
        grid(("Ответственные", "Результат", "Мероприятие", "Сроки"), ("Директор", "Приказ", "Дело", "май"))
    )
    assert (columns.responsible, columns.result, columns.activity, columns.term) == (0, 1, 2, 3)


def test_two_level_header_gives_the_ends_of_a_term() -> None:
    table = (("№", "Мероприятие", "Срок", "", "Ответственный"), ("", "", "начало", "завершение", ""))
    body = ("1", "Наставническая неделя", "сентябрь 2022", "май 2023", "Куратор")
    columns = recognise(grid(*table, body))
    activity = interpret(read_pasted("\n".join("\t".join(row) for row in (*table, body)))).tables[0].activities[0]
    assert (columns.header, columns.term, columns.term_end) == ((0, 1), 2, 3)
    assert activity.term == "сентябрь 2022 - май 2023"


def test_grid_of_quarters_gives_the_marked_ones() -> None:
    table = ["Мероприятие\tI кв.\tII кв.\tIII кв.\tIV кв.\tОтветственный", "Совет наставников\t+\t\t+\t\tДиректор"]
    activity = interpret(read_pasted("\n".join(table))).tables[0].activities[0]
    assert activity.term == "I кв., III кв."


def test_header_is_found_under_title_rows_of_a_sheet() -> None:
    data = excel([("План работы на 2023-2024 учебный год",), (), PLAN, (1, "Совет", "май", "Директор")], "A1:D1")
    table = interpret(read_document(data, "план.xlsx")).tables[0]
    assert table.columns.header == (1,)
    assert table.caption == "План работы на 2023-2024 учебный год"
    assert table.frame is not None
    assert table.frame.academic_year == 2023


def test_copied_rows_without_header_are_told_by_their_content() -> None:
    rows = ["1\tПедсовет\tноябрь\tДиректор", "2\tКруглый стол\tянварь - март\tЗам. директора", "3\tОтчёт\tмай\tКуратор"]
    result = interpret(read_pasted("\n".join(rows)))
    columns = result.tables[0].columns
    assert columns.guessed
    assert (columns.number, columns.activity, columns.term, columns.responsible) == (0, 1, 2, 3)
    assert [activity.name for activity in result.tables[0].activities] == ["Педсовет", "Круглый стол", "Отчёт"]
    assert any("заголовок таблицы не найден" in problem.why for problem in result.problems)


def test_activities_under_an_unknown_title_are_told_by_their_texts() -> None:
    rows = ["№\tСрок\tНамечено\tКто отвечает\tЧем подтверждаем", "1\tмай\tСобрать совет наставников\tКуратор\tпротокол"]
    result = interpret(read_pasted("\n".join(rows)))
    columns = result.tables[0].columns
    assert (columns.term, columns.activity, columns.responsible, columns.result) == (1, 2, 3, 4)
    assert any("«Намечено» принят за мероприятия" in problem.why for problem in result.problems)


def test_one_column_of_terms_and_people_is_parted() -> None:
    rows = ["№\tМероприятия\tСроки, ответственные", "1\tСовет\tдо 15 сентября, директор", "2\tОтчёт\tКуратор; май"]
    activities = interpret(read_pasted("\n".join(rows))).tables[0].activities
    assert [(each.term, each.responsible) for each in activities] == [
        ("до 15 сентября", "директор"),
        ("май", "Куратор"),
    ]


def test_a_grid_of_short_months_is_read() -> None:
    rows = ["Мероприятие\tСен\tОкт\tНоя\tОтветственный", "Приказ\t+\t\t\tДиректор", "Встречи\t\t+\t+\tКуратор"]
    activities = interpret(read_pasted("\n".join(rows))).tables[0].activities
    assert [each.term for each in activities] == ["Сен", "Окт, Ноя"]


def test_row_of_data_is_no_header() -> None:
    rows = ["1.\tНазначение ответственного\tПриказ\tМай 2021 г.\tДиректор", "2.\tОтчёт\tСправка\tмай\tОтветственный"]
    assert recognise(read_pasted("\n".join(rows)).grids[0]).header == ()


def test_user_corrects_the_columns() -> None:
    document = read_pasted("Дело\tКогда-то\tКто\nСовет\tмай\tДиректор")
    found = recognise(document.grids[0])
    corrected = found.assigned(activity=0, term=1, responsible=2)
    table = interpret(document, choices=Choices(columns={0: corrected}, roles={0: Role.PLAN})).tables[0]
    assert (table.activities[0].name, table.activities[0].term) == ("Совет", "май")


def test_other_tables_are_listed_and_not_loaded() -> None:
    data = word(
        "Приказ", (("Уровни структуры", "Направления"), ("Школа", "Обучение")),
        "Показатели", (("№", "Наименование показателя", "Значение"), ("1", "Доля наставников", "70 %")),
        "План мероприятий", (PLAN, ("1", "Совет", "май", "Директор")),
        "Дорожная карта", (HEADER, ("1", "Этап", "Дело", "Что", "май", "Куратор")),
        "Подписи", (("Директор", ""), ("Печать", "")),
    )  # fmt: skip
    result = interpret(read_document(data, "приказ.docx"))
    roles = [table.role for table in result.tables]
    assert roles == [Role.STRUCTURE, Role.INDICATORS, Role.PLAN, Role.ROADMAP, Role.OTHER]
    assert [table.index for table in result.chosen] == [2, 3]


def test_unknown_column_is_kept_with_its_title() -> None:
    rows = ((*PLAN, "Место проведения"), ("1", "Совет", "май", "Директор", "актовый зал"))
    table = interpret(read_document(word(rows), "план.docx")).tables[0]
    assert table.activities[0].extra == (("Место проведения", "актовый зал"),)
    assert table.columns.left_over == ((4, "Место проведения"),)


def test_caption_above_another_table_belongs_to_the_next_roadmap() -> None:
    data = word(
        "Дорожная карта наставничества", "на 2023-2024 учебный год", "Цель: помочь.", "Показатели и критерии:",
        (("№", "Наименование показателя", "Значение"), ("1", "Доля", "70 %")), "",
        (HEADER, ("1", "Этап", "Дело", "Что", "май", "Куратор")),
    )  # fmt: skip
    result = interpret(read_document(data, "приказ.docx"))
    assert result.tables[1].caption == "Дорожная карта наставничества на 2023-2024 учебный год"
    assert result.tables[1].frame is not None


def test_merged_cell_is_marked_in_word_and_excel() -> None:
    rows = (PLAN, ("1", "Совет", "май", "Директор"), ("2", UP, "июнь", "Куратор"))
    from_word = read_document(word(rows), "план.docx").grids[0].rows[2]
    from_excel = (
        read_document(
            excel([PLAN, (1, "Совет", "май", "Директор"), (2, None, "июнь", "Куратор")], "B2:B3"), "план.xlsx"
        )
        .grids[0]
        .rows[2]
    )
    assert from_word.merged == from_excel.merged == frozenset({1})

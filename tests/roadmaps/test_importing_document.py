import json
from datetime import date

import pytest

from core.tables import refusals
from roadmaps.importing.document import interpret, read_document, read_pasted
from roadmaps.importing.output import as_json
from roadmaps.importing.results import Choices, Document, ImportResult, ProblemKind
from roadmaps.importing.standard import standard_stage
from roadmaps.importing.state import from_state, to_state
from roadmaps.terms import Confidence, Frame
from tests.roadmaps.importing_files import HEADER, PLAN, UP, excel, member, repacked, word

YEAR = Frame(academic_year=2023)
BODY = ("1", "Совет", "ноябрь", "Директор")


def test_year_of_the_caption_wins_over_the_asked_one() -> None:
    data = word("Дорожная карта на 2021-2022 учебный год", (PLAN, BODY))
    result = interpret(read_document(data, "к.docx"), YEAR)
    assert result.frame == Frame(academic_year=2021)
    assert result.tables[0].activities[0].reading.windows[0].start == date(2021, 11, 1)


def test_user_overrules_the_year_of_the_document() -> None:
    data = word("Дорожная карта на 2021-2022 учебный год", (PLAN, BODY))
    result = interpret(read_document(data, "к.docx"), choices=Choices(frame=YEAR))
    assert result.tables[0].activities[0].reading.windows[0].start == date(2023, 11, 1)


def test_year_of_the_order_is_found_in_its_text() -> None:
    clause = "1. Утвердить дорожную карту на 2022-2023 учебный год (приложение 1)."
    data = word("ПРИКАЗ от 25.12.2019 № 145", clause, "Приложение 1", (PLAN, BODY))
    assert interpret(read_document(data, "к.docx")).frame == Frame(academic_year=2022)


def test_document_without_a_year_asks_and_is_never_sure() -> None:
    result = interpret(read_document(word("Дорожная карта", (PLAN, BODY)), "к.docx"))
    assert result.frame is None
    assert result.tables[0].activities[0].reading.confidence is not Confidence.SURE
    assert "не назван учебный год" in result.problems[0].why


def test_year_that_contradicts_the_terms_is_doubted() -> None:
    rows = (PLAN, ("1", "Совет", "ноябрь 2019", "Директор"), ("2", "Отчёт", "май", "Куратор"))
    result = interpret(read_document(word("Дорожная карта", rows), "к.docx"), YEAR)
    assert [item.reading.confidence for item in result.tables[0].activities] == [Confidence.CHECK, Confidence.CHECK]
    assert "в сроках названы годы 2019, а указан 2023-2024" in [problem.why for problem in result.problems]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "cp866"])
def test_csv_is_read_in_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    rows = [PLAN, ("1", '"Школа, дом; клуб"', "ноябрь", "Директор"), ("2", "Отчёт", "май", "Куратор")]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    document = read_document(data, "план.csv")
    names = [item.name for item in interpret(document, YEAR).tables[0].activities]
    assert (document.encoding, document.delimiter) == (encoding, delimiter)
    assert names == ["Школа, дом; клуб", "Отчёт"]


def test_wrong_delimiter_can_be_corrected() -> None:
    data = "Мероприятие|Срок|Ответственный\nСовет; отчёт|май|Директор".encode()
    document = read_document(data, "план.csv", delimiter="|")
    assert interpret(document, YEAR).tables[0].activities[0].name == "Совет; отчёт"


def test_wrong_encoding_is_refused() -> None:
    with pytest.raises(refusals.UnknownEncoding):
        read_document("Срок;Дело".encode("cp1251"), "план.csv", encoding="utf-8")


def test_torn_quotation_mark_does_not_swallow_the_file() -> None:
    text = 'Мероприятие\tСрок\tОтветственный\n"Совет\tмай\tДиректор\nОтчёт\tиюнь\tКуратор'
    assert len(interpret(read_pasted(text), YEAR).tables[0].activities) == 2


def test_pasted_text_without_a_table_is_refused() -> None:
    with pytest.raises(refusals.NoTable):
        read_pasted("Просто письмо\nбез таблицы")


def test_cells_of_excel_read_as_a_person_sees_them() -> None:
    rows = [PLAN, (3.0, "Совет", date(2023, 11, 30), "Директор"), (4.5, "=HYPERLINK(1)", "май", "Куратор")]
    document = read_document(excel(rows), "план.xlsx")
    first, second = document.grids[0].rows[1:]
    assert first.cells == ("3", "Совет", "30.11.2023", "Директор")
    assert second.cells == ("4.5", "", "май", "Куратор")
    assert document.grids[0].notes == ("Ячейка B3: формула без сохранённого значения. Впишите значение вместо формулы",)


def test_saved_value_of_a_formula_is_plain_text() -> None:
    data = excel([PLAN, (1, "=1+1", "май", "Куратор")])
    sheet = member(data, "xl/worksheets/sheet1.xml").replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    document = read_document(repacked(data, {"xl/worksheets/sheet1.xml": sheet}), "план.xlsx")
    assert document.grids[0].rows[1].cells[1] == "2"


def test_shared_strings_of_excel_are_read_without_their_readings() -> None:
    data = excel([PLAN, (1, "Совет", "май", "Куратор")])
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    strings = f"<sst {space}><si><r><t>Со</t></r><r><t>брание</t></r><rPh sb='0' eb='1'><t>нет</t></rPh></si></sst>"
    relation = '<Relationship Id="rId90" Type="http://x/relationships/sharedStrings" Target="sharedStrings.xml"/>'
    sheet = member(data, "xl/worksheets/sheet1.xml").decode()
    cell = sheet[sheet.index('<c r="B2"') : sheet.index('<c r="C2"')]
    relations = member(data, "xl/_rels/workbook.xml.rels").decode()
    changed = {
        "xl/worksheets/sheet1.xml": sheet.replace(cell, '<c r="B2" t="s"><v>0</v></c>').encode(),
        "xl/sharedStrings.xml": strings.encode(),
        "xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", relation + "</Relationships>").encode(),
    }
    document = read_document(repacked(data, changed), "план.xlsx")
    assert document.grids[0].rows[1].cells == ("1", "Собрание", "май", "Куратор")


def test_merged_range_over_the_whole_sheet_costs_nothing() -> None:
    data = excel([PLAN, BODY])
    sheet = member(data, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    )
    document = read_document(repacked(data, {"xl/worksheets/sheet1.xml": sheet}), "план.xlsx")
    assert len(document.grids[0].rows) == 2


def test_far_cell_is_named_and_not_read() -> None:
    data = excel([PLAN, (*BODY, *[None] * 100, "далеко")])
    document = read_document(data, "план.xlsx")
    assert document.grids[0].width == 4
    assert document.grids[0].notes == ("Ячейка DA2 правее 64-го столбца не прочитана",)


def test_sheet_number_is_the_index() -> None:
    result = interpret(read_document(excel([PLAN, BODY], sheet="План 2023-2024 учебный год"), "п.xlsx"))
    assert result.tables[0].index == 0
    assert result.frame == Frame(academic_year=2023)


def test_deleted_text_and_twins_of_word_are_not_read() -> None:
    data = word((PLAN, BODY))
    twin = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="w"><w:r><w:t>!</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>!</w:t></w:r></mc:Fallback>'
        "</mc:AlternateContent><w:del><w:r><w:delText>прошлогодний</w:delText></w:r></w:del>"
    )
    text = member(data, "word/document.xml").decode()
    place = text.index("</w:p>", text.index("Совет"))
    changed = (text[:place] + twin + text[place:]).encode()
    document = read_document(repacked(data, {"word/document.xml": changed}), "план.docx")
    assert document.grids[0].rows[1].cells[1] == "Совет!"


def full_result() -> tuple[Document, ImportResult]:
    data = word(
        "Дорожная карта на 2020-2024 гг.",
        (
            (*HEADER, "Примечание"),
            ("1.", "Подготовка", "Приказы", "1. Приказ\n2. Устав", "май 2021", "А. П. Лесная, методист", "важно"),
            (UP, UP, UP, "Совещание", "июнь 2021 г., далее - ежегодно", "Школы (кураторы)", ""),
            ("", "", "", "и отчёт", "", "", ""),
        ),
    )
    document = read_document(data, "карта.docx")
    return document, interpret(document)


def test_state_of_every_step_survives_json() -> None:
    document, result = full_result()
    choices = Choices(columns={0: result.tables[0].columns}, apart=frozenset({(0, 4)}), frame=YEAR)
    for value in (document, result, choices):
        assert from_state(type(value), json.loads(json.dumps(to_state(value)))) == value


def test_json_has_the_shape_of_the_command() -> None:
    _, result = full_result()
    found = json.loads(json.dumps(as_json(result)))
    assert found["period"] == ["2020-01-01", "2024-12-31"]
    assert found["academic_year"] is None
    assert found["tables"][0]["columns"] == {
        "number": "№ п/п", "stage": "Наименование этапа", "activity": "Мероприятия",
        "content": "Содержание деятельности", "result": None, "term": "Сроки", "responsible": "Ответственные",
        "audience": None,
    }  # fmt: skip
    first, second = found["tables"][0]["stages"][0]["activities"]
    assert first["occurrences"] == [["2021-05-01", "2021-05-31"]]
    assert first["parties"] == [{"kind": "person", "text": "А. П. Лесная", "role": "методист"}]
    assert first["other"] == {"Примечание": "важно"}
    assert second["parties"] == [{"kind": "body", "text": "Школы", "role": "кураторы"}]
    assert (second["kind"], len(second["occurrences"])) == ("recurring", 4)
    assert [problem["kind"] for problem in found["problems"]] == [ProblemKind.JOINED]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Подготовка условий для запуска программы наставничества", 1),
        ("Формирование базы наставляемых", 2),
        ("Формирование базы наставников", 3),
        ("Отбор и обучение наставников", 4),
        ("Формирование наставнических пар / групп", 5),
        ("Организация и осуществление работы наставнических пар", 6),
        ("Завершение наставничества", 7),
        ("Информационное освещение", None),
    ],
)
def test_stage_of_the_target_model_is_known(name: str, number: int | None) -> None:
    assert standard_stage(name) == number


def test_a_table_for_each_stage_is_named_by_the_line_above() -> None:
    titles = ("Мероприятие", "Срок", "Ответственный")
    first, second = [titles, ("Приказ", "сентябрь", "Директор")], [titles, ("Опрос", "октябрь", "Куратор")]
    data = word("Дорожная карта на 2023-2024 учебный год", "1 этап. Начало", first, "Этап 2. Сбор запросов", second)
    stages = [stage for table in interpret(read_document(data, "карта.docx")).tables for stage in table.stages]
    assert [stage.name for stage in stages] == ["1 этап. Начало", "Этап 2. Сбор запросов"]

"""What goes out as .docx or .xlsx comes back as the same roadmap."""

import copy
import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from core.sheets.docx import as_docx
from core.sheets.xlsx import as_xlsx
from roadmaps.exports.roadmap import Made, roadmap_sheet
from roadmaps.forms.imports import ColumnsForm
from roadmaps.importing.document import interpret, read_document
from roadmaps.importing.results import Choices, ImportResult
from roadmaps.importing.review import Target, planned_stages
from roadmaps.parties.people import match_parties
from roadmaps.states.plans import PlannedActivity, PlannedStage
from roadmaps.states.snapshots import ActivityState, Answerer, RoadmapState, StageState, TermWindow
from roadmaps.terms import Confidence, Frame, Reading
from tests.roadmaps.importing_files import HEADER, UP, word
from tests.roadmaps.roadmap_states import NOBODY, roadmap_states, said

MADE = Made(by="Примерова А. П.", on=date(2026, 11, 21), place="СОШ № 4", total="мероприятий 2")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
Writer = Callable[[RoadmapState], bytes]


def docx_of(state: RoadmapState) -> bytes:
    return as_docx(roadmap_sheet(state, MADE), NOON)


def xlsx_of(state: RoadmapState) -> bytes:
    return as_xlsx(roadmap_sheet(state, MADE))


WRITERS = pytest.mark.parametrize("write", [docx_of, xlsx_of])


def imported(data: bytes) -> RoadmapState:
    """As the wizard makes it when nobody answers a question."""
    result = interpret(read_document(data, "карта"))
    assert result.frame is not None
    return planned_state(result, planned_stages(result, {}, Target(result.frame, keep=result.frame.period is not None)))


def planned_state(result: ImportResult, stages: tuple[PlannedStage, ...]) -> RoadmapState:
    found = tuple(
        StageState(stage.name, stage.phase, stage.kind, tuple(_state(each) for each in stage.activities))
        for stage in stages
    )
    frame = result.frame or Frame(2026)
    year = frame.academic_year or 0
    first, last = frame.period or (date(year, 9, 1), date(year + 1, 5, 31))
    return RoadmapState(result.chosen[0].caption, first.isoformat(), last.isoformat(), found)


def _state(planned: PlannedActivity) -> ActivityState:
    windows = sorted((window.start, window.end) for window in planned.reading.windows)
    return ActivityState(
        name=planned.name,
        audience=planned.audience,
        term_text=planned.term_text,
        term_kind=planned.reading.kind.value,
        expected_result=planned.expected_result,
        responsible_text=planned.responsible_text,
        event_kind=planned.event_kind,
        lines=planned.content_lines,
        windows=tuple(TermWindow(start.isoformat(), end.isoformat()) for start, end in windows),
        responsibles=tuple(Answerer(match.kind, match.text) for match in match_parties(planned.parties, NOBODY)),
    )


@given(state=roadmap_states())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_export_and_import_are_identity(state: RoadmapState) -> None:
    for back in (imported(docx_of(state)), imported(xlsx_of(state))):
        assert said(back) == said(state)
        assert (back.title, back.starts_on, back.ends_on) == (state.title, state.starts_on, state.ends_on)


DOCUMENT = word(
    "Дорожная карта наставничества на 2026-2027 учебный год",
    (
        HEADER,
        ("1", "Подготовка условий", "Изучение", "Совет. Приказ. Отчёт.", "Сентябрь", "Директор"),
        (UP, UP, "Анкетирование", "- анкеты\n- сводка", "Октябрь-ноябрь\n2026", "Куратор, Пробин И. О."),
        ("2", "Работа пар", "Встречи", "Беседы", "Ежемесячно", "Наставники"),
        (UP, UP, "Мониторинг", "", "По мере необходимости", "Методист"),
        ("ОСНОВНОЙ ЭТАП",),
        ("3", "Завершение", "Итоги", "Совет", "до 25 мая 2027", "Примерова А. П., директор"),
    ),
)


@WRITERS
def test_a_document_of_others_goes_out_and_comes_back_the_same(write: Writer) -> None:
    once = imported(DOCUMENT)
    back = imported(write(once))
    assert said(back) == said(once)
    assert len([each for stage in back.stages for each in stage.activities]) == 5


@WRITERS
def test_period_of_several_years_and_two_levels_come_back(write: Writer) -> None:
    windows = (TermWindow("2025-03-01", "2025-03-31", "municipality"), TermWindow("2025-04-01", "2025-04-20", "school"))
    activity = ActivityState("Семинар", term_text="март, апрель 2025", term_kind="list", windows=windows)
    state = RoadmapState(
        "Муниципальная карта", "2024-01-01", "2030-12-31", (StageState("Этап", "", "stage", (activity,)),)
    )
    result = interpret(read_document(write(state), "карта"))
    found = result.chosen[0].activities[0]
    assert result.frame == Frame(None, (date(2024, 1, 1), date(2030, 12, 31)), calendar_basis=True)
    assert [window.end for window in found.reading.windows] == [date(2025, 3, 31), date(2025, 4, 20)]
    assert found.levels == ("municipality", "school")


NOVEMBER = ActivityState(
    "Совет", "1.1", term_text="ноябрь", term_kind="month", windows=(TermWindow("2026-11-01", "2026-11-30"),)
)
SMALL = RoadmapState("Карта", "2026-09-01", "2027-05-31", (StageState("Этап", "", "stage", (NOVEMBER,)),))


def edited(data: bytes, column: int, text: str) -> bytes:
    """The first activity of our .docx with one cell typed anew."""
    document = docx.Document(io.BytesIO(data))
    document.tables[0].rows[2].cells[column].text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def reading_after(column: int, text: str) -> Reading:
    return interpret(read_document(edited(docx_of(SMALL), column, text), "к.docx")).chosen[0].activities[0].reading


def test_period_edited_in_word_is_read() -> None:
    reading = reading_after(4, "05.11.2026 – 20.11.2026")
    assert [(window.start.day, window.end.day) for window in reading.windows] == [(5, 20)]
    assert reading.confidence is Confidence.CHECK  # the words still say November


def test_words_edited_in_word_are_asked_about() -> None:
    reading = reading_after(3, "декабрь")
    assert reading.confidence is Confidence.CHECK
    assert [option.windows[0].end for option in reading.alternatives] == [date(2026, 12, 31)]


def test_spoiled_period_leaves_the_words() -> None:
    reading = reading_after(4, "когда-нибудь")
    assert [window.end for window in reading.windows] == [date(2026, 11, 30)]
    assert "период не прочитан" in reading.note


def test_row_and_stage_added_in_word_are_read() -> None:
    document = docx.Document(io.BytesIO(docx_of(SMALL)))
    table = document.tables[0]
    table._tbl.append(copy.deepcopy(table.rows[1]._tr))
    table.rows[3].cells[1].text = "Новый этап"
    for text, cell in zip(("", "Отчёт", "", "до 25 мая", ""), table.add_row().cells, strict=False):
        cell.text = text
    file = io.BytesIO()
    document.save(file)
    back = imported(file.getvalue())
    assert [stage.name for stage in back.stages] == ["Этап", "Новый этап"]
    assert back.stages[1].activities[0].windows[0].due_on == "2027-05-25"


@WRITERS
def test_columns_left_as_guessed_keep_the_file_exact(write: Writer) -> None:
    """The second step of the wizard sends every column back, also those nobody touched."""
    document = read_document(write(SMALL), "карта")
    result = interpret(document)
    form = ColumnsForm(result=result, years=(2026,))
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = ColumnsForm({**data, "school_year": "2026"}, result=result, years=(2026,))
    assert sent.is_valid()
    again = interpret(document, choices=Choices(columns=sent.columns()))
    assert [table.exact for table in again.chosen] == [True]
    assert again.chosen == result.chosen


def test_dates_edited_in_excel_are_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(SMALL)))
    page = book.active
    titles = {cell.value: cell.column for cell in page[5]}
    page.cell(6, titles["Окончание"]).value = date(2026, 12, 4)
    file = io.BytesIO()
    book.save(file)
    reading = interpret(read_document(file.getvalue(), "к.xlsx")).chosen[0].activities[0].reading
    assert [window.end for window in reading.windows] == [date(2026, 12, 4)]

"""Import of a 42-row Word table: the whole reading against python-docx that only fetches the texts of the same file."""

from collections.abc import Iterator
from io import BytesIO

import docx

from benchmarks.measure import Figure, compare
from roadmaps.importing.document import interpret, read_document
from roadmaps.terms import Frame

HEADER = ["№", "Наименование этапа", "Мероприятия", "Содержание деятельности", "Сроки", "Ответственные"]
TERMS = ["ноябрь", "сентябрь-октябрь", "ежеквартально", "постоянно", "до 15 декабря", "Октябрь Январь", "май"]
WHO = ["Координатор", "Кураторы", "Примерова С. А.", "Классные руководители, педагог-психолог"]


def sample() -> bytes:
    """Seven stages of six activities."""
    file = docx.Document()
    file.add_paragraph("Дорожная карта наставничества на 2026-2027 учебный год")
    table = file.add_table(rows=0, cols=len(HEADER))
    for number in range(43):
        row = HEADER if number == 0 else _row(number - 1)
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    data = BytesIO()
    file.save(data)
    return data.getvalue()


def _row(number: int) -> list[str]:
    stage = f"Этап {number // 6 + 1}" if number % 6 == 0 else ""
    content = "1. Подготовить материалы. 2. Обсудить на совещании. 3. Разместить на сайте школы."
    return [
        f"{number + 1}",
        stage,
        f"Провести мероприятие {number + 1} по плану",
        content,
        TERMS[number % 7],
        WHO[number % 4],
    ]


def run() -> Iterator[Figure]:
    data = sample()

    def work() -> None:
        interpret(read_document(data, "карта.docx"), Frame(academic_year=2026))

    def baseline() -> None:
        for table in docx.Document(BytesIO(data)).tables:
            [[cell.text for cell in row.cells] for row in table.rows]

    yield compare("import", "docx_42_rows", work, baseline)

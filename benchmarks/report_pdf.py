"""The consolidated report of a municipality of 40 schools as a file, against bare WeasyPrint of the same HTML.

Ours begins with the values of the report: charts and HTML are made in the measured time, the PDF is tagged.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal

from benchmarks.measure import Figure, compare
from core.pdf import FONT_FOLDER, PRINT_FOLDER
from core.sheets.model import Value
from mentoring.models import MentoringForm
from reports.papers.kinds import TITLES
from reports.papers.model import Column, Fact, Picture, Report, Section, Table
from reports.papers.writing import Made, content_of, report_html

BENCH, ROUNDS, SCHOOLS = "report_pdf", 9, 40
MADE = Made("Примерова С. А.", datetime(2026, 11, 21, 9, tzinfo=UTC))
CONCLUSION = (
    "Программа идёт по дорожным картам, отстают четыре школы. Пар становится больше, встречи отмечаются вовремя; "
    "главное до конца года – согласия родителей и первые встречи новых пар."
)
HEADS = ("Мероприятия", "Выполнено", "Просрочено", "Приказы", "Выполнено, %")


def run() -> Iterator[Figure]:
    report = consolidated(SCHOOLS)
    html = report_html(report, MADE)
    yield compare(
        BENCH, "consolidated_40", lambda: content_of(report, "pdf", MADE), _bare(html, tagged=True), rounds=ROUNDS
    )
    yield compare(
        BENCH,
        "consolidated_40_untagged",
        lambda: content_of(report, "pdf", MADE),
        _bare(html, tagged=False),
        rounds=ROUNDS,
    )


def _bare(html: str, *, tagged: bool) -> Callable[[], bytes]:
    """The sheet is parsed for every file, as a plain call would do."""
    css = (PRINT_FOLDER / "report.css").read_text("utf-8").replace("asset:", FONT_FOLDER.as_uri() + "/")

    def work() -> bytes:
        import weasyprint

        page, sheet = weasyprint.HTML(string=html), weasyprint.CSS(string=css)
        printed: bytes = page.write_pdf(stylesheets=[sheet], pdf_tags=tagged, presentational_hints=True)
        return printed

    return work


def consolidated(schools: int) -> Report:
    """The shape of `reports.queries.papers.upward`: three tables of every school, two with charts, a trend, words."""
    names = [f"СОШ № {number}" for number in range(1, schools + 1)]
    progress = tuple((name, *_progress(place)) for place, name in enumerate(names))
    people = tuple((name, *(_small(place, step) for step in range(6))) for place, name in enumerate(names))
    forms = tuple(
        (name, *(_small(place, step) for step in range(len(MentoringForm.choices)))) for place, name in enumerate(names)
    )
    columns = ("Наставники", "Наставляемые", "Ждут пару", "Пары, всего", "Без встреч", "Встречи")
    tables = (
        _table("Карты и мероприятия", HEADS, progress, Picture("bars", "Выполнено, %", (5,), whole=100)),
        _table("Люди, пары, встречи", columns, people, Picture("bars", "Пары", (4,))),
        _table("Пары по формам", tuple(label for _, label in MentoringForm.choices), forms),
    )
    months = tuple((f"{month}.2026", 80 + month * 7, 120 + month * 9) for month in range(1, 13))
    trend = _table("По месяцам", ("Наставники", "Наставляемые"), months, Picture("lines", "Динамика", (1, 2)))
    facts = tuple(Fact(title, 412 + place, "Как посчитано: по картам года") for place, title in enumerate(HEADS))
    sections = (
        Section("state", TITLES["state"], facts=facts),
        Section("below", TITLES["below"], tables=tables),
        Section("trend", TITLES["trend"], tables=(trend,)),
        *(Section(key, TITLES[key], words=CONCLUSION) for key in ("practices", "problems", "words", "tasks")),
    )
    organization, period = "Управление образования Примерного городского округа", "2026/27 учебный год"
    return Report("consolidated", "Сводный отчёт", organization, period, "Данные на 21.11.2026, 14:05", sections)


def _table(
    title: str, heads: tuple[str, ...], rows: tuple[tuple[Value, ...], ...], picture: Picture | None = None
) -> Table:
    columns = (Column("Организация", 30, number=False), *(Column(head, 12) for head in heads))
    return Table(title, columns, rows, picture=picture)


def _progress(place: int) -> tuple[Value, ...]:
    done = 10 + place * 7 % 30
    return 44, done, place % 5, 3 + place % 4, Decimal(done * 1000 // 44) / 10


def _small(place: int, step: int) -> Value:
    """A number of people as it is published: some are hidden."""
    number = (place * 7 + step * 11) % 40
    return "<\u00a05" if 0 < number < 5 else number

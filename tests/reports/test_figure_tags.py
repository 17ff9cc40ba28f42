from django.template import Context
from django.test import RequestFactory

from reports.figures import Cell
from reports.queries.dashboards import BoardLine
from reports.queries.figures import FigureRow
from reports.templatetags.figures import figure, municipality_rows
from schools.models import Organization


def row(**cells: Cell) -> FigureRow:
    return FigureRow(Organization(pk=7, short_name="г. о. <Лесной>", level="municipality"), cells)


def rows_of(address: str, **cells: Cell) -> str:
    return municipality_rows(Context({"request": RequestFactory().get(address)}), [BoardLine(row(**cells))])


def test_a_number_leads_to_its_list_and_a_hidden_one_is_read_aloud() -> None:
    assert figure(row(overdue=Cell(3)), "overdue", "bad") == '<a class="bad" href="/figures/overdue/?in=7">3</a>'
    assert '<span aria-hidden="true">&lt;\u00a05</span>' in figure(row(silent=Cell(0, exact=False)), "silent")
    assert figure(row(), "silent") == "0"


def test_a_row_of_a_region_holds_the_numbers_of_its_municipality() -> None:
    shown = rows_of("/dashboard/?year=2026&in=3&page=2", schools=Cell(40), done=Cell(12), activities=Cell(90))

    assert '<a class="fw-medium" href="?year=2026&amp;in=7">г. о. &lt;Лесной&gt;</a>' in shown
    assert "<span>0 из 40</span>" in shown
    assert ">12</a> из <a " in shown


def test_a_municipality_without_a_map_has_nothing_to_be_done() -> None:
    assert '<td class="num text-end" data-l="Выполнено"><span class="mut">—</span></td>' in rows_of("/dashboard/")

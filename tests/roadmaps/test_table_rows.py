"""A row of the table as HTML: what is escaped, what depends on the row, what on the reader."""

from dataclasses import replace

from django.utils.safestring import SafeString

from roadmaps.layouts.rows import RowLook, row_html
from roadmaps.queries.rows import ActivityRow

EVERYTHING = ("content", "term", "words", "people", "result")
EDITOR = RowLook(EVERYTHING, may_change=True, may_edit=True, may_mark=True)
READER = RowLook(("term",), may_change=False, may_edit=False, may_mark=False)
NOTHING = SafeString("")
ROW = ActivityRow(
    pk=7, address="/activities/7/", stage=1, number="1.1", name="Совет {name} <b>", note=NOTHING, content="0/3",
    term="до 30 ноя", words="ноябрь", quoted=SafeString("<i>«ноябрь»</i>"), people="Куратор", others=0,
    held=SafeString("Куратор"), result="<протокол>", mark=SafeString("<b>Не начато</b>"),
    states=frozenset({"not_started"}), who=frozenset({"rcurator"}), due_on=None, haystack="", dues=(),
    responsibles=(("rcurator", "Куратор"),), continuous=False, open_due=5, removed=False,
)  # fmt: skip


def _html(row: ActivityRow, look: RowLook, *, planned: bool = False, focused: bool = False) -> str:
    return row_html(row, look, roadmap=3, change="/changes/9/", planned=planned, focused=focused)


def test_words_are_escaped_and_ready_cells_are_not() -> None:
    html = _html(ROW, EDITOR)

    assert "Совет {name} &lt;b&gt;" in html
    assert "&lt;протокол&gt;" in html
    assert "<i>«ноябрь»</i>" in html


def test_an_editor_gets_the_box_the_pencil_and_the_mark() -> None:
    html = _html(ROW, EDITOR, focused=True)

    assert html.startswith('<tr role="row" id="a7"><td class="ck"')
    assert 'href="/occurrences/5/done/?next=/roadmaps/3/"' in html
    assert 'href="/activities/7/cell/name/" data-focus' in html


def test_a_reader_gets_the_chosen_columns_only() -> None:
    html = _html(ROW, READER)

    assert html.startswith('<tr role="row"><td class="num mut no" role="cell">1.1</td>')
    assert html.count("<td") == 3
    assert "«ноябрь»" not in html
    assert "/occurrences/" not in html


def test_a_removed_row_offers_nothing() -> None:
    html = _html(replace(ROW, removed=True, open_due=None), EDITOR, planned=True)

    assert "<input" not in html
    assert "data-row" not in html
    assert '<a class="d-block small" href="/changes/9/">есть изменение</a>' in html

"""What an order says against what the roadmap says now."""

from orders.appendices.changes import CellChange, RowChange, appendix_changes
from orders.blocks import Appendix, Column, Group, Table


def appendix(*rows: tuple[str, str, str], stage: str = "Подготовка") -> Appendix:
    columns = (Column("№ п/п", 1), Column("Мероприятие", 1), Column("Срок", 1))
    return Appendix("Карта", table=Table(columns, (Group(stage, rows),)))


def test_a_moved_term_is_told_with_both_values() -> None:
    changes = appendix_changes(appendix(("1.1", "Совет", "октябрь")), appendix(("1.1", "Совет", "ноябрь")))

    assert changes == (RowChange("changed", "Совет", (CellChange("Срок", "октябрь", "ноябрь"),)),)


def test_rows_come_and_go() -> None:
    changes = appendix_changes(appendix(("1.1", "Совет", "май")), appendix(("1.1", "Опрос", "май")))

    assert changes == (RowChange("added", "Опрос"), RowChange("removed", "Совет"))


def test_equal_appendices_differ_in_nothing() -> None:
    row = ("1.1", "Совет", "май")

    assert appendix_changes(appendix(row, row), appendix(row, row)) == ()

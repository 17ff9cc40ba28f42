"""An edited file read back: equal to the model it was made of, refused when damaged or hostile, never overwriting."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.archives import ArchiveBomb, ArchiveRefused, HasMacros, Unsafe
from core.errors import DomainError
from orders.blocks import Appendix, Clause, Column, Group, Letterhead, Paper, Requisites, Signature, Table, Visa
from orders.docx.changes import changes_of, merged, rows_of, table_changes
from orders.docx.reading import NotOurPaper, ReadPaper, ReadTable, TooMuchText, from_state, read_paper, to_state, unset
from orders.docx.tables import not_compared, table_rows
from orders.docx.writing import paper_docx
from orders.drafts.editing import LONGEST
from tests.factories import moment

AT = moment("2026-09-01 12:00")
TABLE = Table(
    (Column("№", 100), Column("Мероприятие", 900)),
    (Group("Этап 1", (("1", "Совет"), ("2", "Урок & <занятие>")), "Фаза"), Group("Этап 2", (("3", "Итог"),))),
)
CLAUSES = (
    Clause("Провести неделю с 1 по 5 сентября 2026 г."),
    Clause("Назначить Осокину Н.С. ответственной.", 1),
    Clause("Сообщить родителям.", 1),
    Clause("Контроль оставляю за собой."),
)
PAPER = Paper(
    title="О проведении недели наставничества",
    letterhead=Letterhead(full_name="Школа «Пример»"),
    requisites=Requisites(place="г. Пробный"),
    preamble="В целях проверки п. 1 плана",
    clauses=CLAUSES,
    signature=Signature("Директор", "А.П. Примерова"),
    appendices=(Appendix("План", 1, landscape=True, table=TABLE),),
)
LETTERS = st.characters(categories=("Lu", "Ll", "Nd", "Po", "Sm"), max_codepoint=0x4FF)
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=7).map(" ".join)
MODELS = st.builds(
    Paper,
    title=WORDS,
    preamble=WORDS,
    clauses=st.lists(st.builds(Clause, WORDS, st.integers(0, 2)), min_size=1, max_size=8).map(tuple),
    signature=st.builds(Signature, WORDS, WORDS),
)


def read(paper: Paper) -> ReadPaper:
    return read_paper(paper_docx(paper, at=AT))


@settings(max_examples=25, deadline=None)
@given(MODELS)
def test_what_is_read_equals_what_was_written(paper: Paper) -> None:
    back = read(paper)

    assert (back.title, back.preamble, back.signature) == (paper.title, paper.preamble, paper.signature)
    assert tuple(back.clauses) == paper.clauses
    assert changes_of(paper, back) == []


def test_numbers_lines_of_a_blank_and_who_agrees_are_no_change() -> None:
    draft = replace(
        PAPER,
        letterhead=Letterhead("Управление", "Школа «Пример»", "МБОУ", "ул. Пробная"),
        preamble="Во исполнение приказа № 2-од и письма №\u00a07-од/12",
        clauses=(Clause("Считать приказ № 147-16/О утратившим силу."),),
        agreement=(Visa("завуч", "О.К. Пробный", "согласовано 21.11.2026"), Visa("юрист", "А.А. Другой")),
        acquainted=(Visa("", "В.Г. Пробная"),),
    )
    back = read(draft)

    assert (changes_of(draft, back), table_changes(draft, back), back.others) == ([], [], [])
    assert back.preamble == "Во исполнение приказа № 2-од и письма № 7-од/12"
    assert changes_of(replace(draft, agreement=()), back) == []
    assert unset("№\u00a02\u2011од") == "№ 2-од"  # as other programs write it


def test_place_tables_and_titles_of_appendices_come_back() -> None:
    back = read(PAPER)

    assert (back.place, back.verb, back.appendices) == ("г. Пробный", "ПРИКАЗЫВАЮ:", ["План"])
    assert [(table.titles, table.groups) for table in back.tables] == [(("№", "Мероприятие"), TABLE.groups)]
    assert back.others == []


def edited(change: str) -> bytes:
    """The paper as Word would give it back after one deed."""
    document = docx.Document(io.BytesIO(paper_docx(PAPER, at=AT)))
    clauses = [each for each in document.paragraphs if each.style.name.startswith("Приказ: п") and each.text in TEXTS]
    if change == "typed":
        clauses[2].runs[0].text = "Сообщить родителям и педагогам."
    elif change == "added":
        clauses[2].insert_paragraph_before("Подготовить кабинет.", style=clauses[2].style)
    elif change == "taken out":
        clauses[1]._p.getparent().remove(clauses[1]._p)
    elif change == "a stranger":
        clauses[2].insert_paragraph_before("Из другого файла", style="Normal")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


TEXTS = {clause.text.replace("\u00a0", " ") for clause in CLAUSES} | {
    paragraph.text for paragraph in docx.Document(io.BytesIO(paper_docx(PAPER, at=AT))).paragraphs
}


@pytest.mark.parametrize("change", ["typed", "added", "taken out"])
def test_one_deed_in_word_is_one_change_and_is_taken_alone(change: str) -> None:
    back = read_paper(edited(change))
    found = changes_of(PAPER, back)

    assert len(found) == 1
    assert merged(PAPER, back, [])["clauses"] == list(CLAUSES)
    assert merged(PAPER, back, [found[0].key])["clauses"] == back.clauses


def test_words_in_no_style_of_ours_are_told_and_not_taken() -> None:
    back = read_paper(edited("a stranger"))

    assert back.others == ["Из другого файла"]
    assert changes_of(PAPER, back) == []


def test_an_accepted_part_leaves_the_others() -> None:
    back = ReadPaper(title="О другом", preamble="", clauses=[*CLAUSES[1:], Clause("Новый.")])
    keys = {change.key: change.label for change in changes_of(PAPER, back)}

    assert list(keys.values()) == ["Заголовок", "Пункт 1", "Новый пункт"]
    parts = merged(PAPER, back, ["title"])
    assert (parts["title"], parts["preamble"], parts["clauses"]) == ("О другом", PAPER.preamble, list(CLAUSES))


def test_rows_of_the_same_clauses_have_no_change() -> None:
    assert [row.changed for row in rows_of(CLAUSES, CLAUSES)] == [False] * 4


def test_what_was_read_is_kept_whole_between_pages() -> None:
    back = read(PAPER)
    again = from_state(to_state(back))

    assert (again.title, again.clauses, again.signature) == (back.title, back.clauses, back.signature)


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(paper_docx(PAPER, at=AT))) as archive:
        return packed({member: archive.read(member) for member in archive.namelist()} | {name: content})


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (with_part("word/vbaProject.bin", b"x"), HasMacros),
        (with_part("word/document.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]><a>&b;</a>'), Unsafe),
        (with_part("word/document.xml", b"<broken"), ArchiveRefused),
        (with_part("word/../../evil", b"x"), Unsafe),
        (with_part("word/document.xml", b" " * 60_000_000), ArchiveBomb),
        (paper_docx(PAPER, at=AT)[:2_000], ArchiveRefused),
        (b"%PDF-1.7", DomainError),
        (b"", DomainError),
        ("Просто слова".encode(), DomainError),
        (with_part("word/styles.xml", b"<styles/>"), NotOurPaper),
    ],
)
def test_a_damaged_or_hostile_file_is_refused_in_words(content: bytes, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal) as refused:
        read_paper(content)
    assert refused.value.message


def test_rows_of_an_appendix_are_offered_and_taken_one_by_one() -> None:
    rows = (("1", "Совет\nшколы"), ("2", "Урок & занятие"), ("3", "Классный час"))
    groups = (Group("Этап 1", rows, "Фаза"), Group("Этап 2", (("4", "Праздник"),)))
    back = read(replace(PAPER, appendices=(replace(PAPER.appendices[0], table=replace(TABLE, groups=groups)),)))
    kept = from_state(to_state(back))
    found = {change.label: change for change in table_changes(PAPER, kept)}

    assert {label: (each.before, each.after) for label, each in found.items()} == {
        "План: строка 1": ("Мероприятие: Совет", "Мероприятие: Совет\nшколы"),
        "План: строка 2": ("Мероприятие: Урок & <занятие>", "Мероприятие: Урок & занятие"),
        "План: новая строка": ("", "Мероприятие: Классный час"),
        "План: строка 3": ("Мероприятие: Итог", "Мероприятие: Праздник"),
    }
    assert merged(PAPER, kept, [])["appendices"] == PAPER.appendices
    taken = merged(PAPER, kept, [found["План: новая строка"].key])["appendices"][0].table.groups
    assert [group.rows for group in taken] == [
        (("1", "Совет"), ("2", "Урок & <занятие>"), ("3", "Классный час")),
        (("4", "Итог"),),
    ]
    everything = merged(PAPER, kept, [each.key for each in found.values()])["appendices"]
    assert everything[0].table.groups == groups


def test_a_row_taken_out_moves_the_numbers_of_the_others_and_is_one_change() -> None:
    less = replace(TABLE, groups=(replace(TABLE.groups[0], rows=(("2", "Урок & <занятие>"),)), TABLE.groups[1]))
    back = read(replace(PAPER, appendices=(replace(PAPER.appendices[0], table=less),)))
    [change] = table_changes(PAPER, back)

    assert (change.label, change.after) == ("План: строка 1", "")
    groups = merged(PAPER, back, [change.key])["appendices"][0].table.groups
    assert [group.rows for group in groups] == [(("1", "Урок & <занятие>"),), (("2", "Итог"),)]


def test_a_table_with_other_columns_stays_and_is_told() -> None:
    wide = replace(TABLE, columns=(TABLE.columns[0], Column("Что", 900)))
    back = read(replace(PAPER, appendices=(replace(PAPER.appendices[0], table=wide),)))

    assert table_changes(PAPER, back) == []
    assert not_compared(PAPER, back.tables)
    assert not not_compared(PAPER, read(PAPER).tables)


def test_a_long_table_of_lines_that_repeat_is_compared_at_once() -> None:
    """Every second line the same: compared as they are, a file of two thousand rows held a worker for minutes."""
    columns = (Column("Мероприятие", 500), Column("Срок", 500))
    rows = [(f"Дело {number}", "май") if number % 2 else ("Встреча", "май") for number in range(1000)]
    table = Table(columns, (Group("", tuple(rows)),))
    edited_rows = (*rows[:500], ("Праздник", "июнь"), *rows[500:])

    changed = [row for row in table_rows(0, table, ReadTable((), (Group("", edited_rows),))) if row.is_changed]

    assert [(row.before, row.after and row.after.cells) for row in changed] == [(None, ("Праздник", "июнь"))]


def test_the_name_of_a_stage_is_no_longer_than_a_clause() -> None:
    long = Table(TABLE.columns, (Group("Щ" * (LONGEST + 1), (("1", "Совет"),)),))

    with pytest.raises(TooMuchText):
        read(replace(PAPER, appendices=(Appendix("План", 1, table=long),)))

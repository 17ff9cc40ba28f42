"""Papers beside orders: right cases and genders, gaps for the pen, the same bytes, nothing fetched."""

import io
import socket
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pytest

from core.pdf_overlay import MILLIMETRE, Spot, Words, fitted, overlaid
from mentoring.models import Person
from orders.blocks import Column, Group, Paper, Table, plain_clauses
from orders.grammar import Case
from orders.papers.blocks import Caption, Document, Gaps, Grid, Points, Sheet, Signature, Text
from orders.papers.docx import documents_docx
from orders.papers.kinds import PaperKind, Subject
from orders.papers.people import greeting, who_in
from orders.papers.registry import KINDS
from orders.papers.render import awards_pdf, documents_html, documents_pdf
from orders.papers.sources import PersonFacts
from orders.printing.render import draft_pdf
from tests.factories import moment
from tests.orders.paper_samples import DAY, MAN, UNKNOWN, WOMAN, person, source, subject_of

BUILT = [kind for kind in KINDS.values() if kind.subject != Subject.ORDER]
AWARDS = [kind for kind in BUILT if kind.form is not None]
AT = moment("2027-05-20 12:00")
NAMES = {"ids": lambda kind: kind.key}
LONGEST = Person(
    pk=9,
    last_name="Константинопольская-Заболотная-Преображенская",
    first_name="Мария-Магдалина-Александра-Виктория",
    patronymic="Абдурахмангаджи-Мухаммедовна-Оглы-Кызы",
    kind="employee",
    position="заместитель начальника отдела кадров «Светлого завода» " * 3,
)


@pytest.mark.parametrize("kind", BUILT, **NAMES)
def test_a_paper_about_nobody_known_leaves_lines_for_the_pen(kind: PaperKind) -> None:
    gaps = Gaps()
    document = kind.build(subject_of(kind, bare=True), source(bare=True), gaps)
    assert gaps.names
    assert "None" not in str([vars(block) for block in document.blocks if block.name != "signature"])
    assert "__" in str(document)


@pytest.mark.parametrize("kind", BUILT, **NAMES)
def test_a_paper_says_nothing_of_what_it_does_not_know(kind: PaperKind) -> None:
    words = {ask.name: ask.first(source()) for ask in kind.asks}
    document = kind.build(subject_of(kind), source(words), Gaps())
    assert "None" not in str([block for block in document.blocks if block.name not in ("grid", "head")])


@pytest.mark.parametrize(
    ("someone", "hail", "whom"),
    [
        (WOMAN, "Уважаемая Анна Петровна!", "учителю начальных классов"),
        (MAN, "Уважаемый Иван!", "обучающемуся 9А класса"),
        (UNKNOWN, "Уважаемый(ая) Саша!", "обучающемуся(ейся)"),
    ],
)
def test_the_gender_is_never_guessed(someone: Person, hail: str, whom: str) -> None:
    assert greeting(someone) == hail
    assert who_in(someone, Case.DAT) == whom


def test_the_consent_of_an_employee_tells_its_terms() -> None:
    text = str(KINDS["mentor_consent"].build(subject_of(KINDS["mentor_consent"]), source(), Gaps()).blocks)
    assert "Осокиной\\xa0Н.С." in text
    assert "от учителя начальных классов" in text
    assert "согласна выполнять" in text
    assert "Лисий Иван, обучающийся 9А класса" in text
    assert "с 1\\xa0октября 2026\\xa0г. по 31\\xa0мая 2027\\xa0г." in text


def test_the_refusal_names_whom_in_the_right_case() -> None:
    text = str(KINDS["refusal"].build(subject_of(KINDS["refusal"]), source(), Gaps()).blocks)
    assert "наставника над Лисьим Иваном, Заяц Саша (приказ № 71-б от 01.10.2026)" in text


@pytest.mark.parametrize("kind", AWARDS, **NAMES)
def test_awards_are_drawn_twice_alike_and_keep_one_background(kind: PaperKind) -> None:
    words = {ask.name: ask.first(source()) for ask in kind.asks} | {"first": "17"}
    people = [person(), PersonFacts(MAN), PersonFacts(LONGEST)]
    one = awards_pdf(kind.form, people, source(words))
    assert one == awards_pdf(kind.form, people, source(words))
    with pikepdf.open(io.BytesIO(one)) as file:
        forms = {page.obj.Resources.XObject.Under.objgen for page in file.pages}
        assert (len(file.pages), len(forms)) == (3, 1)
        assert _fonts_without_files(file) == []


def test_the_longest_name_stays_inside_its_place() -> None:
    spot = Spot(100, 30, 150, 28, 2, "bold", 12)
    size, lines = fitted(f"{LONGEST.full_name} " * 2, spot)
    assert 12 <= size < 28
    assert len(lines) <= 2
    size, lines = fitted("Ы" * 500, spot)
    assert (size, len(lines)) == (12, 2)
    assert lines[-1].endswith("…")
    assert len(lines[0]) * size * 0.5 < 150 * MILLIMETRE


@pytest.mark.parametrize("kind", BUILT, **NAMES)
def test_a_paper_is_written_twice_alike(kind: PaperKind) -> None:
    documents = [kind.build(subject_of(kind), source(), Gaps())]
    assert documents_docx(documents, at=AT) == documents_docx(documents, at=AT)


def test_papers_of_one_printing_stand_on_sheets_of_their_own() -> None:
    kind = KINDS["application"]
    documents = [kind.build(PersonFacts(row), source(), Gaps()) for row in (WOMAN, MAN) * 14]
    content = documents_pdf(documents)
    assert content == documents_pdf(documents)
    with pikepdf.open(io.BytesIO(content)) as file:
        assert len(file.pages) == 28


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        yield server


def test_words_in_papers_fetch_nothing(listening: socket.socket, tmp_path: Path) -> None:
    """A canary beside the program and a port that hears every knock: neither is in the paper, nor asked for."""
    canary = tmp_path / "canary.txt"
    canary.write_text("КАНАРЕЙКА", encoding="utf-8")
    host = f"http://127.0.0.1:{listening.getsockname()[1]}"
    hostile = (
        f'<img src="{host}/a.png"><link rel="stylesheet" href="{host}/b.css"><script src="{host}/c.js"></script>'
        f'<object data="file://{canary}"></object><style>@import "{host}/d.css"; p {{background: url({host})}}</style>'
        f'<a rel="attachment" href="file://{canary}">x</a>" onload="x'
    )
    words = dict.fromkeys(("deed", "event", "where", "more", "agenda", "body", "chair", "number"), hostile)
    someone = Person(pk=5, last_name=hostile[:100], first_name=hostile[:60], kind="teacher", position=hostile[:200])
    papers = [
        awards_pdf(KINDS["thanks"].form, [PersonFacts(someone)], source(words)),
        documents_pdf([KINDS["invitation"].build(PersonFacts(someone), source(words), Gaps())]),
        documents_pdf([KINDS["minutes"].build(None, source(words), Gaps())]),
        draft_pdf(Paper(title=hostile, preamble=hostile, verb=hostile, clauses=plain_clauses(hostile))),
    ]
    with pytest.raises(TimeoutError):
        listening.accept()
    for content in papers:
        with pikepdf.open(io.BytesIO(content)) as file:
            assert not file.attachments
            assert "КАНАРЕЙКА".encode() not in b"".join(_streams(file))


def test_a_background_without_pages_upon_it_is_an_empty_file() -> None:
    under = documents_pdf([KINDS["minutes"].build(None, source(), Gaps())])
    spot = Spot(50, 30, 150, 12)
    with pikepdf.open(io.BytesIO(overlaid(under, [[Words(spot, "Слово")], []]))) as file:
        assert len(file.pages) == 2


def _streams(file: pikepdf.Pdf) -> Iterator[bytes]:
    for item in file.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image":
            yield item.read_bytes()


def _fonts_without_files(file: pikepdf.Pdf) -> list[str]:
    """Fonts of the file that are not embedded."""
    found = []
    for item in file.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            found += [] if "/FontFile2" in item or "/FontFile3" in item else [str(item.FontName)]
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/FontDescriptor" not in item:
            found += [] if "/DescendantFonts" in item else [str(item.BaseFont)]
    return found


def test_the_day_of_a_paper_is_the_day_of_the_printing() -> None:
    text = str(KINDS["reference"].build(person(), source({"number": "5"}), Gaps()).blocks)
    assert f"{DAY.day}\\xa0мая 2027\\xa0г." in text
    assert "работала наставником" in text
    assert "Берёзкиной Анне Петровне, учителю начальных классов" in text


def test_a_wide_table_stands_on_a_turned_sheet_and_the_next_paper_upright() -> None:
    table = Table((Column("№", 100), Column("Что", 900)), (Group("", (("1", "Совет"),)),))
    one = Document("Копия", "Школа", (Text("Первый лист"), Sheet(landscape=True), Grid(table, "Приложение")))
    pages = pikepdf.open(io.BytesIO(documents_pdf([one, one]))).pages
    word = docx.Document(io.BytesIO(documents_docx([one, one], at=AT)))

    assert [page.mediabox[2] > page.mediabox[3] for page in pages] == [False, True, False, True]
    assert [each.page_width > each.page_height for each in word.sections] == [False, True, False, True]


def test_a_number_of_a_paper_holds_together_in_print() -> None:
    blocks = (Text("Приказ № 2-од"), Caption("Письмо № 3-п"), Points(("Журнал № 4-ж",)))
    html = documents_html([Document("Копия", "Школа", blocks)])
    assert [f'<span class="whole">№ {number}</span>' in html for number in ("2-од", "3-п", "4-ж")] == [True] * 3


def test_the_mark_of_a_copy_stands_between_two_signatures() -> None:
    blocks = (
        Text("3. Контроль оставляю за собой."),
        Signature("Директор", "О.В. Примерова", signed=True),
        Text("Верно", edge=True),
        Signature("Секретарь", "А.А. Пробная", dated=True),
    )
    word = docx.Document(io.BytesIO(documents_docx([Document("Копия", "Школа", blocks)], at=AT)))
    [table] = word.tables
    lines = [row.cells[0].paragraphs[0] for row in table.rows]

    assert [line.text.partition("\n")[0] for line in lines] == ["Директор", "Верно", "Секретарь"]
    assert [each.style.name for each in word.paragraphs] == ["Бумага: последний абзац", "Таблица: конец"]
    assert all(each.style.paragraph_format.keep_with_next for each in [word.paragraphs[0], *lines])

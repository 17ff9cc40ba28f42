"""The printed paper, read back with pypdf."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from core import pdf
from core.pdf import PdfUnavailable, render_pdf
from orders.blocks import (
    Appendix,
    Column,
    Group,
    Letterhead,
    Paper,
    Requisites,
    Signature,
    Table,
    canonical,
    plain_clauses,
)
from orders.printing.render import draft_pdf, is_long, paper_html, stored_pdf
from orders.templatetags.papers import whole

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
COLUMNS = (Column("№ п/п", 110, "center"), Column("Мероприятие", 900), Column("Срок", 400))


def table(rows: int) -> Table:
    lines = tuple((f"1.{n}", f"Совещание кураторов номер {n}", "сентябрь 2026 г.") for n in range(1, rows + 1))
    return Table(COLUMNS, (Group("Этап 1. Подготовка", lines),))


def paper(clauses: int = 3, rows: int = 40, **changed: object) -> Paper:
    texts = [f"Провести мероприятие номер {n} и представить краткий отчёт о нём." for n in range(1, clauses)]
    base = Paper(
        title="Об утверждении дорожной карты",
        letterhead=Letterhead(full_name="Школа «Пример»", short_name="СОШ № 4"),
        requisites=Requisites(dated_on=date(2026, 9, 1), place="г. Примерск", number="71-од"),
        preamble="В целях порядка",
        clauses=plain_clauses(*texts, "Контроль за исполнением настоящего приказа оставляю за собой."),
        signature=Signature("Директор", "А.П.\u00a0Образцова"),
        appendices=(Appendix("Дорожная карта на год", 1, True, "УТВЕРЖДЕНА", "СОШ № 4", table(rows)),),
    )
    return replace(base, **changed)


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_paper_has_every_requisite() -> None:
    first = pages(stored_pdf(paper(), at=AT))[0]

    for words in (
        "Школа «Пример»",
        "ПРИКАЗ",
        "1 сентября 2026 г.",
        "г. Примерск",
        "№ 71-од",
        "Об утверждении дорожной карты",
        "ПРИКАЗЫВАЮ:",
        "1. Провести мероприятие номер 1",
        "Директор",
        "А.П. Образцова",
    ):
        assert words in first.replace("П Р И К А З", "ПРИКАЗ")


def test_appendix_stands_on_landscape_pages_with_a_repeated_header() -> None:
    content = stored_pdf(paper(rows=60), at=AT)
    sheets, texts = PdfReader(BytesIO(content)).pages, pages(content)

    assert len(sheets) == 4
    assert [sheet.mediabox.width > sheet.mediabox.height for sheet in sheets] == [False, True, True, True]
    assert "Приложение УТВЕРЖДЕНА приказом СОШ № 4 от 1 сентября 2026 г. № 71-од" in texts[1]
    assert all("Мероприятие" in text and "Срок" in text for text in texts[1:])
    assert sum("Этап 1. Подготовка" in text for text in texts) == 1


def test_pages_are_numbered_from_the_second() -> None:
    texts = pages(stored_pdf(paper(rows=60), at=AT))

    assert not texts[0].endswith(" 1")
    assert [text.split()[-1] for text in texts[1:]] == ["2", "3", "4"]


def test_every_row_is_printed_once() -> None:
    text = " ".join(pages(stored_pdf(paper(rows=60), at=AT))[1:])

    assert [text.count(f"номер {n} сентябрь") for n in range(1, 61)] == [1] * 60


def test_two_appendices_are_numbered() -> None:
    both = paper().appendices * 2

    text = " ".join(pages(stored_pdf(paper(appendices=(both[0], replace(both[1], number=2))), at=AT)))

    assert "Приложение № 1" in text
    assert "Приложение № 2" in text


def test_fonts_are_ours_and_embedded() -> None:
    fonts = {}
    for page in PdfReader(BytesIO(stored_pdf(paper(), at=AT))).pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            fonts[described["/FontName"].partition("+")[2]] = "/FontFile2" in described or "/FontFile3" in described

    assert fonts == {"Liberation-Serif": True, "Liberation-Serif-Bold": True}


def test_stored_file_carries_its_text() -> None:
    reader = PdfReader(BytesIO(stored_pdf(paper(), at=AT)))

    (attached,) = reader.attachments["order.json"]
    assert attached == canonical(paper())
    assert json.loads(attached)["requisites"]["number"] == "71-од"
    assert reader.metadata.title.replace("\u00a0", " ") == "Приказ № 71-од. Об утверждении дорожной карты"


def test_same_paper_gives_the_same_bytes() -> None:
    assert stored_pdf(paper(), at=AT) == stored_pdf(paper(), at=AT)


def test_draft_is_marked() -> None:
    content = draft_pdf(paper(requisites=Requisites()))

    assert all("ПРОЕКТ" in text for text in pages(content))
    assert "№ ________" in pages(content)[0]
    assert "ПРОЕКТ" not in " ".join(pages(stored_pdf(paper(), at=AT)))


@pytest.mark.parametrize("count", range(4, 34))
def test_signature_stays_with_the_last_clause(count: int) -> None:
    texts = pages(render_pdf(paper_html(paper(clauses=count, appendices=()))))

    (signed,) = [text for text in texts if "А.П. Образцова" in text]
    assert "оставляю за собой." in signed


@pytest.mark.parametrize(
    "evil",
    [
        '<img src="file:///etc/passwd">',
        "<script>alert(1)</script>",
        "</style><style>@import url(http://127.0.0.1/x.css)",
        '" style="background:url(file:///etc/passwd)',
        "{{ secret }} {% debug %}",
    ],
)
def test_user_text_is_printed_as_text(evil: str) -> None:
    wicked = paper(
        title=evil,
        preamble=evil,
        signature=Signature(evil, evil),
        letterhead=Letterhead(full_name=evil),
        appendices=(Appendix(evil, table=Table(COLUMNS, (Group(evil, ((evil, evil, evil),)),))),),
    )

    text = " ".join(pages(stored_pdf(wicked, at=AT))).replace(" ", "").replace("-", "")

    assert evil.replace(" ", "").replace("-", "") in text


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/hostname">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<object data="file:///etc/passwd"></object>',
        '<style>@import url("http://127.0.0.1:9/x.css"); p { background: url(file:///etc/passwd) }</style><p>x',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<img src="data:image/svg+xml,<svg/>">',
        '<img src="asset:../../../etc/passwd">',
    ],
)
def test_nothing_but_our_fonts_is_fetched(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf._press("paper")
    asked: list[str] = []
    fetcher = type(pdf._press("paper").fetcher)
    own = fetcher.fetch
    monkeypatch.setattr(fetcher, "fetch", lambda self, url, headers=None: asked.append(url) or own(self, url, headers))
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *args, **kwargs: pytest.fail("opened"))

    reader = PdfReader(BytesIO(render_pdf(f"<html lang=ru><title>x</title><body>{html}<p>конец</p></body></html>")))

    assert "конец" in reader.pages[-1].extract_text()
    assert dict(reader.attachments) == {}
    assert [url for url in asked if url.partition(":")[2] in pdf.ASSETS] == []


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise PdfUnavailable

    monkeypatch.setattr(pdf, "_press", lambda sheet: refuse())

    pdf.warm_up()
    with pytest.raises(PdfUnavailable, match=r"PDF недоступен: .*libpango"):
        render_pdf("<p>x</p>")


def test_import_failure_becomes_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    own = builtins.__import__

    def without_pango(name: str, *args: object, **kwargs: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return own(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pango)

    with pytest.raises(PdfUnavailable):
        pdf.engine_versions()


def test_long_papers_go_to_the_queue() -> None:
    wordy = Table(COLUMNS, (Group("", (("1", "слово " * 40_000, "май"),)),))

    assert not is_long(paper(rows=150))
    assert is_long(paper(rows=151))
    assert is_long(paper(appendices=(Appendix("План", table=wordy),)))


def test_row_taller_than_a_page_is_printed_whole() -> None:
    tall = Table(COLUMNS, (Group("", (("1", "дело " * 1500, "май"),)),))

    texts = pages(render_pdf(paper_html(paper(appendices=(Appendix("План", table=tall),)))))

    assert len(texts) > 3
    assert " ".join(texts).count("дело") == 1500


def test_a_number_stays_on_one_line_and_is_found_as_it_is() -> None:
    assert whole("по приказу №\u00a071-од.\nи <b> 2-го") == (
        'по приказу <span class="whole">№\u00a071-од.</span><br>и &lt;b&gt; 2-го'
    )
    assert whole("приказ № 215") == "приказ № 215"

"""Papers through the program against bare WeasyPrint of the same HTML one by one; a page a second beside reportlab."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

from benchmarks import awards, consents_pdf
from benchmarks.measure import Figure, compare, seconds
from core.pdf import FONT_FOLDER, PRINT_FOLDER, render_pdf
from orders.appendices.pairs import COLUMNS as PAIR_COLUMNS
from orders.blocks import Appendix, Column, Group, Letterhead, Paper, Requisites, Signature, Table, plain_clauses
from orders.printing.render import paper_html

BENCH, ROUNDS, CALLS = "documents", 7, 3
FEW = 1  # rounds of five hundred papers: a minute each
MAP_COLUMNS = (Column("№ п/п", 110, "center"), Column("Мероприятие", 900), Column("Срок", 400), Column("Кто", 400))
CONTROL = "Контроль за исполнением настоящего приказа оставляю за собой."
WORDS = (
    "Классным руководителям провести разъяснительную работу с обучающимися и родителями (законными представителями) "
    "о ходе программы наставничества и представить краткий отчёт координатору."
)


def run() -> Iterator[Figure]:
    papers = {
        "order_2_pages": _order(14),
        "order_25_pairs": _order(3, _pairs(25)),
        "roadmap_42_rows": _order(3, _roadmap(42)),
    }
    for name, paper in papers.items():
        html = paper_html(paper)
        yield compare(BENCH, name, _ours(html), _bare(html), rounds=ROUNDS, calls=CALLS)
    for figure in consents_pdf.run(FEW):
        yield Figure(BENCH, "consents_500", figure.value, figure.unit, figure.baseline, figure.ratio)
    yield from awards.run(FEW)
    yield _pages_a_second(paper_html(_order(3)))


def _ours(html: str) -> Callable[[], bytes]:
    return lambda: render_pdf(html)


def _bare(html: str) -> Callable[[], bytes]:
    """The sheet is parsed for every paper, as a plain loop would do."""
    css = (PRINT_FOLDER / "paper.css").read_text("utf-8").replace("asset:", FONT_FOLDER.as_uri() + "/")

    def work() -> bytes:
        import weasyprint

        printed: bytes = weasyprint.HTML(string=html).write_pdf(stylesheets=[weasyprint.CSS(string=css)])
        return printed

    return work


def _pages_a_second(html: str) -> Figure:
    """One page of the same words. `ratio`: how many times quicker reportlab is, which lays out nothing but lines."""
    work, plain = _ours(html), _plain
    work(), plain()
    ours = [seconds(work) for _ in range(9)]
    theirs = [seconds(plain) for _ in range(9)]
    value, base = 1 / sorted(ours)[4], 1 / sorted(theirs)[4]
    return Figure(BENCH, "one_page_a_second", value, "pages/s", base, base / value)


def _plain() -> bytes:
    """A page of words by lines that are broken beforehand: the floor of any PDF writer in Python."""
    from reportlab.pdfgen.canvas import Canvas

    _register_font()
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, pagesize=(595, 842))
    canvas.setFont("Liberation", 14)
    for number, line in enumerate(_lines(_order(3))):
        canvas.drawString(85, 780 - 18 * number, line)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@cache
def _register_font() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Liberation", str(FONT_FOLDER / "LiberationSerif-Regular.ttf")))


def _lines(paper: Paper) -> list[str]:
    words = " ".join([paper.letterhead.full_name, "ПРИКАЗ", paper.title, *(each.text for each in paper.clauses)])
    return [words[start : start + 70] for start in range(0, len(words), 70)]


def _order(clauses: int, *appendices: Appendix) -> Paper:
    return Paper(
        title="Об утверждении наставнических пар (групп)",
        letterhead=Letterhead(full_name="МБОУ «Средняя общеобразовательная школа № 1»", short_name="СОШ № 1"),
        requisites=Requisites(dated_on=date(2026, 9, 1), place="г. Примерск", number="71-од"),
        preamble="В соответствии с распоряжением Министерства просвещения Российской Федерации и в целях порядка",
        clauses=plain_clauses(*[WORDS] * clauses, CONTROL),
        signature=Signature("Директор", "О.В.\u00a0Примерова"),
        appendices=appendices,
    )


def _pairs(count: int) -> Appendix:
    rows = tuple(
        (
            str(number),
            f"Опытнова{number} Ольга Васильевна, учитель математики",
            f"Азбукина{number} Анна Петровна, 7 «А» класс",
            "учитель – ученик",
            "Математика: догнать класс к концу четверти",
            "01.09.2026 – 31.05.2027",
        )
        for number in range(1, count + 1)
    )
    table = Table(PAIR_COLUMNS, (Group("", rows),))
    return Appendix("Наставнические пары (группы)", landscape=True, approved="УТВЕРЖДЕНЫ", table=table)


def _roadmap(count: int) -> Appendix:
    rows = [(f"1.{n}", WORDS[:110], "сентябрь – октябрь 2026 г.", "координатор, кураторы") for n in range(1, count + 1)]
    groups = tuple(Group(f"Этап {n // 6 + 1}", tuple(rows[n : n + 6])) for n in range(0, count, 6))
    return Appendix("Дорожная карта", landscape=True, approved="УТВЕРЖДЕНА", table=Table(MAP_COLUMNS, groups))

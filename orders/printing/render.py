"""Blocks to HTML and PDF. The same markup is the page preview, the draft PDF and the stored file."""

import base64
from datetime import datetime
from enum import StrEnum

from django.template.loader import render_to_string

from core.dates import long_date
from core.pdf import Enclosure, render_pdf
from core.qr import qr_svg
from orders.blocks import Paper, canonical
from orders.dates import BLANK_DATE
from orders.printing.typography import typeset_paper
from orders.printing.veil import Veil, veiled

EMBLEM = "asset:emblem"
STORED_VARIANT, SITE_VARIANT = "pdf/a-3u", "pdf/ua-1"
LONG_ROWS, LONG_BYTES = 150, 200_000


def is_long(paper: Paper) -> bool:
    """More than a few seconds of printing: 1,000 rows take about 15 s and 270 MB, so a long paper goes to the queue."""
    return paper.row_count > LONG_ROWS or len(canonical(paper)) > LONG_BYTES


def paper_context(paper: Paper) -> dict[str, object]:
    """What orders/paper_text.html and orders/paper.html need."""
    requisites = paper.requisites
    return {
        "paper": typeset_paper(paper),
        "date_words": long_date(requisites.dated_on) if requisites.dated_on else BLANK_DATE,
        "number_words": f"№\u00a0{requisites.number or '________'}",
        "only_appendix": len(paper.appendices) == 1,
        "emblem": f"data:image/png;base64,{paper.letterhead.emblem}" if paper.letterhead.emblem else "",
        "unsure": (),
    }


class Mark(StrEnum):
    """What stands across every page."""

    NONE = ""
    DRAFT = "draft"  # ПРОЕКТ
    CANCELLED = "cancelled"  # ОТМЕНЁН


def paper_html(paper: Paper, *, mark: Mark = Mark.NONE, line: str = "") -> str:
    """A whole document for core.pdf; `line` stands small at the foot of the first page."""
    check = paper.requisites.check
    around = {
        "mark": mark,
        "line": line,
        "code": qr_svg(check, label="Код проверки приказа") if check else "",
        "emblem": EMBLEM if paper.letterhead.emblem else "",
    }
    return render_to_string("orders/paper.html", paper_context(paper) | around)


def pictures_of(paper: Paper) -> dict[str, bytes]:
    """What `paper_html` shows, for core.pdf."""
    return {EMBLEM: base64.b64decode(paper.letterhead.emblem)} if paper.letterhead.emblem else {}


def draft_pdf(paper: Paper) -> bytes:
    return render_pdf(paper_html(paper, mark=Mark.DRAFT), pictures=pictures_of(paper))


def stored_pdf(paper: Paper, *, at: datetime) -> bytes:
    """The original: PDF/A-3u, tagged, with the canonical JSON inside. `at` (of registration) keeps the bytes the same.

    What it holds of both norms is proved object by object (tests/orders/test_pdf_norms.py), not by a validator.
    """
    enclosure = Enclosure("order.json", canonical(paper), at)
    return render_pdf(
        paper_html(paper),
        variant=STORED_VARIANT,
        enclosures=[enclosure],
        pictures=pictures_of(paper),
        tagged=True,
    )


def cancelled_pdf(paper: Paper) -> bytes:
    """To look at and to print; the stored original stays as it is."""
    return render_pdf(paper_html(paper, mark=Mark.CANCELLED), pictures=pictures_of(paper))


def site_pdf(paper: Paper, veil: Veil) -> bytes:
    """For the site: minors by initials, nothing inside the file, read aloud by screen readers."""
    html = paper_html(veiled(paper, veil), line="Копия для сайта")
    return render_pdf(html, variant=SITE_VARIANT, pictures=pictures_of(paper))

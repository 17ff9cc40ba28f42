"""Blocks to HTML and PDF. The same markup is the page preview, the draft PDF and the stored file."""

import base64
from datetime import datetime

from django.template.loader import render_to_string

from core.dates import long_date
from core.pdf import Enclosure, render_pdf
from orders.blocks import Paper, canonical
from orders.dates import BLANK_DATE
from orders.typography import typeset_paper

EMBLEM = "asset:emblem"
STORED_VARIANT = "pdf/a-3u"
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


def paper_html(paper: Paper, *, draft: bool = False) -> str:
    """A whole document for core.pdf; a draft carries the watermark «ПРОЕКТ»."""
    emblem = EMBLEM if paper.letterhead.emblem else ""
    return render_to_string(
        "orders/paper.html", paper_context(paper) | {"mark": "draft" if draft else "", "emblem": emblem}
    )


def pictures_of(paper: Paper) -> dict[str, bytes]:
    """What `paper_html` shows, for core.pdf."""
    return {EMBLEM: base64.b64decode(paper.letterhead.emblem)} if paper.letterhead.emblem else {}


def draft_pdf(paper: Paper) -> bytes:
    return render_pdf(paper_html(paper, draft=True), pictures=pictures_of(paper))


def stored_pdf(paper: Paper, *, at: datetime) -> bytes:
    """The original: PDF/A-3u with the canonical JSON inside. `at` (of registration) keeps the bytes the same."""
    enclosure = Enclosure("order.json", canonical(paper), at)
    return render_pdf(paper_html(paper), variant=STORED_VARIANT, enclosures=[enclosure], pictures=pictures_of(paper))

"""Papers to PDF: text papers laid out, awards drawn over their background."""

from collections.abc import Callable, Iterator, Sequence

from django.template.loader import render_to_string

from core.pdf import render_pdf
from core.pdf_overlay import merged, overlaid
from orders.issuer import letterhead
from orders.papers.awards import AwardForm, Background
from orders.papers.blocks import Document, Gaps
from orders.papers.sources import PersonFacts, Source

AT_ONCE = 25  # papers of one layout: more in one document cost memory, not time
LONG_ISSUER, LONG_AWARD, LONG_BODY = 160, 12, 330  # letters that still stand in the large size
Told = Callable[[int], None]


def unheard(done: int) -> None:
    """Nobody waits for the figure."""


def documents_pdf(documents: Sequence[Document], told: Told = unheard) -> bytes:
    """One file, every paper on its own sheet. Raises core.pdf.PdfUnavailable."""
    parts = []
    for start in range(0, len(documents), AT_ONCE):
        parts.append(render_pdf(documents_html(documents[start : start + AT_ONCE]), sheet="letter"))
        told(min(start + AT_ONCE, len(documents)))
    return parts[0] if len(parts) == 1 else merged(parts)


def documents_html(documents: Sequence[Document]) -> str:
    first = documents[0]
    context = {"documents": documents, "title": first.title, "author": first.author}
    return render_to_string("orders/papers_print.html", context)


def awards_pdf(form: AwardForm, people: Sequence[PersonFacts], source: Source, told: Told = unheard) -> bytes:
    """One page for each person in the given order. Raises core.pdf.PdfUnavailable."""
    background = render_pdf(background_html(form.background(source, Gaps())), sheet="award")

    def pages() -> Iterator[Sequence]:
        for place, facts in enumerate(people):
            yield form.lines(facts, source, place, Gaps())
            told(place + 1)

    return overlaid(background, pages())


def background_html(back: Background) -> str:
    head = letterhead(back.source.organization)
    return render_to_string(
        "orders/award.html",
        {
            "back": back,
            "head": head,
            "issuer_long": len(head.full_name) + len(head.parent_body) > LONG_ISSUER,
            "award_long": len(back.title) > LONG_AWARD,
            "body_long": len(back.body) > LONG_BODY,
        },
    )

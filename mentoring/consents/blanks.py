"""Blanks of consents as one PDF: the form of a text is laid out once, names and QR are drawn over it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from core.pdf import render_pdf
from core.pdf_pages import Code, Leaf, Text, page_count, printed
from mentoring.consents.texts import TITLES, Facts, paragraphs, pieces
from mentoring.models.consents import Purpose, Signer

SHEET = "consent"
# Millimetres of static/print/consent.css: page margin, first line for the pen, where lines begin, how long they are.
MARGIN, FIRST_LINE, ROW_HEIGHT, LINE_LEFT, LINE_WIDTH = 12, 49.4, 9, 74, 119
CODE_LEFT, CODE_SIDE, CODE_BASE = 169, 24, 39
ROWS: dict[str, tuple[int, int]] = {
    Signer.SELF: (1, 0),
    Signer.PUPIL: (1, 4),
    Signer.GUARDIAN: (5, 1),
}  # of the subject, of the representative

ADDRESS, PAPERS = "Адрес", "Документ: вид, серия, номер, кем и когда выдан"
CHILD = "Ребёнок: фамилия, имя, отчество, дата рождения, класс"
# Identity papers are written by hand and never stored: 152-ФЗ, ст. 9 ч. 4, п. 1 и 2.
LABELS: dict[str, tuple[str, ...]] = {
    Signer.SELF: ("Фамилия, имя, отчество", ADDRESS, PAPERS),
    Signer.PUPIL: (CHILD, ADDRESS, PAPERS, "Законный представитель"),
    Signer.GUARDIAN: (
        *("Я, законный представитель (фамилия, имя, отчество)", ADDRESS, PAPERS),
        *("Чем подтверждаются полномочия: документ, его номер и дата", CHILD, "Адрес и документ ребёнка"),
    ),
}
SIGNED_BY = {
    Signer.SELF: "участник",
    Signer.PUPIL: "ученик",
    Signer.GUARDIAN: "законный представитель",
}


@dataclass(frozen=True, slots=True)
class Form:
    """One text of an organization, the same for everybody who signs it."""

    purpose: str
    signer: str
    body: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Blank:
    """One paper of one person. `subject` is whose data they are, `guardian` "" where a parent writes by hand."""

    form: Form
    code: str
    address: str  # what the QR says
    subject: str
    guardian: str = ""


Told = Callable[[int], None]


def unheard(done: int) -> None:
    """Nobody waits for the figure."""


def blanks_pdf(blanks: Sequence[Blank], told: Told = unheard) -> bytes:
    """One document, a page and a QR for each blank in the given order. Raises core.pdf.PdfUnavailable."""
    forms = {form: render_pdf(form_html(form), sheet=SHEET) for form in {blank.form: None for blank in blanks}}
    lengths = {form: page_count(content) for form, content in forms.items()}
    return printed(_leaves(blanks, forms, lengths, told))


def _leaves(
    blanks: Sequence[Blank], forms: Mapping[Form, bytes], lengths: Mapping[Form, int], told: Told
) -> Iterator[Leaf]:
    for done, blank in enumerate(blanks, 1):
        for page in range(lengths[blank.form]):
            yield _leaf(blank, forms[blank.form], page)
        told(done)


def form_html(form: Form) -> str:
    return render_to_string(
        "mentoring/consent_paper.html",
        {
            "title": TITLES[Purpose(form.purpose)],
            "labels": LABELS[form.signer],
            "paragraphs": [list(pieces(part, form.facts)) for part in paragraphs(form.body)],
            "signed_by": SIGNED_BY[Signer(form.signer)],
        },
    )


def _leaf(blank: Blank, form: bytes, page: int) -> Leaf:
    """The first page carries the names, each page the QR: a lost second page finds its person as well."""
    code = Text(f"бланк {blank.code}", CODE_LEFT, CODE_BASE, CODE_SIDE + 4, 8)
    names = tuple(_names(blank)) if page == 0 else ()
    return Leaf(form, page, (code, *names), (Code(blank.address, CODE_LEFT, MARGIN, CODE_SIDE),))


def _names(blank: Blank) -> Iterator[Text]:
    """Values on the lines of the form; an empty one leaves its line to the pen."""
    subject, guardian = ROWS[blank.form.signer]
    for row, words in ((subject, blank.subject), (guardian, blank.guardian)):
        if row and words:
            yield Text(words, LINE_LEFT, FIRST_LINE + (row - 1) * ROW_HEIGHT, LINE_WIDTH)

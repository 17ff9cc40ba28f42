"""500 blanks of consents in one PDF against bare WeasyPrint laying them out one by one, QR included."""

from collections.abc import Iterator

from benchmarks.measure import Figure, compare
from core.pdf import FONT_FOLDER, PRINT_FOLDER
from core.qr import qr_svg
from mentoring.consents.blanks import Blank, Form, blanks_pdf, form_html
from mentoring.consents.texts import Facts
from mentoring.consents.wording import MONTHS, built_in
from mentoring.models import Purpose, Signer

BLANKS, ROUNDS = 500, 5
FACTS = Facts("МБОУ «Средняя общеобразовательная школа № 1»", "г. Примерск, ул. Школьная, 1", "0000000000", "", MONTHS)
FORM = Form(Purpose.PROCESSING, Signer.GUARDIAN, built_in(Purpose.PROCESSING, Signer.GUARDIAN), FACTS)


def run(rounds: int = ROUNDS) -> Iterator[Figure]:
    blanks = [_blank(number) for number in range(BLANKS)]
    pages = [_whole(blank) for blank in blanks]
    css = (PRINT_FOLDER / "consent.css").read_text("utf-8").replace("asset:", FONT_FOLDER.as_uri() + "/")

    def baseline() -> None:
        """The words of everybody are laid out anew, as a plain loop would do."""
        import weasyprint

        sheet = weasyprint.CSS(string=css)
        for html in pages:
            weasyprint.HTML(string=html).write_pdf(stylesheets=[sheet])

    def work() -> None:
        blanks_pdf(blanks)

    yield compare("consents_pdf", f"blanks_{BLANKS}", work, baseline, rounds=rounds)


def _blank(number: int) -> Blank:
    code = f"{number:010}"
    address = f"https://mentoring.example.org/c/{code}/"
    return Blank(
        FORM, code, address, f"Петров Иван{number} Сергеевич, 12.05.2014, 6 «А» класс", "Петрова Анна Олеговна"
    )


def _whole(blank: Blank) -> str:
    """The same paper as one HTML page: names and QR stand in it."""
    head = f"{qr_svg(blank.address, label='Код')}<p>{blank.code}</p><p>{blank.guardian}</p><p>{blank.subject}</p>"
    return form_html(FORM).replace('<div class="title">', f'{head}<div class="title">', 1)

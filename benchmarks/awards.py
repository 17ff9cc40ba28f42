"""500 certificates in one PDF against bare WeasyPrint laying out the same pages one by one."""

from collections.abc import Iterator
from datetime import date

from django.utils.html import format_html, format_html_join

from benchmarks.measure import Figure, compare
from core.pdf import FONT_FOLDER, PRINT_FOLDER
from mentoring.models import Person
from orders.papers.awards import CERTIFICATE, certificate_background, certificate_lines
from orders.papers.blocks import Gaps
from orders.papers.render import awards_pdf, background_html
from orders.papers.sources import PersonFacts, Source
from schools.models import Membership, Organization

AWARDS, ROUNDS = 500, 3
DIRECTOR = Membership(
    last_name="Примерова", first_name="Ольга", patronymic="Викторовна", gender="f", roles=["director"]
)
SCHOOL = Organization(
    full_name="МБОУ «Средняя общеобразовательная школа № 1»", short_name="СОШ № 1", place="г. Примерск"
)
WORDS = {"deed": "в программе наставничества в 2026/2027 учебном году", "first": "1"}
SOURCE = Source(SCHOOL, DIRECTOR, (DIRECTOR,), 2026, date(2027, 5, 20), WORDS)


def run(rounds: int = ROUNDS) -> Iterator[Figure]:
    people = [_person(number) for number in range(AWARDS)]
    pages = [_whole(facts, place) for place, facts in enumerate(people)]
    css = (PRINT_FOLDER / "award.css").read_text("utf-8").replace("asset:", FONT_FOLDER.as_uri() + "/")

    def baseline() -> None:
        """Every page is laid out anew, as a plain loop would do."""
        import weasyprint

        sheet = weasyprint.CSS(string=css)
        for html in pages:
            weasyprint.HTML(string=html).write_pdf(stylesheets=[sheet])

    def work() -> None:
        awards_pdf(CERTIFICATE, people, SOURCE)

    yield compare("documents", f"certificates_{AWARDS}", work, baseline, rounds=rounds)


def _person(number: int) -> PersonFacts:
    row = Person(
        last_name=f"Берёзкин{number}",
        first_name="Иван",
        patronymic="Сергеевич",
        gender="m",
        kind="teacher",
        position="учитель математики",
    )
    return PersonFacts(row)


def _whole(facts: PersonFacts, place: int) -> str:
    """The same paper as one HTML page: the words stand where they are drawn otherwise."""
    lines = certificate_lines(facts, SOURCE, place, Gaps())
    words = format_html_join("", '<p class="intro">{}</p>', ((each.text,) for each in lines))
    return background_html(certificate_background(SOURCE, Gaps())).replace("</body>", format_html("{}</body>", words))

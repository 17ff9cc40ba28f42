"""The order PDF through core.pdf against bare WeasyPrint of the same HTML and the same sheet."""

from collections.abc import Iterator

from accounts.roles import Role
from benchmarks import data
from benchmarks.measure import Figure, compare
from core import tenancy
from core.pdf import FONT_FOLDER, PRINT_FOLDER, render_pdf
from core.tenancy import SYSTEM
from orders.actions import draft_roadmap_order
from orders.printing.render import paper_html
from orders.queries import paper_of


def run() -> Iterator[Figure]:
    with tenancy.tx(SYSTEM):
        school = data.make_school()
        coordinator = data.make_person(school, 1, Role.COORDINATOR)
        data.make_person(school, 2, Role.DIRECTOR)
    viewer = data.viewer_of(coordinator)
    with tenancy.tx(viewer.scope):
        roadmap = data.make_roadmap(viewer.organization, 42, viewer)
        type(roadmap).objects.filter(pk=roadmap.pk).update(status="draft", approved_on=None)
        roadmap.refresh_from_db()
        paper = paper_of(draft_roadmap_order(roadmap, by=viewer, today=data.TODAY))
        html = paper_html(paper)
    css = (PRINT_FOLDER / "paper.css").read_text("utf-8").replace("asset:", FONT_FOLDER.as_uri() + "/")

    def baseline() -> None:
        import weasyprint

        weasyprint.HTML(string=html).write_pdf(stylesheets=[weasyprint.CSS(string=css)])

    def work() -> None:
        render_pdf(html)

    def whole() -> None:
        render_pdf(paper_html(paper))

    yield compare("render", "order_pdf", work, baseline, rounds=7)
    yield compare("render", "order_pdf_with_template", whole, baseline, rounds=7)

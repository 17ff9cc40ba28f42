"""What the archive of an organization holds of its reports: those that were kept, and what was sent on request."""

from collections.abc import Iterator, Sequence
from functools import partial

from core.bundles import Part, member_name
from core.canonical import canonical
from core.sheets.model import Column, Group, Row, Sheet
from core.sheets.xlsx import as_xlsx
from core.viewer import Viewer
from reports.actions.papers import made_of
from reports.campaigns import answers
from reports.models import CampaignAnswers, CampaignSending, SavedReport
from reports.papers.states import report_of
from reports.papers.writing import content_of
from reports.queries.papers import saved_reports

KEPT, SENT = "Отчёты/Сохранённые", "Отчёты/Сданные"
COLUMNS = (
    *(Column("Отчёт", 60), Column("Сдан", 24), Column("Который раз", 20), Column("Поле", 60)),
    *(Column("Как видят выше", 30), Column("Точно", 24), Column("Словами", 90)),
    *(Column("Файл", 60), Column("Контрольная сумма SHA-256", 60)),
)


def parts(viewer: Viewer) -> Iterator[Part]:
    for row in saved_reports(viewer):
        yield Part(
            f"{KEPT}/{member_name(row.title, f'({row.pk})')}.docx", partial(_document, row, viewer), is_made=True
        )
    rows = CampaignSending.objects.visible_to(viewer).filter(reporter=viewer.organization)
    sendings = list(rows.select_related("report").order_by("sent_at", "pk"))
    if sendings:
        yield Part(f"{SENT}/Сданные отчёты.xlsx", partial(_table, sendings, viewer), is_made=True)
    for sending in sendings:
        yield Part(_place(sending), partial(canonical, sending.content))


def _document(row: SavedReport, viewer: Viewer) -> bytes:
    return content_of(report_of(row.content), "docx", made_of(row, viewer))


def _place(sending: CampaignSending) -> str:
    """The file has the checksum that the body above keeps."""
    return f"{SENT}/{member_name(sending.report.title, f'({sending.report_id}, {sending.number})')}.json"


def _table(sendings: Sequence[CampaignSending], viewer: Viewer) -> bytes:
    drafts = CampaignAnswers.objects.visible_to(viewer).filter(organization=viewer.organization)
    exact = dict(drafts.values_list("report", "figures"))
    rows = [row for sending in sendings for row in _rows(sending, exact.get(sending.report_id, {}), viewer)]
    return as_xlsx(Sheet("Сданные отчёты", COLUMNS, (Group("", "", tuple(rows)),), "Сданные отчёты"))


def _rows(sending: CampaignSending, exact: dict[str, str], viewer: Viewer) -> Iterator[Row]:
    """Exact figures are kept of the last sending only."""
    known = exact if sending.number == sending.report.sent_number else {}
    about = (sending.report.title, viewer.organization.local_date(sending.sent_at), sending.number)
    for answer in answers.from_json(sending.content).answers:
        amount = answer.amount.in_sheet if answer.amount else ""
        told = (answer.field.title, amount, known.get(answer.field.key, ""), answer.words)
        yield (*about, *told, _place(sending), sending.sha256)

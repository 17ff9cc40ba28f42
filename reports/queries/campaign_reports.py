"""One report: what the program has filled in, what was written, what was sent, what has changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.viewer import Viewer
from reports.campaigns import answers
from reports.campaigns.amounts import Amount
from reports.campaigns.answers import Answer, Content
from reports.campaigns.fields import Field, FieldKind
from reports.campaigns.figures import amounts_of, counted_keys, exact_of, published_cells
from reports.campaigns.indicators import PERIOD_OF, amount_of, figures_behind, key_of, upward_of
from reports.figures.counting import cells_of
from reports.indicators.measures import NO_DATA, Measure
from reports.models import Campaign, CampaignAnswers, CampaignReport, CampaignSending
from reports.queries.campaigns import form_of, last_sending, summary_of, words_now
from reports.queries.figures import figures_of
from reports.queries.indicators import IndicatorValue, indicator_values
from reports.queries.sources import counted_by_school
from schools.models import Organization


@dataclass(frozen=True, slots=True)
class Present:
    """The numbers of a report as they are now. `exact` is what only a school sees, of itself, in words."""

    amounts: Mapping[str, Amount]
    exact: Mapping[str, str] | None = None
    below: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field on a page. `upward` is what the level above reads instead of `value`, where it is less.

    `now` is the figure as it is today, of a report sent earlier; "" where it is the same.
    """

    field: Field
    value: str
    upward: str
    words: str
    remark: str
    now: str = ""


def present_of(
    viewer: Viewer, report: CampaignReport, campaign: Campaign, fields: Sequence[Field], today: date
) -> Present:
    """Of the own school live, of a municipality from what its schools have sent, of others the published row."""
    if report.sender.level != Organization.Level.SCHOOL:
        summary = summary_of(viewer, campaign, report.sender, today)
        return Present(summary.amounts(), below=(summary.handed_in, summary.asked))
    measured = _measured(viewer, report.sender, campaign, fields, today)
    counted = {key: amount_of(measure) for key, (_value, measure) in measured.items()}
    if report.sender_id == viewer.organization.pk:
        live = _live(viewer, campaign.school_year, fields, measured, today)
        exact = {key: str(amount) for key, amount in counted.items()}
        return Present(_upward(live, fields, measured), exact_of(live, fields) | exact)
    row = figures_of(viewer, campaign.school_year, report.sender)
    known = amounts_of(row.cells, fields) if row.counted_at else {}
    return Present(known | counted)


Measured = Mapping[str, tuple[IndicatorValue, Measure]]  # by the key of the field; of indicators that have a value


def _measured(
    viewer: Viewer, organization: Organization, campaign: Campaign, fields: Sequence[Field], today: date
) -> Measured:
    asked = {field.key for field in fields if field.kind == FieldKind.INDICATOR}
    if not asked:
        return {}
    found = indicator_values(viewer, campaign.school_year, organization, PERIOD_OF[campaign.period], today)
    known = {key_of(value.indicator): (value, value.measure) for value in found if value.measure is not None}
    return {key: known[key] for key in asked & known.keys()}


def _live(viewer: Viewer, school_year: int, fields: Sequence[Field], measured: Measured, today: date) -> dict[str, int]:
    """A query for each figure that is asked or stands behind an indicator, by the same statements as everywhere."""
    own = viewer.organization
    asked = [field.key for field in fields if field.kind == FieldKind.FIGURE]
    behind = [key for value, _measure in measured.values() for key in figures_behind(value.indicator)]
    return {
        key: counted_by_school(key, viewer, school_year, today, own).get(own.pk, 0)
        for key in counted_keys([*asked, *behind])
    }


def _upward(live: Mapping[str, int], fields: Sequence[Field], measured: Measured) -> dict[str, Amount]:
    cells = published_cells(live)
    return amounts_of(cells, fields) | {
        key: upward_of(value.indicator, measure, cells if value.counted_at is None else None)
        for key, (value, measure) in measured.items()
    }


def draft_of(viewer: Viewer, report: CampaignReport) -> CampaignAnswers | None:
    """Of the own organization only: whoever asks never reads it."""
    rows = CampaignAnswers.objects.visible_to(viewer).filter(organization=viewer.organization, report=report)
    return rows.first()


def words_to_edit(draft: CampaignAnswers | None, sent: Content | None) -> dict[str, str]:
    """What is written and not sent yet, else what was sent last."""
    return dict(draft.words if draft else words_now(sent))


def rows_to_fill(
    fields: Sequence[Field], present: Present, words: Mapping[str, str], remarks: Mapping[str, str]
) -> list[FieldRow]:
    return [
        FieldRow(
            field,
            *_values(field, present.amounts.get(field.key), present.exact),
            words.get(field.key, ""),
            remarks.get(field.key, ""),
        )
        for field in fields
    ]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report to be read. Without `sending` it was never sent, and `rows` are what the program knows."""

    rows: list[FieldRow]
    sending: CampaignSending | None
    content: Content | None
    changed: int


def view_of(viewer: Viewer, report: CampaignReport, campaign: Campaign | None, today: date) -> ReportView:
    sending = last_sending(viewer, report)
    if sending is None:
        return ReportView(_known(viewer, report, campaign), None, None, 0)
    content = answers.from_json(sending.content)
    fields = [answer.field for answer in content.answers]
    present = present_of(viewer, report, campaign, fields, today) if campaign else Present({})
    draft = draft_of(viewer, report) if report.sender_id == viewer.organization.pk else None
    exact = draft.figures if draft else {}
    rows = [_sent_row(answer, exact, present, report.remarks) for answer in content.answers]
    return ReportView(rows, sending, content, sum(bool(row.now) for row in rows))


def _known(viewer: Viewer, report: CampaignReport, campaign: Campaign | None) -> list[FieldRow]:
    """Before the first sending: the figures published when the report was asked for."""
    cells = cells_of(report.prefilled.get("values", {}), report.prefilled.get("hidden", ()))
    fields = form_of(viewer, campaign) if campaign else ()
    amounts = amounts_of(cells, fields) if report.prefilled else {}
    return [FieldRow(field, str(amounts.get(field.key, "")), "", "", "") for field in fields]


def _sent_row(answer: Answer, exact: Mapping[str, str], present: Present, remarks: Mapping[str, str]) -> FieldRow:
    """Compared alike with alike: exact numbers with exact ones, published ones with published ones."""
    field, amount = answer.field, answer.amount
    value, upward = _values(field, amount, exact or None)
    is_now = present.amounts.get(field.key)
    now = "" if is_now is None or is_now == amount else str(is_now)
    if exact and present.exact is not None:
        now = present.exact.get(field.key, "")
        now = "" if exact.get(field.key) == now else now
    return FieldRow(field, value, upward, answer.words, remarks.get(field.key, ""), now)


def _values(field: Field, amount: Amount | None, exact: Mapping[str, str] | None) -> tuple[str, str]:
    """(as the own organization reads it, as it goes up where that is less)."""
    if not field.is_figure:
        return "", ""
    shown = str(amount) if amount is not None else NO_DATA
    if exact is None or field.key not in exact:
        return shown, ""
    own = exact[field.key]
    return own, "" if own == shown else shown

"""Reports in the archive of an organization."""

import hashlib
import io
from datetime import datetime

import openpyxl

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.queries.handover import handover_sheets
from reports.handover import parts
from reports.models import CampaignReport, CampaignSending
from tests.campaign_factories import make_campaign, make_report, make_sending
from tests.pair_factories import make_reply, make_survey
from tests.report_factories import make_saved_report
from tests.world import World


def test_the_archive_holds_kept_and_sent_reports_with_their_sums(world: World, now: datetime) -> None:
    school = world.school.organization
    with tenancy.tx(SYSTEM):
        make_saved_report(world.people["coordinator"], "Пары сработались")
        campaign = make_campaign(world.municipalities[0], world.people["municipal_official"], title="Архивный")
        make_sending(make_report(campaign, school), world.people["coordinator"], "Мешало расписание", sent_at=now)
        neighbour = list(CampaignReport.objects.exclude(sender=school).values_list("pk", flat=True))
        sums = set(CampaignSending.objects.filter(reporter=school).values_list("sha256", flat=True))
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        found = {part.name: part.read() for part in parts(by)}
    sent = {name: content for name, content in found.items() if name.endswith(".json")}
    table = openpyxl.load_workbook(io.BytesIO(found["Отчёты/Сданные/Сданные отчёты.xlsx"])).active
    cells = {cell.value for row in table.rows for cell in row}
    assert {hashlib.sha256(content).hexdigest() for content in sent.values()} == sums
    assert {"Архивный", "Мешало расписание", *sums, *sent} <= cells
    assert [name for name in sent if any(f"({pk}," in name for pk in neighbour)] == []
    assert any(name.startswith("Отчёты/Сохранённые/") for name in found)


def test_the_archive_holds_no_anonymous_answer(world: World) -> None:
    with tenancy.tx(SYSTEM):
        survey = make_survey(world.school.organization, anonymous=True)
        make_reply(survey, "mentee", values={"lacking": "Слова без имени"}, mark=None)
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        words = str([sheet.groups for sheet in handover_sheets(by)])
    assert "Слова без имени" not in words

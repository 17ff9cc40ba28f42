"""An official asks forty schools for a report and takes the summary away: in few clicks, and no school is lost."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from reports.actions import campaign_reports
from reports.actions.counting import count_figures
from reports.models import CampaignReport
from schools.access import viewer_as
from schools.models import Membership, Organization
from tests.reports.forty import TODAY, followed, signed_in, town

__all__ = ["town"]  # the fixture
LINES = re.compile('<li><a class="q fw-medium"')
MOST_CLICKS = 10


@dataclass
class Official:
    """Goes only where a page leads; every link followed and every form sent is a click."""

    client: Client
    at: str = "/"
    clicks: list[str] = field(default_factory=list)

    def click(self, link: str) -> None:
        self.at = followed(self.client, self.at, link)
        self.clicks.append(link)

    def send(self, **typed: object) -> None:
        """The form of the page as it is filled in, with what is typed."""
        ticked: dict[str, list[str]] = {}
        for tag in re.findall("<input[^>]* checked[^>]*>", self.text()):
            ticked.setdefault(re.findall('name="([^"]+)"', tag)[0], []).append(re.findall('value="([^"]+)"', tag)[0])
        answer = self.client.post(self.at, {**ticked, "version": 0, **typed})
        assert answer.status_code == 302
        self.at = answer["Location"]
        self.clicks.append("form")

    def text(self) -> str:
        return self.client.get(self.at).content.decode()


def sent_by(reports: Iterable[CampaignReport]) -> None:
    for report in reports:
        by = _coordinator(report.sender)
        with tenancy.tx(by.scope):
            campaign_reports.send_report(
                report, {"question_1": "Ничего"}, seen_version=0, by=by, now=timezone.now(), today=TODAY
            )


def _coordinator(school: Organization) -> Viewer:
    with tenancy.tx(SYSTEM):
        person = Membership.objects.filter(organization=school, roles__contains=[Role.COORDINATOR])
        return viewer_as(person.select_related("account", "organization").get(), today=TODAY)


def owing() -> list[CampaignReport]:
    with tenancy.tx(SYSTEM):
        return list(CampaignReport.objects.owing().select_related("sender", "organization").order_by("sender_id"))


def told(client: Client, town: Organization) -> tuple[int, int, int]:
    """Reports that the board says are not handed in, rows of the list it leads to, schools its chip keeps."""
    count_figures(town, now=timezone.now())
    board, chip = client.get(reverse("dashboard")).content.decode(), {"show": "owed"}
    [number] = re.findall(rf'href="/figures/owed/[?]in={town.pk}">(\d+)<', board) or ["0"]
    listed = client.get(reverse("figure_list", args=["owed"]), {"in": town.pk}).content.decode()
    kept = client.get(reverse("dashboard"), chip).content.decode()
    return int(number), len(LINES.findall(listed)), kept.count('<th scope="row"><a class="fw-medium" href="/dashboard/')


def test_forty_schools_are_asked_answer_and_are_added_up_in_ten_clicks(town: Organization) -> None:
    official = Official(signed_in(town, Role.MUNICIPAL_OFFICIAL))
    official.click(r'href="(/reports/)"')
    official.click(r'href="(/campaigns/)"')
    official.click(r'href="(/campaigns/new/)"')
    official.send(title="Итоги", period="h1", due_on="25.12.2026", questions="Что мешало?")
    reports = owing()
    assert len(reports) == 40
    assert all(report.prefilled["values"]["orders"] >= 0 for report in reports)
    sent_by(reports[3:])
    assert told(official.client, town) == (3, 3, 3)
    sent_by(reports[:3])
    assert told(official.client, town) == (0, 0, 0)
    official.at = "/"
    official.click(r'href="(/campaigns/\d+/[?]show=sent)"')
    assert official.text().count("checked") == 40
    official.click(r'href="(/campaigns/\d+/summary/)"')
    assert "Сдали 40 из 40" in official.text()
    official.click(r'href="(/campaigns/\d+/[^"]*pdf[^"]*)"')
    answer = official.client.get(official.at)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert len(official.clicks) <= MOST_CLICKS

"""Requests for reports: opened for everybody below, sent once, given back, added up, asked for more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from notifications.models import Letter
from reports.actions import campaign_reminders, campaign_reports, campaigns
from reports.actions.campaigns import Wanted
from reports.campaigns.fields import Field, FieldKind
from reports.campaigns.indicators import indicator_fields
from reports.models import Campaign, CampaignAnswers, CampaignReport, CampaignSending
from reports.queries.campaign_reports import view_of
from reports.queries.campaigns import campaign_rows, own_lines, summary_of
from reports.reminding.offers import NobodyToRemind
from schools.actions import move_organization
from tests import factories, indicator_factories, people_factories, report_factories
from tests.campaign_factories import ASKED, QUESTION
from tests.world import TODAY, World

DUE = date(2026, 12, 25)
NEW_QUESTION = Field("question_2", FieldKind.TEXT, "Что получилось?")
SignIn = Callable[[str], Client]


@dataclass
class Town:
    """A request of the first municipality (or of the region, `asker`) to everybody below."""

    world: World
    now: datetime
    asker: str = "municipal_official"
    campaign: Campaign | None = None

    def open(self, asked: Sequence[Field] = ASKED, **given: object) -> Campaign:
        by = self.world.viewer(self.asker)
        wanted = Wanted(**{"title": "Итоги", "purpose": "", "period": "h1", "due_on": DUE} | given)
        with tenancy.tx(by.scope):
            self.campaign = campaigns.open_campaign(wanted, asked, school_year=2026, by=by, now=self.now)
        return self.campaign

    def change(self, *fields: Field) -> None:
        by = self.world.viewer(self.asker)
        wanted = Wanted("Итоги", "", "h1", DUE)
        with tenancy.tx(by.scope):
            row = Campaign.objects.get(pk=self.campaign.pk)
            campaigns.change_campaign(row, wanted, fields, seen_version=row.version, by=by, now=self.now)

    def report(self, who: str = "coordinator") -> CampaignReport:
        with tenancy.tx(SYSTEM):
            mine = CampaignReport.objects.filter(sender=self.world.people[who].organization, campaign=self.campaign)
            return mine.select_related("sender", "organization").get()

    def send(self, who: str = "coordinator", words: str = "Ничего", seen: int | None = None, **more: str) -> None:
        by, report = self.world.viewer(who), self.report(who)
        with tenancy.tx(by.scope):
            draft = CampaignAnswers.objects.filter(report=report).first()
            version = seen if seen is not None else draft.version if draft else 0
            given = {"question_1": words, **more}
            campaign_reports.send_report(report, given, seen_version=version, by=by, now=self.now, today=TODAY)

    def sendings(self) -> list[CampaignSending]:
        with tenancy.tx(SYSTEM):
            return list(CampaignSending.objects.filter(report=self.report()).order_by("number"))

    def sums(self) -> dict[str, str]:
        by = self.world.viewer(self.asker)
        with tenancy.tx(by.scope):
            found = summary_of(by, self.campaign, by.organization, TODAY)
        return {key: str(amount) for key, amount in found.amounts().items()}


@pytest.fixture
def town(world: World, now: datetime) -> Town:
    return Town(world, now)


def test_everybody_below_gets_a_report_filled_in_from_published_figures(town: Town) -> None:
    town.open()
    with tenancy.tx(SYSTEM):
        rows = CampaignReport.objects.filter(campaign=town.campaign).order_by("sender_id")
        senders = [(row.organization_id, row.sender_id, row.prefilled["values"]["mentors"]) for row in rows]
        told = Letter.objects.filter(kind="report").count()
    place = town.world.municipalities[0].pk
    assert senders == [(place, school.organization.pk, 12) for school in town.world.schools[:2]]
    assert told == 2


def test_opening_asks_the_same_of_the_database_for_many_schools(town: Town) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            town.open(title=f"Итоги {len(connection.queries_log)}")
        return len(found)

    few = statements()
    with tenancy.tx(SYSTEM):
        for _number in range(12):
            factories.make_organization("school", town.world.municipalities[0])
    assert statements() == few


def test_the_same_request_is_not_opened_twice(town: Town) -> None:
    town.open()
    with pytest.raises(campaigns.AskedAlready):
        town.open()


def test_a_sent_report_hides_small_numbers_and_keeps_the_exact_ones_at_home(town: Town) -> None:
    town.open()
    town.send()
    [sending] = town.sendings()
    with tenancy.tx(SYSTEM):
        kept = CampaignAnswers.objects.get(report=sending.report)
    assert sending.content["answers"][0]["cell"] == [0, False]  # two mentors of the world
    assert kept.figures == {"mentors": "2"}
    by = town.world.viewer("municipal_official")
    with tenancy.tx(by.scope):
        assert CampaignAnswers.objects.count() == 0


def test_a_report_sent_twice_is_one(town: Town) -> None:
    town.open()
    town.send()
    with pytest.raises(campaign_reports.SentAlready):
        town.send(words="Ещё раз")
    assert [row.number for row in town.sendings()] == [1]


def test_a_sending_is_never_changed(town: Town) -> None:
    town.open()
    town.send()
    by = town.world.viewer("coordinator")
    with tenancy.tx(by.scope), pytest.raises(DatabaseError), transaction.atomic():
        CampaignSending.objects.update(sha256="0")


def test_a_question_without_an_answer_keeps_the_report_at_home(town: Town) -> None:
    town.open()
    with pytest.raises(campaign_reports.Unanswered):
        town.send(words="")
    assert (town.report().state, town.sendings()) == ("new", [])


def test_a_stale_draft_is_told(town: Town) -> None:
    town.open()
    with pytest.raises(campaign_reports.WrittenMeanwhile):
        town.send(seen=7)


def test_a_returned_report_is_sent_anew_and_accepted(town: Town) -> None:
    town.open()
    town.send()
    official = town.world.viewer("municipal_official")
    with tenancy.tx(official.scope):
        report, given = town.report(), {"question_1": "Подробнее"}
        campaign_reports.return_report(report, given, seen_number=1, by=official, now=town.now)
    assert (town.report().state, town.report().remarks) == ("returned", {"question_1": "Подробнее"})
    town.send(words="Болели")
    with tenancy.tx(official.scope):
        report = town.report()
        seen_old = campaign_reports.accept_reports({report.pk: 1}, town.campaign, by=official, now=town.now)
        seen_new = campaign_reports.accept_reports({report.pk: 2}, town.campaign, by=official, now=town.now)
    assert (seen_old, seen_new, town.report().state, len(town.sendings())) == (0, 1, "accepted", 2)


def test_a_closed_request_is_neither_changed_nor_given_back(town: Town) -> None:
    town.open()
    town.send()
    official = town.world.viewer("municipal_official")
    with tenancy.tx(official.scope):
        campaigns.close_campaign(town.campaign, by=official, now=town.now)
        with pytest.raises(campaigns.CampaignOver):
            campaign_reports.return_report(town.report(), {"": "Нет"}, seen_number=1, by=official, now=town.now)
    with pytest.raises(campaigns.CampaignOver):
        town.change(*ASKED, NEW_QUESTION)
    assert town.report().state == "sent"


def test_a_school_neither_accepts_nor_changes_what_was_asked(town: Town) -> None:
    town.open()
    town.send()
    by = town.world.viewer("coordinator")
    for change in ({"state": "accepted"}, {"due_on": date(2027, 1, 1)}, {"remarks": {"": "x"}}):
        with tenancy.tx(by.scope), pytest.raises(DatabaseError), transaction.atomic():
            CampaignReport.objects.filter(pk=town.report().pk).update(**change)


def test_nobody_takes_a_report_that_was_never_sent(town: Town) -> None:
    town.open()
    report, by = town.report(), town.world.viewer("municipal_official")
    with tenancy.tx(by.scope), pytest.raises(DatabaseError), transaction.atomic():
        CampaignReport.objects.filter(pk=report.pk).update(state=CampaignReport.State.ACCEPTED)


def test_a_changed_form_keeps_what_was_sent_and_asks_for_the_rest(town: Town) -> None:
    town.open()
    town.send()
    town.change(*ASKED, NEW_QUESTION)
    by = town.world.viewer("coordinator")
    with tenancy.tx(by.scope):
        [line] = [line for line in own_lines(by, 2026, TODAY) if line.report.campaign_id == town.campaign.pk]
    assert (line.words, line.to_do, town.report().state) == ("Дополнить", True, "sent")
    town.send(question_2="Много")
    assert [len(row.content["answers"]) for row in town.sendings()] == [2, 3]


def test_a_shorter_form_asks_for_nothing(town: Town) -> None:
    town.open()
    town.send()
    town.change(QUESTION)
    with pytest.raises(campaign_reports.SentAlready):
        town.send()


def test_a_hidden_cell_is_in_no_sum_while_reports_come_one_by_one(town: Town) -> None:
    town.open()
    town.send()
    first = town.sums()["mentors"]
    with tenancy.tx(SYSTEM):
        for number in range(8):
            mentor = people_factories.make_adult(town.world.schools[1].organization, last_name=f"Примерова{number}")
            people_factories.make_participation(mentor, "mentor")
    town.send("neighbour")
    assert (first, town.sums()["mentors"]) == ("<\u00a05", "9+")


def test_what_changed_since_the_sending_is_told(town: Town) -> None:
    town.open()
    town.send()
    with tenancy.tx(SYSTEM):
        mentor = people_factories.make_adult(town.world.school.organization)
        people_factories.make_participation(mentor, "mentor")
    by = town.world.viewer("coordinator")
    with tenancy.tx(by.scope):
        view = view_of(by, town.report(), town.campaign, TODAY)
    assert [(row.value, row.upward, row.now) for row in view.rows[:1]] == [("2", "<\u00a05", "3")]


def test_a_school_that_moved_leaves_its_report_at_its_former_place(town: Town) -> None:
    town.open()
    town.send()
    region = town.world.viewer("region_official")
    with tenancy.tx(region.scope):
        move_organization(town.world.school.organization, town.world.municipalities[1], by=region, now=town.now)
    assert town.report().organization_id == town.world.municipalities[0].pk
    by = town.world.viewer("coordinator")
    with tenancy.tx(by.scope):
        [line] = [line for line in own_lines(by, 2026, TODAY) if line.report.campaign_id == town.campaign.pk]
        assert (line.words, line.to_do) == ("Сдан", False)
    assert town.sums()["mentors"] == "<\u00a05"


def test_a_reminder_leaves_once_in_three_days(town: Town) -> None:
    town.open()
    official = town.world.viewer("municipal_official")
    waiting = [town.report().pk, town.report("neighbour").pk]
    with tenancy.tx(official.scope):
        campaign = town.campaign
        assert campaign_reminders.remind_of_reports(campaign, waiting, by=official, now=town.now) == 2
        with pytest.raises(NobodyToRemind):
            campaign_reminders.remind_of_reports(campaign, waiting, by=official, now=town.now + timedelta(days=2))
        later = town.now + timedelta(days=3)
        assert campaign_reminders.remind_of_reports(campaign, waiting[:1], by=official, now=later) == 1


def test_a_municipality_sends_its_sum_up(town: Town) -> None:
    town.asker = "region_official"
    town.open()
    with tenancy.tx(SYSTEM):
        for school in town.world.schools[:2]:
            report_factories.make_figures(school.organization, month=date(2026, 12, 1), hidden=[])
    town.send()
    town.send("municipal_official", words="Всё хорошо")
    with tenancy.tx(SYSTEM):
        sending = CampaignSending.objects.get(report=town.report("municipal_official"))
    assert (sending.organization_id, sending.content["below"]) == (town.world.regions[0].pk, [1, 2])
    by = town.world.viewer("region_official")
    with tenancy.tx(by.scope):
        [row] = [row for row in campaign_rows(by, 2026, TODAY) if row.campaign.pk == town.campaign.pk]
    assert (row.asked, row.handed_in) == (2, 1)


def test_an_indicator_goes_up_without_small_numbers_and_stays_exact_at_home(town: Town) -> None:
    with tenancy.tx(SYSTEM):
        indicator = indicator_factories.make_indicator(town.world.municipalities[0], people=True)
        indicator_factories.make_fact(indicator, town.world.school.organization, 3, 40, period=2)
    [share] = indicator_fields([indicator]).values()
    town.open(asked=(share,))
    town.send()
    [sending] = town.sendings()
    with tenancy.tx(SYSTEM):
        kept = CampaignAnswers.objects.get(report=sending.report)
    assert [sending.content["answers"][0][part] for part in ("cell", "whole")] == [[0, False], [40, True]]
    assert kept.figures == {share.key: "7,5\u00a0%"}


def test_the_first_page_tells_what_is_owed_and_what_waits(town: Town, client_as: SignIn) -> None:
    town.open()
    owed = client_as("coordinator").get("/").content.decode()
    town.send()
    waits = client_as("municipal_official").get("/").content.decode()
    assert "Отчёт до 25.12.2026: Итоги" in owed
    assert "Сдали 1\u00a0отчёт: Итоги" in waits
    assert "Отчёт до 25.12.2026: Итоги" not in client_as("coordinator").get("/").content.decode()


def test_the_page_and_the_files_show_the_same(town: Town, client_as: SignIn) -> None:
    town.open()
    town.send(words="Не хватало времени")
    client = client_as("municipal_official")
    page = client.get(reverse("campaign_summary", args=[town.campaign.pk])).content.decode()
    files = [client.get(reverse("campaign_file", args=[town.campaign.pk, kind])) for kind in ("pdf", "xlsx")]
    assert "Не хватало времени" in page
    assert [file.status_code for file in files] == [200, 200]


def test_a_school_fills_and_sends_on_one_page(town: Town, client_as: SignIn) -> None:
    town.open()
    client, address = client_as("coordinator"), reverse("campaign_fill", args=[town.report().pk])
    empty = client.post(address, {"version": "0", "send": "1"})
    sent = client.post(address, {"version": "0", "send": "1", "question_1": "Ничего", "mentors": "двое болеют"})
    assert (client.get(address).status_code, empty.status_code, sent.status_code) == (302, 422, 302)
    assert town.report().state == "sent"


def test_an_official_returns_with_a_remark_to_a_field(town: Town, client_as: SignIn) -> None:
    town.open()
    town.send()
    client, address = client_as("municipal_official"), reverse("campaign_return", args=[town.report().pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"number": "1"}).status_code == 422
    assert client.post(address, {"number": "1", "remark_question_1": "Подробнее"}).status_code == 302
    assert town.report().state == "returned"


def test_an_official_opens_changes_and_closes_a_request(town: Town, client_as: SignIn) -> None:
    client = client_as("municipal_official")
    given = {"title": "Мониторинг", "period": "q2", "due_on": "25.12.2026", "figures": ["mentors"], "version": "0"}
    assert client.post(reverse("campaign_create"), given | {"due_on": "01.09.2026"}).status_code == 422
    page = client.post(reverse("campaign_create"), given)
    with tenancy.tx(SYSTEM):
        row = Campaign.objects.get(title="Мониторинг")
    assert page.headers["Location"] == row.get_absolute_url()
    stale = client.post(reverse("campaign_edit", args=[row.pk]), given | {"title": "Иначе", "version": "7"})
    changed = client.post(reverse("campaign_edit", args=[row.pk]), given | {"title": "Иначе", "version": "1"})
    assert (stale.status_code, changed.status_code) == (422, 302)
    client.post(reverse("campaign_close", args=[row.pk]))
    with tenancy.tx(SYSTEM):
        row.refresh_from_db()
    assert (row.title, row.closed_at is not None) == ("Иначе", True)

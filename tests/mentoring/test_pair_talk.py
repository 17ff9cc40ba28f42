"""Planned meetings, answers, reports of trouble, links without an account, reminders, papers made of the marks."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import icalendar
import pypdf
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import concerns, pair_answers, pair_links
from mentoring.actions import planned_meetings as planning
from mentoring.actions.meeting_reminders import remind_of_meetings
from mentoring.meetings import diary
from mentoring.models import Answer, Concern, Meeting, Pair, PairLink, PairMember, Person
from mentoring.queries.own_pairs import own_pairs
from notifications.actions import deliver
from notifications.models import Notice
from roadmaps.queries.feeds import feed_events
from tests.conftest import NOW
from tests.world import TODAY, World

SignIn = Callable[[str], Client]
SOON = NOW + timedelta(days=3)


def plan(world: World, who: str = "mentor", **fields: Any) -> Meeting:
    by = world.viewer(who)
    given = {"kind": "trial", "way": "live", "starts_at": SOON, "minutes": 45} | fields
    with tenancy.tx(by.scope):
        return planning.plan_meeting(own_pair(world), by=by, now=NOW, **given)


def own_pair(world: World) -> Pair:
    return Pair.objects.get(pk=world.own_pair.pk)


def titles(world: World, who: str) -> list[str]:
    with tenancy.tx(SYSTEM):
        rows = Notice.objects.filter(account=world.people[who].account_id, kind__in=["pair_news", "concern", "meeting"])
        return list(rows.order_by("created_at").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("starts_at", "refusal"),
    [
        (SOON + timedelta(minutes=44), planning.DoubleBooking),
        (NOW, planning.NotAhead),
        (NOW + timedelta(days=400), planning.TooFar),
    ],
)
def test_a_meeting_is_planned_once_for_a_time(world: World, starts_at: datetime, refusal: type[Exception]) -> None:
    plan(world)
    with pytest.raises(refusal):
        plan(world, starts_at=starts_at)
    assert plan(world, starts_at=SOON + timedelta(minutes=45)).held_on == date(2026, 11, 24)


def test_a_planned_meeting_lives_in_the_calendar(client_as: SignIn, world: World) -> None:
    meeting, by = plan(world), world.viewer("mentor")
    client, address = client_as("mentor"), reverse("meeting_ics", args=[meeting.pk])
    [first] = icalendar.Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert first["UID"].startswith(f"meeting-{meeting.pk}@")
    assert (first["DTSTART"].dt, first["SEQUENCE"], first["STATUS"]) == (SOON, 0, "CONFIRMED")
    assert str(first["URL"]).endswith(reverse("meeting_mark", args=[meeting.pk]))
    assert "Свой" not in first.to_ical().decode()

    with tenancy.tx(by.scope):
        later = SOON + timedelta(days=1)
        planning.move_meeting(meeting, starts_at=later, minutes=30, way="video", by=by, now=NOW)
        planning.cancel_meeting(meeting, reason="болезнь", by=by, now=NOW)
        with pytest.raises(planning.NotPlanned):
            planning.cancel_meeting(meeting, reason="болезнь", by=by, now=NOW)
        [event] = feed_events(by, None, TODAY)
    assert (event.uid, event.sequence, event.cancelled) == (str(first["UID"]), 2, True)
    assert event.hours == (later, later + timedelta(minutes=30))


def test_the_one_link_marks_the_planned_meeting(client_as: SignIn, world: World) -> None:
    meeting, client = plan(world, kind="planning", way="video"), client_as("mentor")
    address = reverse("meeting_mark", args=[meeting.pk])
    opened = client.get(address).context["form"].initial
    assert (opened["kind"], opened["way"], opened["minutes"]) == ("planning", "video", 45)
    assert client.post(address, {**opened, "held_on": "21.11.2026"}).status_code == 302
    with tenancy.tx(SYSTEM):
        row = Meeting.objects.get(pk=meeting.pk)
        assert (row.status, row.held_on, Meeting.objects.filter(pair=row.pair).count()) == ("held", TODAY, 2)


def test_the_mentor_is_reminded_of_what_has_passed_without_a_surname(world: World) -> None:
    plan(world)
    over = SOON + timedelta(hours=1)
    assert [remind_of_meetings(SOON), remind_of_meetings(over), remind_of_meetings(over)] == [0, 1, 1]
    assert deliver(clock=lambda: over) == 1
    [letter] = mail.outbox
    assert letter.subject == "Встреча: Иван С. — отметить?"
    assert "Свой" not in letter.body
    assert "Отметить встречу: http" in letter.body
    assert titles(world, "mentor") == ["Встреча прошла — отметить?"]


def test_answers_are_private_and_a_misfit_is_told_to_curators(world: World) -> None:
    for who, value in (("mentor", 2), ("mentee", 0)):
        by = world.viewer(who)
        with tenancy.tx(by.scope):
            pair_answers.give_answer(own_pair(world), "fit", value, comment="секрет", by=by, now=NOW)
            assert [row.value for row in Answer.objects.visible_to(by)] == [value]
    assert titles(world, "curator") == ["Участник пары отметил, что они не подошли друг другу"]
    assert titles(world, "mentor") == []


def test_a_mentee_confirms_denies_and_asks_for_a_meeting(client_as: SignIn, world: World) -> None:
    client = client_as("mentee")
    with tenancy.tx(SYSTEM):
        held = Meeting.objects.get(pair=world.own_pair)
        Meeting.objects.filter(pk=held.pk).update(held_on=TODAY)
    assert "Встреча" in client.get("/").content.decode()
    client.post(reverse("meeting_confirm", args=[held.pk]), {"value": "0"})
    client.post(reverse("meeting_ask", args=[world.own_pair.pk]))
    client.post(reverse("meeting_ask", args=[world.own_pair.pk]))
    assert titles(world, "curator") == ["Наставляемый отметил, что встречи не было"]
    assert titles(world, "mentor") == ["Наставляемый просит о встрече"]
    by = world.viewer("mentee")
    with tenancy.tx(by.scope):
        assert [own.to_confirm for own in own_pairs(by, NOW)] == [None]
    assert client_as("mentor").post(reverse("meeting_ask", args=[world.own_pair.pk])).status_code == 404


def test_trouble_is_read_by_curator_and_psychologist_alone(client_as: SignIn, world: World) -> None:
    address = reverse("concern_create", args=[world.own_pair.pk])
    client_as("mentee").post(address, {"text": "поссорились из-за телефона"})
    with tenancy.tx(SYSTEM):
        concern = Concern.objects.get(pair=world.own_pair)
    for who in ("curator", "psychologist"):
        assert "поссорились" in client_as(who).get(reverse("concern_list")).content.decode()
        assert titles(world, who) == ["Новое сообщение о проблеме в паре"]
    codes = [client_as(who).get(reverse("concern_list")).status_code for who in ("coordinator", "mentor", "mentee")]
    assert codes == [403, 403, 403]
    deliver()
    assert [letter for letter in mail.outbox if "поссорились" in letter.body + letter.subject] == []
    client_as("psychologist").post(reverse("concern_close", args=[concern.pk]), {"answer": "поговорили"})
    by = world.viewer("curator")
    with tenancy.tx(by.scope), pytest.raises(concerns.AlreadyClosed):
        concerns.close_concern(concern, "ещё раз", by=by, now=NOW)


def make_link(world: World, purpose: str = "answer", question: str = "fit") -> PairLink:
    by = world.viewer("curator")
    with tenancy.tx(by.scope):
        person = Person.objects.get(pk=PairMember.objects.get(pair=world.own_pair).mentee_id)
        return pair_links.make_pair_link(own_pair(world), person, purpose, question=question, by=by, now=NOW)


def test_a_link_is_answered_once_without_a_sign_in(world: World) -> None:
    link, guest = make_link(world), Client()
    address = reverse("link_open", args=[link.code])
    assert "Подошли друг другу?" in guest.get(address).content.decode()
    assert guest.post(address, {"comment": "x"}).status_code == 422
    assert guest.post(address, {"value": "2"}).status_code == 200
    assert [guest.post(address, {"value": "0"}).status_code, guest.get("/l/unknown/").status_code] == [410, 404]
    with tenancy.tx(SYSTEM):
        rows = Answer.objects.filter(pair=world.own_pair)
        assert [(row.value, row.account_id is None) for row in rows] == [(2, True)]


def proposed_with(world: World) -> PairLink:
    with tenancy.tx(SYSTEM):
        Pair.objects.filter(pk=world.own_pair.pk).update(
            status="proposed", starts_on=None, ends_on=None, mentor_agreed_on=TODAY
        )
        PairMember.objects.filter(pair=world.own_pair).update(agreed_on=None, joined_on=None)
    return make_link(world, "agree", "")


@pytest.mark.parametrize(("value", "status", "reason"), [("1", "agreed", ""), ("0", "ended", "declined")])
def test_a_mentee_settles_a_proposal_by_a_link(world: World, value: str, status: str, reason: str) -> None:
    link, guest = proposed_with(world), Client()
    address = reverse("link_open", args=[link.code])

    page = guest.get(address).content.decode()
    answers = [guest.post(address, {"value": value}).status_code for _ in range(2)]

    assert ("Согласны на эту пару?" in page, answers) == (True, [200, 410])
    with tenancy.tx(SYSTEM):
        pair = Pair.objects.get(pk=world.own_pair.pk)
        assert (pair.status, pair.end_reason) == (status, reason)
        assert Notice.objects.filter(title="Участник не согласился на пару").exists() == bool(reason)


def test_a_settled_pair_gives_out_no_link_to_agree(world: World) -> None:
    with pytest.raises(pair_links.NothingToAgree):
        make_link(world, "agree", "")


def test_a_new_link_takes_the_place_of_the_old_one(world: World) -> None:
    old = make_link(world, "confirm", "")
    new = make_link(world, "confirm", "")
    codes = [Client().get(reverse("link_open", args=[link.code])).status_code for link in (old, new)]
    assert codes == [410, 200]


def test_papers_are_made_of_the_marks(client_as: SignIn, world: World) -> None:
    client = client_as("mentor")
    pdf = client.get(reverse("diary_file", args=[world.own_pair.pk, "pdf"])).content
    text = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).split())
    assert ("Дневник наставника" in text, "05.10.2026" in text, "тчёт" in text) == (True, True, False)
    for name in ("journal_file", "year_file"):
        assert client.get(reverse(name, args=["docx"])).content.startswith(b"PK")
    assert client.get(reverse("journal_file", args=["exe"])).status_code == 404
    assert client_as("curator").get(reverse("year_file", args=["pdf"])).status_code == 404


def test_a_year_is_summed_up() -> None:
    held = Meeting(kind="regular", status="held", held_on=TODAY, minutes=90, topics=["дроби"], way="live")
    missed = Meeting(kind="regular", status="missed", held_on=TODAY, missed_reason="болезнь", way="live")
    entries = [diary.Entry(held, ("Петров И.",)), diary.Entry(missed)]
    chapter = diary.Chapter("Петров И. С.", "учитель – ученик", "с … по …", "дроби", "Действует", entries)
    head = diary.Head("Иванова А. П.", "Школа", 2026, TODAY)
    [row] = diary.year_summary(head, [chapter]).groups[0].rows
    assert row[4:7] == (1, "1,5", "регулярная встреча — 1")
    assert diary.diary(head, chapter).groups[0].rows[1][6] == "не состоялась: болезнь"


@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_no_page_of_a_participant_asks_for_a_report(client_as: SignIn, world: World, who: str) -> None:
    client, pk = client_as(who), world.own_pair.pk
    pages = ["/", "/m/", f"/m/pairs/{pk}/", f"/pairs/{pk}/concern/", f"/pairs/{pk}/answers/pulse/", "/m/offline/"]
    pages += [f"/pairs/{pk}/meetings/new/", f"/pairs/{pk}/meetings/plan/"] if who == "mentor" else []
    assert [page for page in pages if "отчёт" in client.get(page).content.decode().lower()] == []


def test_the_worker_and_the_manifest_hold_nobody(client_as: SignIn, world: World) -> None:
    worker = client_as("mentor").get(reverse("worker"))
    assert (worker["Content-Type"], worker["Service-Worker-Allowed"]) == ("text/javascript", "/")
    assert 10 < worker.content.decode().count("\n") <= 80
    assert Client().get(reverse("manifest")).json()["start_url"] == "/m/"
    assert "data-account" not in Client().get(reverse("offline_shell")).content.decode()


def test_the_home_asks_the_same_of_one_pair_and_of_three(world: World, django_assert_max_num_queries: Any) -> None:
    by = world.viewer("mentor")
    with tenancy.tx(by.scope), django_assert_max_num_queries(6):
        assert len(own_pairs(by, NOW)) == 1

"""Review of evidence, links, discussion, postponing, settings of an activity: effects and refusals."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.errors import DomainError, ReasonMissing
from core.tenancy import SYSTEM
from core.viewer import Viewer
from notifications.models import Kind, Letter, Notice
from roadmaps import actions
from roadmaps.actions import discussion, evidence_review, links
from roadmaps.actions.files import EvidenceOfDone
from roadmaps.actions.postponing import SameDay, postpone_occurrence
from roadmaps.actions.subjects import settle_activity
from roadmaps.models import Activity, ChangeSet, Comment, Occurrence, RoadmapRules
from tests import factories
from tests.conftest import NOW
from tests.world import World

SignIn = Callable[[str], Client]
TODAY = date(2026, 11, 21)
LATER = date(2026, 12, 10)


def fresh(row: Any) -> Any:
    with tenancy.tx(SYSTEM):
        return type(row).objects.get(pk=row.pk)


def rules(world: World, **fields: Any) -> None:
    """Of the school and of its municipality: the one reviews its proofs, the other allows small moves."""
    with tenancy.tx(SYSTEM):
        for organization in (world.school.organization, world.municipalities[0]):
            RoadmapRules.objects.update_or_create(organization=organization, defaults=fields)


def mark(world: World, by: Viewer, **values: Any) -> str:
    given = {"on": TODAY, "note": "", "files": [], "seen_version": 1, "now": NOW} | values
    with tenancy.tx(by.scope):
        return actions.mark_done(world.school.occurrence, by=by, **given)


def test_where_evidence_is_reviewed_a_claim_waits(world: World) -> None:
    rules(world, reviews_evidence=True)

    state = mark(world, world.viewer("curator"), note="провели")

    row = fresh(world.school.occurrence)
    assert (state, row.state, row.done_on) == ("review", "review", TODAY)


def test_a_claim_waits_on_the_first_page_of_who_accepts(client_as: SignIn, world: World) -> None:
    rules(world, reviews_evidence=True)
    mark(world, world.viewer("curator"))

    assert "На проверке: Совещание" in client_as("director").get("/").content.decode()
    assert "На проверке: Совещание" not in client_as("curator").get("/").content.decode()


def test_whoever_accepts_has_nobody_to_ask(world: World) -> None:
    rules(world, reviews_evidence=True)

    assert mark(world, world.viewer("coordinator")) == "done"


def test_an_accepted_claim_keeps_day_and_person(world: World) -> None:
    rules(world, reviews_evidence=True)
    mark(world, world.viewer("curator"))
    by = world.viewer("director")

    with tenancy.tx(by.scope):
        evidence_review.accept_evidence(world.school.occurrence, by=by, seen_version=2, now=NOW)

    row = fresh(world.school.occurrence)
    assert (row.state, row.done_on, row.done_by_id) == ("done", TODAY, world.people["curator"].account_id)


def test_a_returned_claim_goes_back_with_words_and_news(world: World) -> None:
    rules(world, reviews_evidence=True)
    mark(world, world.viewer("curator"), note="провели")
    by = world.viewer("coordinator")

    with tenancy.tx(by.scope):
        evidence_review.return_evidence(world.school.occurrence, words="нет подписи", by=by, seen_version=2, now=NOW)

    row, curator = fresh(world.school.occurrence), world.people["curator"]
    assert (row.state, row.done_on, row.note) == ("in_progress", None, "На доработку: нет подписи\nпровели")
    with tenancy.tx(SYSTEM):
        news = Notice.objects.filter(kind=Kind.PROOF_RETURNED).values_list("account_id", flat=True)
        letters = Letter.objects.filter(kind=Kind.PROOF_RETURNED).values_list("account_id", flat=True)
        assert (list(news), list(letters)) == ([curator.account_id], [curator.account_id])


def test_the_second_of_two_reviewers_is_told(world: World) -> None:
    rules(world, reviews_evidence=True)
    mark(world, world.viewer("curator"))
    first, second = world.viewer("director"), world.viewer("coordinator")
    with tenancy.tx(first.scope):
        evidence_review.accept_evidence(world.school.occurrence, by=first, seen_version=2, now=NOW)

    with tenancy.tx(second.scope), pytest.raises(actions.Stale):
        evidence_review.return_evidence(world.school.occurrence, words="нет", by=second, seen_version=2, now=NOW)


def test_a_link_proves_what_a_file_would(world: World) -> None:
    with tenancy.tx(SYSTEM):
        Activity.objects.filter(pk=world.school.activity.pk).update(evidence="required")
        Occurrence.objects.filter(pk=world.school.occurrence.pk).update(files_count=0)
        world.school.link.delete()
    by = world.viewer("curator")

    with pytest.raises(actions.DocumentNeeded):
        mark(world, by)

    assert mark(world, by, link="https://disk.example.org/protokol") == "done"


@pytest.mark.parametrize(
    "address",
    [
        "http://disk.example.org/a",
        "javascript:alert(1)",
        "https://user:secret@disk.example.org/a",
        "https://localhost/a",
        "https://disk.example.org/a b",
        "https://[broken",
    ],
)
def test_only_plain_https_is_a_link(address: str) -> None:
    with pytest.raises(links.BadLink):
        links.clean_link(address)


def test_the_last_proof_of_what_is_done_stays(world: World) -> None:
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(pk=world.school.occurrence.pk).update(files_count=0)
    by = world.viewer("curator")
    mark(world, by)

    with tenancy.tx(by.scope), pytest.raises(EvidenceOfDone):
        links.remove_link(world.school.link, by=by)


def comment(world: World, key: str, **values: Any) -> Comment:
    by = world.viewer(key)
    given = {"text": "Готово?", "mentions": [], "now": NOW} | values
    with tenancy.tx(by.scope):
        return discussion.add_comment(world.school.activity, by=by, **given)


def test_a_mention_reaches_the_colleague(world: World) -> None:
    curator = world.people["curator"]

    row = comment(world, "director", mentions=[curator.pk])

    with tenancy.tx(SYSTEM):
        notice = Notice.objects.get(kind=Kind.MENTION)
        assert (notice.account_id, notice.url.endswith(f"#comment-{row.pk}")) == (curator.account_id, True)
        assert Letter.objects.filter(kind=Kind.MENTION, account_id=curator.account_id).count() == 1


@pytest.mark.parametrize("key", ["mentee", "mentor", "neighbour", "municipal_official"])
def test_only_staff_who_may_read_it_can_be_mentioned(world: World, key: str) -> None:
    with pytest.raises(discussion.NotMentionable):
        comment(world, "director", mentions=[world.people[key].pk])


def test_own_words_may_be_taken_back_for_a_day(world: World) -> None:
    early, late = comment(world, "curator"), comment(world, "curator", text="Второе")
    by, stranger = world.viewer("curator"), world.viewer("director")

    with tenancy.tx(by.scope):
        discussion.remove_comment(early, by=by, now=NOW + timedelta(hours=23))
        with pytest.raises(discussion.TooLate):
            discussion.remove_comment(late, by=by, now=NOW + timedelta(days=1))
    with tenancy.tx(stranger.scope), pytest.raises(discussion.NotYourMessage):
        discussion.remove_comment(late, by=stranger, now=NOW)

    assert (fresh(early).text, fresh(late).text) == ("", "Второе")


def postpone(world: World, row: Occurrence, **values: Any) -> ChangeSet | None:
    by = world.viewer("coordinator")
    given = {"to": LATER, "reason": "карантин", "seen_version": 1, "now": NOW} | values
    with tenancy.tx(by.scope):
        return postpone_occurrence(row, by=by, **given)


def test_a_draft_is_moved_at_once(world: World) -> None:
    with tenancy.tx(SYSTEM):
        occurrence = Occurrence.objects.select_related("roadmap").get(activity=world.school.draft_activity)

    made = postpone(world, occurrence)

    assert (made, fresh(occurrence).due_on) == (None, LATER)
    assert fresh(world.school.draft_activity).term_text == "01.11.2026 – 10.12.2026"


def test_an_approved_map_gathers_a_change(world: World) -> None:
    made = postpone(world, world.school.occurrence)

    assert made is not None
    assert (made.state, made.reason) == ("open", "карантин")
    assert fresh(world.school.occurrence).due_on == date(2026, 11, 30)


def test_a_small_move_is_written_at_once(world: World) -> None:
    rules(world, small_change_days=14)

    made = postpone(world, world.school.occurrence)

    assert made is not None
    assert (made.state, fresh(world.school.occurrence).due_on) == ("applied", LATER)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"reason": " "}, ReasonMissing),
        ({"to": date(2026, 11, 30)}, SameDay),
        ({"seen_version": 7}, actions.Stale),
    ],
)
def test_a_wrong_move_changes_nothing(world: World, values: dict[str, Any], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        postpone(world, world.school.occurrence, **values)


def test_settings_leave_the_legal_text(world: World) -> None:
    by = world.viewer("coordinator")
    wanted = {"subject": "publish_order", "evidence": "required", "event_kind": "семинар"}

    with tenancy.tx(by.scope):
        settle_activity(world.school.activity, **wanted, by=by, seen_version=1)
        with pytest.raises(actions.ActivityChanged):
            settle_activity(world.school.activity, **wanted, by=by, seen_version=1)

    row = fresh(world.school.activity)
    assert (row.subject, row.evidence, row.event_kind, row.version) == ("publish_order", "required", "", 2)


def test_a_doubtful_day_is_asked_about_once(client_as: SignIn, world: World) -> None:
    client, address = client_as("coordinator"), reverse("occurrence_postpone", args=[world.school.occurrence.pk])
    values = {"version": 1, "to": "06.12.2026", "reason": "карантин"}  # a Sunday

    asked = client.post(address, values)
    agreed = client.post(address, values | {"agreed": "on"})

    assert (asked.status_code, agreed.status_code) == (422, 302)
    assert "Это выходной" in asked.content.decode()


def test_a_registered_order_offers_to_mark_done(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        Activity.objects.filter(pk=world.school.activity.pk).update(subject="approve_roadmap")
    client, row = client_as("coordinator"), world.school.occurrence

    page = client.get(world.school.activity.get_absolute_url()).content.decode()
    client.post(reverse("occurrence_confirm", args=[row.pk]), {"version": 1})

    assert "зарегистрирован." in page
    assert (fresh(row).state, fresh(row).done_on) == ("done", date(2026, 9, 1))


def test_an_order_on_the_ground_of_an_activity(client_as: SignIn, world: World) -> None:
    client, address = client_as("coordinator"), reverse("order_create_activity", args=[world.school.activity.pk])

    first, second = client.post(address), client.post(address)

    assert first["Location"] == second["Location"]
    assert world.school.activity.name in client.get(first["Location"]).content.decode()


def test_a_message_with_a_surname_calls_its_owner(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        called = factories.make_membership(world.school.organization, "curator", last_name="Ёлкина-Тестова")

    client_as("director").post(
        reverse("comment_add", args=[world.school.activity.pk]), {"text": "@елкина-тестова, посмотрите"}
    )

    with tenancy.tx(SYSTEM):
        assert Comment.objects.get(text__startswith="@елкина").mentions == [called.pk]

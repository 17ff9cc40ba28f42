"""The way of a roadmap: sent, forwarded, returned, answered, endorsed, approved."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest

from core import tenancy
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from notifications.actions import LetterText
from notifications.models import Letter, Notice
from notifications.recipients import text_of
from orders.actions import draft_roadmap_order
from roadmaps import actions
from roadmaps.actions import endorsement, remarks
from roadmaps.actions.sides import lock_roadmap
from roadmaps.models import Remark, Roadmap, RoadmapRules, RoadmapVersion, Submission
from roadmaps.queries.rules import endorser_of, rules_of
from schools.models import Membership
from tests import factories
from tests.world import TODAY, World


@contextmanager
def acting(world: World, key: str) -> Iterator[Viewer]:
    by = world.viewer(key)
    with tenancy.tx(by.scope):
        yield by


def fresh(row: Any) -> Any:
    with tenancy.tx(SYSTEM):
        return type(row)._default_manager.get(pk=row.pk)


@pytest.fixture
def draft(world: World) -> Roadmap:
    """Ready to be sent, in a municipality that endorses."""
    with tenancy.tx(SYSTEM):
        row = world.school.draft_activity
        row.expected_result = "справка"
        row.save()
        factories.make_responsible(row)
        factories.make_rules(world.municipalities[0], endorses=True)
    return world.school.draft


def send(world: World, roadmap: Roadmap, now: datetime, key: str = "coordinator") -> Submission:
    with acting(world, key) as by:
        row = Roadmap.objects.get(pk=roadmap.pk)
        return endorsement.send_roadmap(row, understood=False, seen_version=row.version, by=by, now=now)


def forward(world: World, submission: Submission, now: datetime) -> None:
    row = fresh(submission)
    with acting(world, "director") as by:
        endorsement.forward_submission(row, seen_edition=row.edition, by=by, now=now)


def at_municipality(world: World, roadmap: Roadmap, now: datetime) -> Submission:
    submission = send(world, roadmap, now)
    forward(world, submission, now)
    return fresh(submission)


def give_back(world: World, submission: Submission, now: datetime, key: str = "municipal_official") -> Remark:
    with acting(world, key) as by:
        row = Submission.objects.get(pk=submission.pk)
        remark = remarks.add_remark(row, "Уточните срок.", activity=world.school.draft_activity, by=by, now=now)
        row.refresh_from_db()
        endorsement.return_submission(row, seen_edition=row.edition, by=by, now=now)
    return remark


def told(kind: str) -> list[str]:
    with tenancy.tx(SYSTEM):
        return sorted(Notice.objects.filter(kind=kind).values_list("title", flat=True))


def letter_of(kind: str, person: Membership, now: datetime) -> LetterText:
    with tenancy.tx(SYSTEM):
        letter = Letter.objects.get(kind=kind, account_id=person.account_id)
    written = text_of(letter, now)
    assert written is not None
    return written[1]


def test_rules_are_inherited_until_somebody_says_otherwise(world: World) -> None:
    with tenancy.tx(SYSTEM):
        school = world.school.organization
        before = endorser_of(school)
        rules = factories.make_rules(world.regions[0], endorses=True, small_change_days=14, phrases=["Уточните."])
        inherited = (endorser_of(school), endorser_of(world.municipalities[0]), rules_of(school).small_change_days)
        factories.make_rules(world.municipalities[0], endorses=False, phrases=["Сократите."])
        own = (endorser_of(school), endorser_of(world.municipalities[0]), rules_of(school).phrases)

    assert before is None
    assert inherited == (world.municipalities[0], rules.organization, 14)
    assert own == (None, rules.organization, ("Сократите.", "Уточните."))


def test_sending_keeps_a_version_locks_the_texts_and_tells_the_director(
    world: World, draft: Roadmap, now: datetime
) -> None:
    submission = send(world, draft, now)

    roadmap = fresh(draft)
    with tenancy.tx(SYSTEM):
        version = RoadmapVersion.objects.get(roadmap=draft)
    assert (roadmap.route, roadmap.is_open, submission.round) == ("at_director", False, 1)
    assert (version.reason, version.content["title"]) == ("sent", draft.title)
    assert told("sent") == [f"Карта ждёт вашего решения: {world.school.organization.short_name}"]
    with acting(world, "coordinator") as by, pytest.raises(actions.OnItsWay):
        actions.delete_rows(draft, [world.school.draft_activity.pk], by=by)


def test_the_director_lets_it_out_to_the_municipality(world: World, draft: Roadmap, now: datetime) -> None:
    submission = at_municipality(world, draft, now)

    assert (submission.state, fresh(draft).route) == ("at_municipality", "at_municipality")
    assert len(told("sent")) == len({"director", "official", "methodist"})
    assert letter_of("sent", world.people["municipal_methodist"], now).subject == (
        f"Карта на решение: {world.school.organization.short_name}"
    )


def test_without_endorsement_the_director_is_enough(world: World, draft: Roadmap, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        RoadmapRules.objects.filter(organization=world.municipalities[0]).update(endorses=False)

    submission = at_municipality(world, draft, now)

    assert (submission.state, fresh(draft).route) == ("endorsed", "endorsed")


def test_a_return_brings_the_remarks_themselves(world: World, draft: Roadmap, now: datetime) -> None:
    give_back(world, at_municipality(world, draft, now), now)

    letter = letter_of("returned", world.people["coordinator"], now)
    assert (fresh(draft).route, fresh(draft).is_open) == ("returned", True)
    assert letter.subject == "Карта возвращена: 1\u00a0замечание"
    assert letter.lines[0].text == "Уточните срок."


def test_the_director_returns_with_remarks_too(world: World, draft: Roadmap, now: datetime) -> None:
    give_back(world, send(world, draft, now), now, key="director")

    assert fresh(draft).route == "returned"
    again = send_after_answer(world, draft, now)
    assert again.state == "at_director"  # the director has not let it out yet


def send_after_answer(world: World, draft: Roadmap, now: datetime) -> Submission:
    with acting(world, "coordinator") as by:
        remark = Remark.objects.get(roadmap=draft)
        remarks.answer_remark(remark, fixed=True, by=by, now=now)
    return send(world, draft, now)


def test_what_the_municipality_returned_comes_back_to_it(world: World, draft: Roadmap, now: datetime) -> None:
    give_back(world, at_municipality(world, draft, now), now)

    again = send_after_answer(world, draft, now)

    assert (again.round, again.state) == (2, "at_municipality")


def test_endorsed_and_only_then_approved(world: World, draft: Roadmap, now: datetime) -> None:
    with acting(world, "coordinator") as by, pytest.raises(actions.NotEndorsed):
        draft_roadmap_order(draft, by=by, today=TODAY)
    submission = at_municipality(world, draft, now)
    with acting(world, "municipal_methodist") as by:
        endorsement.endorse_submission(submission, seen_edition=submission.edition, by=by, now=now)

    with acting(world, "coordinator") as by:
        row = Roadmap.objects.get(pk=draft.pk)
        approve(row, by, now)

    with tenancy.tx(SYSTEM):
        reasons = list(RoadmapVersion.objects.filter(roadmap=draft).order_by("number").values_list("reason", flat=True))
    assert (fresh(draft).status, reasons) == ("approved", ["sent", "approved"])


def approve(roadmap: Roadmap, by: Viewer, now: datetime) -> None:
    on, basis = date(2026, 11, 20), "приказ от 20.11.2026 № 5"
    actions.approve_roadmap(roadmap, on=on, basis=basis, seen_version=roadmap.version, by=by, now=now)


@pytest.mark.parametrize("route", ["at_director", "at_municipality", "writing", "returned"])
def test_nothing_is_approved_on_its_way(world: World, draft: Roadmap, now: datetime, route: str) -> None:
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=draft.pk).update(route=route)
    with acting(world, "coordinator") as by, pytest.raises(actions.NotEndorsed):
        approve(Roadmap.objects.get(pk=draft.pk), by, now)


def test_withdrawing_opens_the_texts_again(world: World, draft: Roadmap, now: datetime) -> None:
    submission = at_municipality(world, draft, now)
    with acting(world, "coordinator") as by:
        endorsement.withdraw_roadmap(draft, by=by, now=now)

    assert (fresh(draft).is_open, fresh(submission).state) == (True, "withdrawn")
    assert send(world, draft, now).state == "at_director"  # the director sees what has changed


def test_a_roadmap_once_sent_is_closed_and_not_deleted(world: World, draft: Roadmap, now: datetime) -> None:
    send(world, draft, now)
    with acting(world, "coordinator") as by:
        endorsement.withdraw_roadmap(draft, by=by, now=now)
        with pytest.raises(actions.VersionsKept):
            actions.delete_draft(draft, by=by)
        actions.archive_roadmap(draft, reason="составлена новая", by=by)

    assert fresh(draft).status == "archived"


def test_a_remark_outlives_the_row_it_was_about(world: World, draft: Roadmap, now: datetime) -> None:
    remark = give_back(world, at_municipality(world, draft, now), now)
    with acting(world, "coordinator") as by:
        actions.delete_rows(draft, [world.school.draft_activity.pk], by=by)

    assert (fresh(remark).activity_id, fresh(remark).text) == (None, "Уточните срок.")


def test_sending_is_refused_in_words(world: World, draft: Roadmap, now: datetime) -> None:
    send(world, draft, now)
    refusals = []
    with acting(world, "coordinator") as by:
        refusals.append(refusal(endorsement.send_roadmap, draft, understood=True, seen_version=1, by=by, now=now))
        endorsement.withdraw_roadmap(draft, by=by, now=now)
        refusals.append(refusal(endorsement.withdraw_roadmap, draft, by=by, now=now))
        refusals.append(refusal(endorsement.send_roadmap, draft, understood=True, seen_version=99, by=by, now=now))
        world.school.draft_activity.responsibles.all().delete()
        version = Roadmap.objects.get(pk=draft.pk).version
        refusals.append(refusal(endorsement.send_roadmap, draft, understood=True, seen_version=version, by=by, now=now))

    assert refusals == [
        endorsement.AlreadySent.message,
        "Карта не отправлена: её и так можно править.",
        endorsement.ChangedMeanwhile.message,
        endorsement.GateClosed.message,
    ]


def refusal(action: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(DomainError) as caught:
        action(*args, **kwargs)
    return caught.value.message


def test_warnings_are_seen_before_sending(world: World, draft: Roadmap, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        world.school.draft_activity.expected_result = ""
        world.school.draft_activity.save()
    with acting(world, "coordinator") as by:
        with pytest.raises(endorsement.NotUnderstood):
            endorsement.send_roadmap(draft, understood=False, seen_version=draft.version, by=by, now=now)
        sent = endorsement.send_roadmap(draft, understood=True, seen_version=draft.version, by=by, now=now)

    assert sent.state == "at_director"


def test_every_step_out_of_turn_is_refused(world: World, draft: Roadmap, now: datetime) -> None:
    submission = send(world, draft, now)
    with acting(world, "municipal_official") as by:
        early = refusal(endorsement.endorse_submission, submission, seen_edition=1, by=by, now=now)
        foreign = refusal(endorsement.return_submission, submission, seen_edition=1, by=by, now=now)
    with acting(world, "director") as by:
        empty = refusal(endorsement.return_submission, submission, seen_edition=1, by=by, now=now)
        remarks.add_remark(submission, "Уточните.", by=by, now=now)
        left = refusal(endorsement.forward_submission, submission, seen_edition=2, by=by, now=now)
    with acting(world, "coordinator") as by:
        open_remark = Remark.objects.get(roadmap=draft)
        answered = refusal(remarks.answer_remark, open_remark, fixed=True, by=by, now=now)

    assert (early, foreign) == (endorsement.DecidedMeanwhile.message, endorsement.NotYours.message)
    assert (empty, left) == (endorsement.NoRemarks.message, endorsement.RemarksLeft.message)
    assert answered == remarks.NotReturned.message


def test_two_officials_decide_at_once_and_the_second_is_told(world: World, draft: Roadmap, now: datetime) -> None:
    submission = at_municipality(world, draft, now)
    seen = submission.edition
    with acting(world, "municipal_methodist") as by:
        remarks.add_remark(submission, "Уточните.", by=by, now=now)
    with acting(world, "municipal_official") as by, pytest.raises(endorsement.DecidedMeanwhile) as caught:
        endorsement.endorse_submission(submission, seen_edition=seen, by=by, now=now)

    assert caught.value.now.pk == submission.pk
    assert fresh(draft).route == "at_municipality"


def test_a_roadmap_sent_anew_meanwhile_is_shown_with_its_new_version(
    world: World, draft: Roadmap, now: datetime
) -> None:
    old = send(world, draft, now)
    with acting(world, "coordinator") as by:
        endorsement.withdraw_roadmap(draft, by=by, now=now)
        world.school.draft_activity.expected_result = "список"
        world.school.draft_activity.save()
    new = send(world, draft, now)
    with acting(world, "director") as by, pytest.raises(endorsement.DecidedMeanwhile) as caught:
        endorsement.forward_submission(old, seen_edition=old.edition, by=by, now=now)

    assert (caught.value.now.pk, caught.value.now.version.number) == (new.pk, 2)


@pytest.mark.parametrize("key", ["coordinator", "director", "neighbour", "stranger", "region_official"])
def test_nobody_but_the_body_directly_above_endorses(world: World, draft: Roadmap, now: datetime, key: str) -> None:
    submission = at_municipality(world, draft, now)
    with acting(world, key) as by, pytest.raises((DomainError, Roadmap.DoesNotExist, Submission.DoesNotExist)):
        endorsement.endorse_submission(submission, seen_edition=submission.edition, by=by, now=now)

    assert fresh(submission).state == "at_municipality"


def test_a_neighbouring_municipality_decides_nothing(world: World, draft: Roadmap, now: datetime) -> None:
    submission = at_municipality(world, draft, now)
    with tenancy.tx(SYSTEM):
        world.people["other"] = factories.make_membership(world.municipalities[1], "municipal_official")
    with acting(world, "other") as by, pytest.raises((DomainError, Submission.DoesNotExist)):
        endorsement.endorse_submission(submission, seen_edition=submission.edition, by=by, now=now)

    assert fresh(draft).route == "at_municipality"


def test_a_municipality_does_not_endorse_its_own_roadmap(world: World, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_rules(world.regions[0], endorses=True)
        roadmap = factories.make_roadmap(world.municipalities[0], target_model="municipal")
        activity = factories.make_activity(factories.make_stage(roadmap), expected_result="приказ")
        factories.make_occurrence(activity)
        factories.make_responsible(activity)
    submission = send(world, roadmap, now, key="municipal_official")
    with acting(world, "municipal_official") as by, pytest.raises(endorsement.NotYours):
        endorsement.endorse_submission(submission, seen_edition=1, by=by, now=now)
    with acting(world, "region_official") as by:
        endorsement.endorse_submission(submission, seen_edition=1, by=by, now=now)

    assert fresh(roadmap).route == "endorsed"


def test_an_official_roadmap_needs_nobody_where_the_region_does_not_endorse(world: World, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.municipalities[0], target_model="municipal")
        activity = factories.make_activity(factories.make_stage(roadmap), expected_result="приказ")
        factories.make_occurrence(activity)
        factories.make_responsible(activity)
    with acting(world, "municipal_official") as by:
        assert refusal(endorsement.send_roadmap, roadmap, understood=False, seen_version=1, by=by, now=now) == (
            endorsement.NotNeeded.message
        )
        approve(roadmap, by, now)

    assert fresh(roadmap).status == "approved"


def test_the_reach_over_ends_with_the_one_roadmap(world: World, draft: Roadmap) -> None:
    with acting(world, "municipal_official") as by:
        lock_roadmap(draft.pk, draft.organization_id)
        changed = Roadmap.objects.filter(pk=draft.pk).update(title="Чужая карта")
        assert tenancy.current() == by.scope

    assert changed == 0

"""Who is told: people, holders of a role, bodies, deputies."""

from datetime import date

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from notifications.models import Notice
from roadmaps.actions.reminders import queue_digests
from roadmaps.models import Responsible
from schools.models import Membership, Substitution
from tests import factories
from tests.roadmaps.reminders.scene import EIGHT, FRIDAY, answer, deliver, due, local, told
from tests.world import World


def accounts(*people: Membership) -> set[int]:
    return {person.account_id for person in people}


def test_a_role_is_whoever_holds_it(school: World) -> None:
    answer(school, kind="role", role=Role.COORDINATOR)
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"], school.people["coordinator"])


def test_words_remind_nobody(school: World) -> None:
    with tenancy.tx(SYSTEM):
        Responsible.objects.all().delete()
    answer(school, kind="text", text="классные руководители")
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert told() == {}


def test_a_deputy_is_reminded_during_the_substitution_only(school: World) -> None:
    deputy = school.people["director"]
    with tenancy.tx(SYSTEM):
        Substitution.objects.create(
            organization=school.school.organization,
            account_id=deputy.account_id,
            absent=school.people["curator"],
            deputy=deputy,
            roles=["curator"],
            starts_on=FRIDAY,
            ends_on=FRIDAY,
        )
    due(school, FRIDAY)

    queue_digests(EIGHT)
    first = set(told())
    queue_digests(local("Europe/Moscow", 8, date(2026, 11, 23)))

    with tenancy.tx(SYSTEM):
        monday = Notice.objects.filter(kind="digest", key__endswith="2026-11-23").values_list("account_id", flat=True)
        assert set(monday) == accounts(school.people["curator"])
    assert first == accounts(school.people["curator"], deputy)


def test_a_body_is_its_methodist(school: World) -> None:
    answer(school, kind="body", body=school.municipalities[0])
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"], school.people["municipal_methodist"])


def test_an_office_that_cannot_read_the_roadmap_is_its_municipality(school: World) -> None:
    with tenancy.tx(SYSTEM):
        office = factories.make_organization("school", school.municipalities[0], body="methodical_office")
        factories.make_membership(office, Role.MUNICIPAL_METHODIST)
    answer(school, kind="body", body=office)
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"], school.people["municipal_methodist"])


def test_an_office_answers_for_the_roadmap_of_its_municipality(school: World) -> None:
    """Its people read that roadmap, so the letter holds the row."""
    municipality = school.municipalities[0]
    with tenancy.tx(SYSTEM):
        office = factories.make_organization("school", municipality, body="methodical_office")
        methodist = factories.make_membership(office, Role.COORDINATOR)
        stage = factories.make_stage(factories.make_roadmap(municipality, status="approved"))
        activity = factories.make_activity(stage, name="Собрать карты школ")
        factories.make_responsible(activity, kind="body", body=office)
        factories.make_occurrence(activity, due_on=FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(methodist)
    assert "Собрать карты школ" in deliver()[0].body


def test_a_foreign_body_is_nobody(school: World) -> None:
    answer(school, kind="body", body=school.municipalities[-1])
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"])


def test_mentees_get_no_tasks(school: World) -> None:
    answer(school, kind="role", role=Role.MENTEE)
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"])


def test_who_left_is_not_reminded(school: World) -> None:
    due(school, FRIDAY)
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=school.people["curator"].pk).update(ended_at=EIGHT)

    queue_digests(EIGHT)

    assert told() == {}


def test_of_two_terms_each_concerns_the_responsible_of_its_level(school: World) -> None:
    answer(school, kind="role", role=Role.COORDINATOR, for_level="school")
    due(school, FRIDAY, for_level="school")

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["coordinator"])


def test_a_level_nobody_answers_for_concerns_those_of_every_term(school: World) -> None:
    answer(school, kind="role", role=Role.COORDINATOR, for_level="school")
    due(school, FRIDAY, for_level="municipality")

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"])

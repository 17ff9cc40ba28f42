"""People who work in several organizations, and organizations on several clocks."""

from collections import Counter

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from notifications.models import Letter
from roadmaps.actions.reminders import queue_digests
from roadmaps.models import Responsible
from schools.models import Organization
from tests import factories
from tests.roadmaps.reminders.scene import EIGHT, FRIDAY, answer, deliver, due, local, told
from tests.world import School, World


def also_works_in(world: World, school: School) -> None:
    """The curator is a coordinator there too and answers for its activity, due today."""
    with tenancy.tx(SYSTEM):
        factories.make_membership(school.organization, Role.COORDINATOR, account=world.people["curator"].account)
        factories.make_responsible(school.activity, kind="role", role=Role.COORDINATOR)
        factories.make_occurrence(school.activity, starts_on=FRIDAY, due_on=FRIDAY)


def letters_of(world: World, key: str) -> Counter[int]:
    """Organization → digests of the person."""
    with tenancy.tx(SYSTEM):
        rows = Letter.objects.filter(kind="digest", account=world.people[key].account)
        return Counter(rows.values_list("organization_id", flat=True))


def test_one_digest_for_each_region_of_a_person(school: World) -> None:
    due(school, FRIDAY)
    also_works_in(school, school.schools[-1])

    queue_digests(EIGHT)

    own, other = school.school.organization.pk, school.schools[-1].organization.pk
    assert letters_of(school, "curator") == {own: 1, other: 1}
    mine = [message for message in deliver() if message.to == [school.people["curator"].account.email]]
    assert len(mine) == 2
    assert len({message.extra_headers["Message-ID"] for message in mine}) == 2


def test_one_digest_for_each_school_of_a_person(school: World) -> None:
    due(school, FRIDAY)
    also_works_in(school, school.schools[1])

    queue_digests(EIGHT)

    assert sorted(letters_of(school, "curator").values()) == [1, 1]


def test_a_region_on_two_clocks_writes_once_and_of_both(school: World) -> None:
    """The digest comes in the morning of the person's own organization and leaves nothing of the day out."""
    with tenancy.tx(SYSTEM):
        Responsible.objects.all().delete()
        Organization.objects.filter(pk=school.school.organization.pk).update(time_zone="Europe/Samara")
        other = school.schools[2].activity
        factories.make_responsible(other, kind="role", role=Role.REGION_OPERATOR)
        factories.make_occurrence(other, starts_on=FRIDAY, due_on=FRIDAY)
    answer(school, kind="role", role=Role.REGION_OPERATOR)
    due(school, FRIDAY)

    counts = [queue_digests(local("Europe/Samara", 8)), queue_digests(local("Europe/Moscow", 8))]

    assert counts == [0, 1]
    assert told() == {school.people["region_operator"].account_id: "Сегодня 2"}
    assert queue_digests(local("Europe/Moscow", 9)) == 0

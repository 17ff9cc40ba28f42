"""The summary of the week: to directors and officials, once, five numbers."""

from datetime import date, timedelta
from typing import Any

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from notifications.models import Mute, Notice
from orders.models import Order
from roadmaps.actions.reminders import queue_digests
from roadmaps.models import Occurrence, Responsible, Roadmap
from schools.models import Organization
from tests import factories
from tests.roadmaps.reminders.scene import FRIDAY, deliver, due, local
from tests.world import World

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def friday_was_told(school: World) -> None:
    with tenancy.tx(SYSTEM):
        Organization.objects.update(digest_on=FRIDAY)
        Responsible.objects.all().delete()
        Order.objects.filter(status="draft").delete()
    for day in (1, 3, 5):
        due(school, MONDAY - timedelta(days=30), state="done", done_on=MONDAY - timedelta(days=day))
    due(school, MONDAY - timedelta(days=30), state="done", done_on=MONDAY - timedelta(days=8))
    due(school, date(2026, 11, 20))
    due(school, date(2026, 11, 26))


def weekly(world: World) -> dict[str, str]:
    """Key of a named person → title."""
    named = {person.account_id: key for key, person in world.people.items()}
    with tenancy.tx(SYSTEM):
        rows = Notice.objects.filter(kind="weekly").values_list("account_id", "title")
        return {named[account]: title for account, title in rows if account in named}


def morning(day: date = MONDAY, hour: int = 8) -> None:
    queue_digests(local("Europe/Moscow", hour, day))


def test_directors_and_officials_read_their_own_sums(school: World) -> None:
    with tenancy.tx(SYSTEM):
        other = school.schools[1].activity
        Occurrence.objects.create(
            organization_id=other.organization_id, activity=other, roadmap_id=other.roadmap_id,
            starts_on=FRIDAY, due_on=FRIDAY,
        )  # fmt: skip
    morning()

    own, sums = "Неделя: 3 выполнено, 1 просрочено", "Неделя: 3 выполнено, 2 просрочено"
    officials = ("municipal_official", "municipal_methodist", "region_official", "region_operator")
    assert weekly(school) == {"director": own} | dict.fromkeys(officials, sums)


def test_the_letter_holds_five_numbers_and_one_button(school: World) -> None:
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=school.school.draft.pk).update(route="at_director")
        Order.objects.create(organization=school.school.organization, kind="roadmap_approval", title="Приказ")
    morning()

    mine = [letter for letter in deliver_monday() if letter.to == [school.people["director"].account.email]]

    assert [letter.subject for letter in mine] == ["Неделя: 3 выполнено, 1 просрочено, 2 на подпись"]
    for line in ("Выполнено за неделю: 3", "Просрочено: 1", "Срок на этой неделе: 1", "На проверке: 0"):
        assert line in mine[0].body
    assert "На подпись: 2" in mine[0].body


def deliver_monday() -> list[Any]:
    return deliver(local("Europe/Moscow", 8, MONDAY))


def test_a_map_at_the_municipality_waits_for_its_officials(school: World) -> None:
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=school.school.draft.pk).update(route="at_municipality")
    morning()

    titles = weekly(school)
    assert titles["municipal_official"].endswith("1 на подпись")
    assert "на подпись" not in titles["director"] + titles["region_official"]


def test_it_comes_once_a_week(school: World) -> None:
    morning()
    morning(hour=9)
    first = weekly(school)
    with tenancy.tx(SYSTEM):
        Notice.objects.all().delete()
    morning(date(2026, 11, 24))

    assert (len(first), weekly(school)) == (5, {})


def test_a_monday_without_the_program_is_made_up(school: World) -> None:
    morning(date(2026, 11, 24))

    assert "director" in weekly(school)


def test_the_day_of_the_week_is_a_rule(school: World) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_reminder_rules(school.school.organization, summary_weekday=2)
    morning()
    monday = weekly(school)
    morning(date(2026, 11, 25))

    assert ("director" in monday, "director" in weekly(school)) == (False, True)


def test_nothing_to_tell_and_switched_off_send_nothing(school: World) -> None:
    account = school.people["director"].account
    with tenancy.tx(tenancy.Scope(account=account.pk)):
        Mute.objects.create(account=account, kind="weekly")
    morning()

    assert account.email not in {address for letter in deliver_monday() for address in letter.to}
    with tenancy.tx(SYSTEM):
        assert Notice.objects.filter(kind="weekly").exclude(account=account).count() == 4

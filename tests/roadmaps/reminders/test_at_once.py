"""News that does not wait for the morning."""

from urllib.parse import quote

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.actions.reminders import notify_approved, notify_assigned
from tests import factories
from tests.roadmaps.reminders.scene import EIGHT, deliver
from tests.world import World


def test_assignment_is_told_at_once_to_others_only(school: World) -> None:
    people = [school.people["curator"], school.people["coordinator"]]
    by = school.viewer("coordinator")
    with tenancy.tx(by.scope):
        number = notify_assigned([school.school.activity], people, by=by, now=EIGHT)

    message = deliver()[0]

    assert number == 1
    assert message.subject.startswith("Вам поручено: ")
    assert f"Кто поручил: {school.people['coordinator'].short_name}" in message.body
    assert quote(f"/activities/{school.school.activity.pk}/", safe="") in message.body


def test_a_draft_assigns_nobody(school: World) -> None:
    by = school.viewer("coordinator")

    with tenancy.tx(by.scope):
        school.school.activity.roadmap.status = "draft"
        number = notify_assigned([school.school.activity], [school.people["curator"]], by=by, now=EIGHT)

    assert number == 0


def test_approval_writes_one_letter_per_person(school: World) -> None:
    with tenancy.tx(SYSTEM):
        for _ in range(4):
            activity = factories.make_activity(school.school.stage)
            factories.make_responsible(activity, kind="person", person=school.people["curator"])
    by = school.viewer("coordinator")

    with tenancy.tx(by.scope):
        number = notify_approved(school.school.roadmap, by=by, now=EIGHT)

    messages = deliver()
    assert number == 1
    assert [message.subject for message in messages] == ["Вам поручено 5 мероприятий"]
    assert quote(f"/roadmaps/{school.school.roadmap.pk}/", safe="") in messages[0].body

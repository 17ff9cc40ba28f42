"""What the letter says and to whom it leads."""

from datetime import date
from typing import Any
from urllib.parse import quote

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.actions.reminders import notify_approved, queue_digests
from roadmaps.models import Occurrence, Responsible
from schools.models import Membership
from tests.roadmaps.reminders.scene import EIGHT, FRIDAY, answer, deliver, due
from tests.world import World


def test_the_letter_links_to_the_exact_row(school: World, settings: Any) -> None:
    settings.SITE_URL = "https://example.org"
    row = due(school, date(2026, 11, 15))
    queue_digests(EIGHT)

    message = deliver()[0]

    assert message.subject == "Просрочено 1 — наставничество"
    address = f"/activities/{school.school.activity.pk}/#occurrence-{row.pk}"
    assert f"https://example.org/go/{school.school.organization.pk}/?next={quote(address, safe='')}\n" in message.body
    assert "Отметить выполненным" in message.body
    assert "Просрочено на 5\u00a0дн." in message.body


def test_the_letter_has_seven_rows_at_most(school: World) -> None:
    for _ in range(9):
        due(school, FRIDAY)
    queue_digests(EIGHT)

    message = deliver()[0]

    assert message.subject == "Сегодня 9 — наставничество"
    assert message.body.count("Срок сегодня") == 7
    assert "И ещё 2" in message.body


def test_what_was_done_since_is_left_out(school: World) -> None:
    rows = [due(school, FRIDAY), due(school, date(2026, 11, 2))]
    queue_digests(EIGHT)
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(pk=rows[0].pk).update(state="done", done_on=FRIDAY)

    message = deliver()[0]

    assert message.subject == "Просрочено 1 — наставничество"


def test_nothing_left_to_do_sends_nothing(school: World) -> None:
    due(school, FRIDAY)
    queue_digests(EIGHT)
    with tenancy.tx(SYSTEM):
        Occurrence.objects.update(state="cancelled")

    assert deliver() == []


def test_an_official_reads_which_school_and_may_only_open(school: World) -> None:
    with tenancy.tx(SYSTEM):
        Responsible.objects.all().delete()
    answer(school, kind="body", body=school.municipalities[0])
    due(school, FRIDAY)
    queue_digests(EIGHT)

    message = deliver()[0]

    assert school.school.organization.short_name in message.body
    assert "Открыть: " in message.body
    assert "Отметить" not in message.body


def test_no_letter_names_a_child(school: World) -> None:
    mentee = school.people["mentee"]
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=mentee.pk).update(last_name="Канарейкин", first_name="Петя")
    for role in Role:
        answer(school, kind="role", role=role)
    answer(school, kind="person", person=mentee)
    due(school, FRIDAY)
    queue_digests(EIGHT)
    with tenancy.tx(SYSTEM):
        notify_approved(school.school.roadmap, by=school.viewer("coordinator"), now=EIGHT)

    letters = deliver()

    assert len(letters) > 10
    assert all("Канарейкин" not in str(message.message()) for message in letters)
    assert mentee.account.email not in {address for message in letters for address in message.to}

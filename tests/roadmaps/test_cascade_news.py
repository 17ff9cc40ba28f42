"""One news per batch when the body above offers activities or changes what it offered."""

from datetime import datetime, timedelta

import pytest

from accounts.roles import Role
from core import tenancy
from core.letters import LetterText
from core.tenancy import SYSTEM
from notifications.models import Letter, Mute, Notice
from notifications.recipients import text_of
from roadmaps.actions.cascade import send_cascade
from roadmaps.actions.proposals import decline_proposal
from roadmaps.models import Activity, Proposal, Roadmap
from tests import factories
from tests.world import World


@pytest.fixture
def roadmap(world: World) -> Roadmap:
    """Of a municipality: two activities addressed to its schools."""
    with tenancy.tx(SYSTEM):
        row = factories.make_roadmap(world.municipalities[0], status="approved", target_model="municipal")
        stage = factories.make_stage(row)
        for name in ("Сдать отчёт", "Провести опрос"):
            factories.make_occurrence(factories.make_activity(stage, name=name, addressed_to="school"))
    return row


def send(world: World, roadmap: Roadmap, now: datetime) -> None:
    by = world.viewer("municipal_official")
    with tenancy.tx(by.scope):
        send_cascade(roadmap, by=by, now=now)


def told(world: World) -> list[str]:
    person = world.people["coordinator"]
    with tenancy.tx(SYSTEM):
        rows = Notice.objects.filter(kind="offered", account_id=person.account_id).order_by("created_at")
        return [title.split(": ", 1)[1].replace("\u00a0", " ") for title in rows.values_list("title", flat=True)]


def letter(world: World, now: datetime) -> LetterText | None:
    person = world.people["coordinator"]
    with tenancy.tx(SYSTEM):
        row = Letter.objects.filter(kind="offered", account_id=person.account_id).latest("due_at")
    written = text_of(row, now)
    return written[1] if written else None


def test_a_batch_is_one_news_and_sending_again_is_none(world: World, roadmap: Roadmap, now: datetime) -> None:
    send(world, roadmap, now)
    send(world, roadmap, now + timedelta(minutes=5))
    assert told(world) == ["2 мероприятия для вашей карты (новых: 2)"]
    with tenancy.tx(SYSTEM):
        roles = set(Notice.objects.filter(kind="offered").values_list("organization_id", flat=True))
    assert roles == {row.organization.pk for row in world.schools[:2]}


def test_what_changed_above_is_told_once_more(world: World, roadmap: Roadmap, now: datetime) -> None:
    send(world, roadmap, now)
    with tenancy.tx(SYSTEM):
        Activity.objects.filter(roadmap=roadmap, name="Сдать отчёт").update(name="Сдать годовой отчёт", version=2)
        Activity.objects.filter(roadmap=roadmap, name="Провести опрос").update(version=2)
    send(world, roadmap, now + timedelta(days=1))
    assert told(world)[1:] == ["1 мероприятие для вашей карты (изменённых: 1)"]


def test_the_letter_names_what_still_waits(world: World, roadmap: Roadmap, now: datetime) -> None:
    send(world, roadmap, now)
    by = world.viewer("coordinator")
    with tenancy.tx(SYSTEM):
        offer = Proposal.objects.get(organization=by.organization, source__name="Провести опрос")
    with tenancy.tx(by.scope):
        decline_proposal(offer, reason="нет", by=by, now=now)
    text = letter(world, now)
    assert text is not None
    assert [getattr(line, "text", line) for line in text.lines] == ["Сдать отчёт"]
    assert text.subject.replace("\u00a0", " ") == "От муниципалитета: 1 мероприятие ждёт решения"


def test_nobody_is_written_to_about_what_is_answered_or_not_wanted(
    world: World, roadmap: Roadmap, now: datetime
) -> None:
    send(world, roadmap, now)
    account = world.people["coordinator"].account_id
    with tenancy.tx(SYSTEM):
        Mute.objects.create(account_id=account, kind="offered")
    muted = letter(world, now)
    with tenancy.tx(SYSTEM):
        Mute.objects.filter(account_id=account).delete()
        Proposal.objects.filter(source__roadmap=roadmap).update(state="declined")
    assert (muted, letter(world, now)) == (None, None)


def test_only_those_who_write_the_map_are_told(world: World, roadmap: Roadmap, now: datetime) -> None:
    send(world, roadmap, now)
    told_to = set()
    with tenancy.tx(SYSTEM):
        for person in world.people.values():
            if Notice.objects.filter(kind="offered", account_id=person.account_id).exists():
                told_to |= set(person.roles)
    assert Role.COORDINATOR in told_to
    assert not told_to & {Role.MENTOR, Role.MENTEE, Role.DIRECTOR}

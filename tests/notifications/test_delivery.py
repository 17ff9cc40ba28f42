from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from core import tenancy
from core.letters import LetterText, Line
from core.tenancy import SYSTEM
from core.viewer import Viewer
from notifications import actions
from notifications.actions.delivery import ATTEMPTS, LEASE, mark_sent, take_letter
from notifications.models import Kind, Letter, Notice
from tests.world import World

CANARY = "Канарейкин Петя"


def write(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    if payload.get("nothing"):
        return None
    line = Line("Провести совещание", "Просрочено на 2 дн.", "/activities/7/", "Отметить")
    return LetterText("Просрочено 1\r\nBcc: x@example.org", (line, "Просто строка <b>"), "/", "Что сегодня")


def broken(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    raise KeyError(CANARY)


class Refusing(EmailBackend):
    def send_messages(self, messages: list[Any]) -> int:
        raise SMTPRecipientsRefused({})


class Away(EmailBackend):
    def send_messages(self, messages: list[Any]) -> int:
        raise SMTPServerDisconnected


@pytest.fixture(autouse=True)
def writer(settings: Any, world: World) -> None:
    """An outbox without the letters of the world, and writers of this file."""
    with tenancy.tx(SYSTEM):
        Letter.objects.all().delete()
        Notice.objects.all().delete()
    settings.LETTER_WRITERS = dict.fromkeys(Kind.values, f"{__name__}.write")
    settings.SITE_URL = "https://example.org"


def tell(world: World, key: str = "2026-11-21", now: datetime | None = None, **payload: Any) -> None:
    person = world.people["coordinator"]
    news = actions.News(person, "Просрочено 1", "/", payload)
    with tenancy.tx(world.viewer("director").scope):
        actions.notify_each([news], kind=Kind.DIGEST, key=key, now=now or datetime.fromisoformat("2026-11-21T09:00Z"))


def letters() -> list[Letter]:
    with tenancy.tx(SYSTEM):
        return list(Letter.objects.order_by("due_at", "key"))


def deliver(now: datetime, **options: Any) -> int:
    return actions.deliver(clock=lambda: now, **options)


def test_a_letter_leaves_once(world: World, now: datetime) -> None:
    tell(world)

    counts = [deliver(now), deliver(now)]

    assert counts == [1, 0]
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == [world.people["coordinator"].account.email]
    assert [letter.status for letter in letters()] == ["sent"]


def test_telling_twice_changes_nothing(world: World) -> None:
    tell(world)
    tell(world)

    with tenancy.tx(SYSTEM):
        rows = (Letter.objects.count(), Notice.objects.count())

    assert rows == (1, 1)


def test_a_letter_has_both_parts_and_headers_of_one_line(world: World, now: datetime) -> None:
    tell(world)
    deliver(now)

    message = mail.outbox[0]
    html = message.alternatives[0]

    assert message.subject == "Просрочено 1 Bcc: x@example.org"
    assert message.bcc == []
    door = f"https://example.org/go/{world.school.organization.pk}/?next=%2Factivities%2F7%2F"
    assert f"Отметить: {door}" in message.body
    assert f'href="{door}"' in html.content
    assert "Просто строка &lt;b&gt;" in html.content
    assert "<img" not in html.content


def test_a_letter_can_be_left_by_one_click(world: World, now: datetime) -> None:
    tell(world)
    deliver(now)

    headers = mail.outbox[0].extra_headers

    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<https://example.org/unsubscribe/")
    assert headers["List-Unsubscribe"].strip("<>") in mail.outbox[0].body


def test_the_message_id_depends_on_the_occasion_only(world: World, now: datetime) -> None:
    tell(world)
    deliver(now)
    with tenancy.tx(SYSTEM):
        Letter.objects.update(status=Letter.Status.NEW, attempts=0)
    deliver(now)

    ids = {message.extra_headers["Message-ID"] for message in mail.outbox}

    assert len(mail.outbox) == 2
    assert len(ids) == 1


def test_nothing_to_tell_sends_nothing(world: World, now: datetime) -> None:
    tell(world, nothing=True)

    sent = deliver(now)

    assert sent == 0
    assert [letter.status for letter in letters()] == ["skipped"]


def test_a_muted_kind_sends_nothing_but_stays_in_the_inbox(world: World, now: datetime) -> None:
    actions.mute(world.people["coordinator"].account_id, Kind.DIGEST)
    tell(world)

    sent = deliver(now)

    with tenancy.tx(world.viewer("coordinator").scope):
        notices = Notice.objects.count()
    assert (sent, notices) == (0, 1)
    assert [letter.status for letter in letters()] == ["skipped"]


def test_a_person_who_left_gets_nothing(world: World, now: datetime) -> None:
    tell(world)
    with tenancy.tx(SYSTEM):
        person = world.people["coordinator"]
        person.ended_at = now
        person.save(update_fields=["ended_at"])

    assert deliver(now) == 0
    assert mail.outbox == []


def test_a_leased_letter_is_free_again_after_the_lease(world: World, now: datetime) -> None:
    tell(world)
    first = take_letter(now)

    during = take_letter(now + LEASE - timedelta(seconds=1))
    after = take_letter(now + LEASE + timedelta(seconds=1))

    assert first is not None
    assert during is None
    assert after is not None
    assert after.attempts == 2


def test_a_late_sender_marks_nothing(world: World, now: datetime) -> None:
    tell(world)
    late = take_letter(now)
    later = now + LEASE + timedelta(seconds=1)
    current = take_letter(later)

    assert late is not None
    assert current is not None
    assert mark_sent(late, later) is False
    assert mark_sent(current, later) is True


def test_a_refused_letter_waits_longer_each_time_and_dies(world: World, now: datetime, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    tell(world)
    pauses, moment = [], now
    for _ in range(ATTEMPTS):
        deliver(moment)
        row = letters()[0]
        pauses.append(row.due_at - moment)
        moment = max(row.due_at, moment)

    assert [pause // timedelta(minutes=1) for pause in pauses[:-1]] == [1, 5, 15, 60, 180, 360, 720]
    assert letters()[0].status == "dead"
    assert deliver(moment + timedelta(days=9)) == 0


def test_a_killed_last_attempt_is_given_up(world: World, now: datetime) -> None:
    tell(world)
    moment = now
    for _ in range(ATTEMPTS):
        assert take_letter(moment) is not None
        moment += LEASE + timedelta(seconds=1)

    deliver(moment)

    assert [letter.status for letter in letters()] == ["dead"]


def test_one_refused_letter_does_not_hold_the_others(world: World, now: datetime, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    tell(world, key="a")
    tell(world, key="b")

    deliver(now)

    assert [letter.attempts for letter in letters()] == [1, 1]


def test_a_mail_server_that_is_away_ends_the_batch(world: World, now: datetime, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    tell(world, key="a")
    tell(world, key="b")

    deliver(now)

    assert sorted(letter.attempts for letter in letters()) == [0, 1]


def test_a_broken_writer_is_logged_without_names_of_people(
    world: World, now: datetime, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LETTER_WRITERS = {"digest": f"{__name__}.broken"}
    tell(world)

    sent = deliver(now)

    assert sent == 0
    assert "A letter could not be written" in caplog.text
    assert CANARY not in "".join(record.getMessage() for record in caplog.records)
    assert letters()[0].status == "new"


def test_a_batch_has_a_limit(world: World, now: datetime) -> None:
    for number in range(3):
        tell(world, key=str(number))

    assert deliver(now, limit=2) == 2
    assert deliver(now, limit=2) == 1


def test_a_letter_to_an_address_without_account(world: World, now: datetime) -> None:
    with tenancy.tx(world.viewer("coordinator").scope):
        actions.queue_letter(
            "new@example.org",
            organization=world.school.organization,
            kind=Kind.INVITATION,
            key="7",
            payload={},
            now=now,
        )

    deliver(now)

    assert mail.outbox[0].to == ["new@example.org"]
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_news_of_many_people_take_two_inserts(world: World, now: datetime, django_assert_num_queries: Any) -> None:
    people = list(world.people.values())
    with tenancy.tx(SYSTEM), django_assert_num_queries(4):  # with a savepoint around
        actions.notify(people, kind=Kind.DIGEST, about=None, title="Новости", url="/", key="1", now=now, payload={})

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from notifications import actions, queries
from notifications.models import OPTIONAL_KINDS, Kind, Mute, Notice
from notifications.tokens import unsubscribe_path
from schools.models import Organization
from tests.clients import ReadOnlyGetClient
from tests.world import World

SignIn = Callable[[str], Client]


@pytest.fixture
def notice(world: World, now: datetime) -> Notice:
    """News of yesterday for the coordinator, the only ones."""
    with tenancy.tx(SYSTEM):
        Notice.objects.all().delete()
        news = actions.News(world.people["coordinator"], "Сегодня 1, просрочено 3", "/settings/notifications/")
        actions.notify_each([news], kind=Kind.DIGEST, key="2026-11-20", now=now - timedelta(days=1))
        return Notice.objects.get()


def muted(world: World, key: str = "coordinator") -> list[str]:
    with tenancy.tx(SYSTEM):
        rows = Mute.objects.filter(account_id=world.people[key].account_id)
        return sorted(rows.values_list("kind", flat=True))


def test_inbox_shows_own_news_unread_first(client_as: SignIn, notice: Notice) -> None:
    page = client_as("coordinator").get(reverse("inbox_list"))

    content = page.content.decode()
    assert page.status_code == 200
    assert "Новые" in content
    assert "Сегодня 1, просрочено 3" in content
    assert "вчера" in content


def test_inbox_tells_the_time_of_the_organization(client_as: SignIn, notice: Notice, world: World) -> None:
    with tenancy.tx(SYSTEM):
        Organization.objects.filter(pk=world.school.organization.pk).update(time_zone="Asia/Vladivostok")

    page = client_as("coordinator").get(reverse("inbox_list"))

    assert ">19:00</time>" in page.content.decode()


def test_inbox_hides_news_of_others(client_as: SignIn, notice: Notice) -> None:
    page = client_as("curator").get(reverse("inbox_list"))

    assert "Сегодня 1, просрочено 3" not in page.content.decode()


def test_opening_marks_as_read_and_leads_to_the_row(client_as: SignIn, notice: Notice, world: World) -> None:
    client = client_as("coordinator")

    answer = client.post(reverse("notice_open", args=[notice.pk]))

    assert answer.status_code == 302
    assert answer["Location"] == notice.url
    assert client.session["organization"] == world.school.organization.pk
    assert queries_count(world) == 0
    assert "Прочитанные" in client.get(reverse("inbox_list")).content.decode()


def test_opening_news_of_others_is_not_found(client_as: SignIn, notice: Notice) -> None:
    answer = client_as("stranger").post(reverse("notice_open", args=[notice.pk]))

    assert answer.status_code == 404


def test_everything_can_be_read_at_once(client_as: SignIn, notice: Notice, world: World) -> None:
    answer = client_as("coordinator").post(reverse("inbox_read_all"))

    assert answer.status_code == 302
    assert queries_count(world) == 0


def queries_count(world: World) -> int:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        return queries.unread_count(viewer)


def test_the_count_of_the_bar_is_one_query(notice: Notice, world: World, django_assert_num_queries: Any) -> None:
    viewer = world.viewer("coordinator")
    template = Template("{% load inbox %}{% inbox_count %}")

    with tenancy.tx(viewer.scope), django_assert_num_queries(1):
        shown = template.render(Context({"viewer": viewer}))

    assert shown == "1"


@pytest.mark.parametrize("number", [1, 3])
def test_inbox_takes_the_same_queries_for_any_number_of_news(
    number: int, client_as: SignIn, notice: Notice, world: World, now: datetime, django_assert_max_num_queries: Any
) -> None:
    with tenancy.tx(SYSTEM):
        for n in range(number - 1):
            news = actions.News(world.people["coordinator"], "Ещё", "/")
            actions.notify_each([news], kind=Kind.ASSIGNED, key=str(n), now=now)
    client = client_as("coordinator")

    with django_assert_max_num_queries(16) as captured:
        client.get(reverse("inbox_list"))

    notices = [query for query in captured if '"notifications_notice"' in query["sql"]]
    assert len(notices) <= 3  # new, read, the count of the bar


def test_kinds_are_switched_off_and_on(client_as: SignIn, world: World) -> None:
    client, address = client_as("coordinator"), reverse("notification_settings")

    page = client.get(address)
    client.post(address, {"kinds": [kind for kind in OPTIONAL_KINDS if kind != "digest"]})
    after_one = muted(world)
    client.post(address, {"kinds": OPTIONAL_KINDS})

    assert page.content.decode().count("checked") == len(OPTIONAL_KINDS)
    assert after_one == ["digest"]
    assert muted(world) == []


def test_an_unknown_kind_is_refused(client_as: SignIn, world: World) -> None:
    answer = client_as("coordinator").post(reverse("notification_settings"), {"kinds": ["invitation"]})

    assert answer.status_code == 422
    assert muted(world) == []


def test_unsubscribing_works_signed_out_and_by_one_click(world: World) -> None:
    address = unsubscribe_path(world.people["coordinator"].account_id, Kind.DIGEST)
    client = ReadOnlyGetClient(enforce_csrf_checks=True)

    page = client.get(address)
    asked = muted(world)
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})

    assert page.status_code == 200
    assert "Не присылать" in page.content.decode()
    assert asked == []
    assert answer.status_code == 200
    assert muted(world) == ["digest"]
    assert muted(world, "curator") == []


def test_unsubscribing_can_be_taken_back(world: World) -> None:
    address = unsubscribe_path(world.people["coordinator"].account_id, Kind.DIGEST)
    client = Client()
    client.post(address)
    client.post(address)

    answer = client.post(address, {"restore": "1"})

    assert "снова приходят" in answer.content.decode()
    assert muted(world) == []


@pytest.mark.parametrize("token", ["7.digest:abc", "x", "7.invitation:"])
def test_a_foreign_link_is_not_found(token: str, client: Client, db: None) -> None:
    assert client.post(reverse("unsubscribe", args=[token])).status_code == 404


def test_invitations_cannot_be_switched_off(client: Client, world: World) -> None:
    address = unsubscribe_path(world.people["coordinator"].account_id, Kind.INVITATION)

    assert client.post(address).status_code == 404


def test_local_mail_shows_letters_with_links(client: Client, db: None) -> None:
    EmailMessage("Сегодня 1", "Открыть: http://127.0.0.1:8000/activities/7/", to=["a@example.org"]).send()

    page = client.get(reverse("local_mail_list"))
    letter = client.get(reverse("local_mail_detail", args=["memory-0"])).content.decode()

    assert "Сегодня 1" in page.content.decode()
    assert 'href="http://127.0.0.1:8000/activities/7/"' in letter
    assert client.get(reverse("local_mail_detail", args=["memory-1"])).status_code == 404


def test_local_mail_reads_files(client: Client, db: None, settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    EmailMessage("Первое письмо", "Текст", to=["a@example.org"]).send()
    EmailMessage("Второе письмо", "Текст", to=["a@example.org"]).send()

    page = client.get(reverse("local_mail_list")).content.decode()

    assert "Первое письмо" in page
    assert "Второе письмо" in page


@pytest.mark.parametrize(
    ("setting", "value"),
    [("LOCAL_PERSONAS", False), ("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")],
)
def test_local_mail_is_absent_elsewhere(setting: str, value: Any, client: Client, db: None, settings: Any) -> None:
    setattr(settings, setting, value)

    assert client.get(reverse("local_mail_list")).status_code == 404
    assert client.get(reverse("local_mail_detail", args=["memory-0"])).status_code == 404

"""The main job from the first page to the reminder: with a mouse, by keyboard alone, on a phone, without scripts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.mail import EmailMultiAlternatives
from playwright.sync_api import Page, expect

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from notifications.actions import deliver
from roadmaps.actions.reminders import queue_digests
from roadmaps.models import Occurrence, Roadmap
from schools.models import Membership
from tests import factories
from tests.browser import papers
from tests.browser.walkers import Keyboard, Walker

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
ADDRESS, PASSWORD = "coordinator@example.org", "Пароль-для-проверки"
MONDAY = datetime(2026, 11, 23, 5, 10, tzinfo=UTC)  # 08:10 in Moscow, the day before a term
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Way:
    """How the walk is done: hands, width of the window, what the browser may."""

    hands: type[Walker] = Walker
    width: int = 1280
    scripts: bool = True


WAYS = {
    "mouse": Way(),
    "keyboard": Way(hands=Keyboard),
    "phone": Way(width=360),
    "without scripts": Way(scripts=False),
}


@pytest.fixture
def coordinator(transactional_db: None) -> Membership:
    """The coordinator of a school without a roadmap; a director signs its papers."""
    with tenancy.tx(SYSTEM):
        region = factories.make_organization("region", short_name="Примерская область")
        town = factories.make_organization("municipality", region, short_name="Примерский округ")
        school = factories.make_organization("school", town, short_name="СОШ № 1")
        factories.make_membership(school, Role.DIRECTOR, last_name="Условная", post="директор")
        account = factories.make_user(ADDRESS)
        return factories.make_membership(school, Role.COORDINATOR, account=account, last_name="Примерова")


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_the_main_job_is_done_from_the_file_to_the_reminder(
    way: Way,
    open_page: Callable[..., Page],
    coordinator: Membership,
    clock: Any,
    mailoutbox: list[EmailMultiAlternatives],
    site: str,
    settings: Any,
) -> None:
    page = open_page("/", way.width, java_script_enabled=way.scripts)
    settings.SITE_URL = site
    walker = way.hands(page)

    sign_in(walker)
    walker.arrive("Что сегодня")
    upload(walker)
    review(walker)
    approve(walker)
    mark_done(walker)
    clock.move_to(MONDAY)
    written = queue_digests(MONDAY)
    deliver()
    reminder = next(letter for letter in reversed(mailoutbox) if letter.to == [ADDRESS])
    link = link_of(papers.NEXT_DUE, reminder)
    read_letter(walker, reminder.subject, link)
    sign_in(walker)  # a night ends the session: the letter leads through the door to the row

    walker.arrive(papers.NEXT_DUE)
    assert written == len({"the coordinator", "the director"})
    assert page.url == site + unquote(link.split("next=")[1])
    assert page.evaluate("document.documentElement.scrollWidth") <= way.width
    with tenancy.tx(SYSTEM):
        done = Occurrence.objects.get(activity__name=papers.DONE)
        assert (Roadmap.objects.get().status, done.state, done.files_count) == ("approved", "done", 1)


def sign_in(walker: Walker) -> None:
    walker.arrive("Вход")
    walker.write("Эл. почта", ADDRESS)
    walker.write("Пароль", PASSWORD)
    walker.press(walker.button("Войти"))


def upload(walker: Walker) -> None:
    walker.press(walker.link("Карта", inside="nav:visible"))
    walker.arrive("Дорожная карта")
    walker.press(walker.link("Создать карту"))
    walker.arrive("Новая дорожная карта")
    walker.press(walker.link("Загрузить файл"))
    walker.arrive("Загрузка карты")
    walker.attach("Файл Word или Excel", file("карта.docx", papers.roadmap_file()))
    walker.press(walker.button("Прочитать таблицу"))
    walker.arrive("Проверьте столбцы")
    expect(walker.field("Мероприятие").locator("option:checked")).to_have_text("Мероприятия")
    walker.press(walker.button("Дальше: проверить сроки"))


def review(walker: Walker) -> None:
    """Of the two doubtful terms one is taken as offered, for the other a term is typed."""
    walker.arrive("Проверьте сроки")
    asked = walker.page.locator("section[aria-labelledby=terms] li")
    expect(asked).to_have_count(2)
    unread = asked.filter(has_text=papers.UNREAD)
    walker.pick(unread.get_by_label("Другой срок"))
    walker.write_into(unread.get_by_label("Срок словами"), "ноябрь")
    walker.press(walker.button("Всё верно, продолжить"))
    walker.arrive("Загрузить 14 мероприятий?")
    walker.press(walker.button("Создать черновик карты"))
    walker.arrive("Черновик карты готов")
    walker.press(walker.link("Открыть карту"))


def approve(walker: Walker) -> None:
    walker.arrive(papers.TITLE)
    walker.press(walker.button("Создать приказ"))
    walker.arrive("Приказ")
    walker.press(walker.link("Зарегистрировать"))
    walker.arrive("Зарегистрировать приказ?")
    walker.write("Номер", "71-б")
    walker.write("Дата", "20.11.2026")
    walker.press(walker.button("Зарегистрировать"))
    walker.arrive("71-б")
    walker.press(walker.link(papers.TITLE))
    walker.arrive(papers.TITLE)
    expect(walker.page.locator(".meta")).to_contain_text("Утверждена")


def mark_done(walker: Walker) -> None:
    walker.press(walker.link(papers.DONE))
    walker.arrive(papers.DONE)
    walker.press(walker.link("Отметить выполненным"))
    walker.arrive("Отметить выполненным")
    walker.write("Когда выполнено", "20.11.2026")
    walker.attach("Файл", file("протокол.docx", papers.protocol()))
    walker.write("Что получилось", "Провели, все участвовали.")
    walker.press(walker.button("Отметить выполненным"))
    walker.arrive(papers.DONE)
    expect(walker.page.get_by_role("status")).to_contain_text("Готово")
    expect(walker.page.locator("#files")).to_contain_text("протокол.docx")


def read_letter(walker: Walker, subject: str, link: str) -> None:
    walker.page.goto("/local-mail/")
    walker.arrive("Письма на этом компьютере")
    mine = walker.page.get_by_role("listitem").filter(has_text=ADDRESS)
    walker.press(mine.get_by_role("link", name=subject))
    walker.arrive(subject)
    walker.press(walker.page.locator(f"a[href='{link}']").first)


def file(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": DOCX, "buffer": content}


def link_of(name: str, letter: EmailMultiAlternatives) -> str:
    """The address that stands below the name in the text part."""
    after = letter.body[letter.body.index(name) :]
    found = re.search(r"http\S+", after)
    assert found, letter.body
    return found.group()

"""Daily work in the table with its clicks counted."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.models import Activity, Attachment, Change, ChangeSet, Occurrence, Roadmap
from tests.browser import papers
from tests.browser.checks import faults_of
from tests.browser.sample import Ids, account
from tests.browser.walkers import Walker

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]


class Counter(Walker):
    """A mouse whose presses are counted; choosing a file is a press too, typing is not."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.clicks = 0

    def press(self, target: Locator) -> None:
        self.clicks += 1
        super().press(target)

    def attach(self, label: str, *files: Any) -> None:
        self.clicks += 1
        super().attach(label, *files)


def find_stage(hand: Counter, place: int, rows: int) -> None:
    """A list is opened and its line pressed: two presses, then the button and the mark of all rows."""
    hand.clicks += 2
    hand.page.get_by_label("Этап", exact=True).select_option(index=place)
    hand.press(hand.button("Найти"))
    hand.press(hand.page.get_by_label("Отметить все строки"))
    expect(hand.page.locator("[data-checked-count]")).to_have_text(str(rows))


def terms_of(roadmap: Roadmap, place: int) -> list[Any]:
    with tenancy.tx(SYSTEM):
        rows = Occurrence.objects.filter(roadmap=roadmap, activity__stage__position=place)
        return list(rows.order_by("activity__position", "due_on").values_list("activity_id", "due_on"))


def test_six_activities_are_found_and_shifted_by_a_week(
    sample: Ids, open_page: Callable[..., Page], clock: Any
) -> None:
    """In a draft at once; in an approved map into a change, with its reason typed."""
    with tenancy.tx(SYSTEM):
        draft, approved = (Roadmap.objects.get(pk=sample[name]) for name in ("draft", "roadmap"))
        ChangeSet.objects.filter(roadmap=approved, state__in=["open", "sent"]).update(state="withdrawn")
        six = list(Activity.objects.filter(roadmap=draft, stage__position=5).values_list("pk", flat=True))
        Activity.objects.filter(pk__in=six).update(term_kind="range")  # none of them lasts all the year
        Occurrence.objects.filter(activity__in=six).update(starts_on=None, due_on=date(2026, 12, 1))
    hand = Counter(open_page(f"/roadmaps/{draft.pk}/", account=account("coordinator2")))

    find_stage(hand, 5, 6)
    hand.press(hand.button("На неделю позже"))
    expect(hand.page.get_by_role("status")).to_contain_text("Сдвинуто на неделю: 6")
    assert hand.clicks <= 6
    assert {due for _, due in terms_of(draft, 5)} == {date(2026, 12, 8)}

    before = terms_of(approved, 7)
    hand = Counter(open_page(f"/roadmaps/{approved.pk}/", account=account("coordinator")))
    find_stage(hand, 7, len({activity for activity, _ in before}))
    hand.press(hand.button("На неделю позже"))
    hand.write("Почему меняется карта", "карантин")
    hand.press(hand.button("Сдвинуть на неделю"))
    expect(hand.page.get_by_role("status")).to_contain_text("Сдвинуто на неделю")
    assert hand.clicks <= 6
    assert terms_of(approved, 7) == before
    with tenancy.tx(SYSTEM):
        assert Change.objects.filter(change_set__roadmap=approved, change_set__state="open").exists()


def test_marked_done_with_a_file_in_three_clicks(sample: Ids, open_page: Callable[..., Page], clock: Any) -> None:
    hand = Counter(open_page("/", account=account("coordinator")))

    hand.press(hand.link("Отметить"))
    hand.arrive("Отметить выполненным")
    hand.attach("Файл", {"name": "протокол.docx", "mimeType": DOCX, "buffer": papers.protocol()})
    hand.press(hand.button("Отметить выполненным"))

    expect(hand.page.get_by_role("status")).to_contain_text("отмечено выполненным")
    hand.arrive("Что сегодня")
    assert hand.clicks <= 3
    with tenancy.tx(SYSTEM):
        assert Attachment.objects.filter(occurrence__roadmap=sample["roadmap"], name="протокол.docx").exists()


def test_a_row_is_written_and_edited_by_keyboard(sample: Ids, open_page: Callable[..., Page], clock: Any) -> None:
    """«+ Строка», a name and Enter for each; a cell is opened by a click and saved; the row above goes down."""
    page = open_page(f"/roadmaps/{sample['draft']}/", account=account("coordinator2"))

    page.locator("a[data-add]").first.click()
    for name in ("Первое новое дело", "Второе новое дело"):
        expect(page.locator("tr.edit input[name=name]")).to_be_focused()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page.locator("#table")).to_contain_text(name)
    assert faults_of(page) == []
    page.locator("tr.edit [data-drop]").click()

    row = page.locator("tr", has_text="Второе новое дело")
    row.locator("td[data-c=term]").click()
    expect(page.locator("tr.edit input[name=term_text]")).to_be_focused()
    page.keyboard.type("до 25.12.2026")
    assert faults_of(page) == []
    page.keyboard.press("Enter")
    expect(row).to_contain_text("«до 25.12.2026»")
    expect(row.get_by_role("link", name="Править")).to_be_focused()

    row.get_by_role("link", name="Править").press("Enter")
    page.get_by_role("button", name="Выше").click()
    expect(page.locator("tr", has_text="Второе новое дело").locator("td.no")).to_have_text("1.6")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert faults_of(page) == []


def test_a_row_is_dragged_into_another_stage(sample: Ids, open_page: Callable[..., Page], clock: Any) -> None:
    """Taken by its number; it comes before the row it is dropped on, at the head of a stage before its first row."""
    page = open_page(f"/roadmaps/{sample['draft']}/", account=account("coordinator2"))
    page.set_viewport_size({"width": 1280, "height": 5000})  # scrolling would carry the row away from under the mouse
    rows = page.locator("tr[id^=a]")
    first, last = (rows.nth(place).get_attribute("id") for place in (0, -1))

    page.locator(f"#{first} td.no").drag_to(rows.nth(3))
    expect(page.locator(f"#{first} td.no")).to_have_text("1.3")
    expect(page.locator(f"#{first} a[data-row]")).to_be_focused()

    page.locator(f"#{last} td.no").drag_to(page.locator("tr.grp").first)
    expect(page.locator(f"#{last} td.no")).to_have_text("1.1")
    with tenancy.tx(SYSTEM):
        order = Activity.objects.filter(roadmap=sample["draft"], stage__position=1).order_by("position")
        assert [f"a{pk}" for pk in order.values_list("pk", flat=True)[:1]] == [last]

"""Hands of a person in front of a page: a mouse or a finger, and the keyboard alone."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

LONGEST_WAY = 400  # presses of Tab on the longest page
SAME = "node => node === document.activeElement"


class Walker:
    """Does what a mouse or a finger does."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def arrive(self, heading: str) -> None:
        """Waits until the page is here and dressed: before its styles a phone shows what it hides later."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        self.page.wait_for_load_state()

    def link(self, name: str, inside: str = "main") -> Locator:
        return self.page.locator(inside).get_by_role("link", name=name).first

    def button(self, name: str) -> Locator:
        return self.page.locator("main").get_by_role("button", name=name, exact=True).first

    def field(self, label: str) -> Locator:
        return self.page.locator("main").get_by_label(label).first

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, label: str, text: str) -> None:
        self.write_into(self.field(label), text)

    def write_into(self, field: Locator, text: str) -> None:
        field.fill(text)

    def pick(self, radio: Locator) -> None:
        radio.check()

    def attach(self, label: str, *files: Any) -> None:
        self.field(label).set_input_files(list(files))


class Keyboard(Walker):
    """Tab, Enter, Space, arrows and letters. Every page begins with the link that skips to its content."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        page.on("filechooser", lambda _: None)  # caught from now on, not from a moment that races with the key

    def arrive(self, heading: str) -> None:
        super().arrive(heading)
        if not self.page.evaluate("location.hash"):
            self.skip()

    def skip(self) -> None:
        self.page.keyboard.press("Tab")
        expect(self.page.get_by_role("link", name="Перейти к содержанию")).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#main")).to_be_focused()

    def reach(self, target: Locator) -> None:
        target.wait_for()
        for _ in range(LONGEST_WAY):
            if target.evaluate(SAME):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {target}")

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write_into(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def pick(self, radio: Locator) -> None:
        """A group of radio buttons is one stop of Tab; arrows go inside it."""
        name = radio.get_attribute("name")
        inside = f"document.activeElement.name === {name!r}"
        for _ in range(LONGEST_WAY):
            if self.page.evaluate(inside):
                break
            self.page.keyboard.press("Tab")
        for _ in range(10):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows do not reach {radio}")

    def attach(self, label: str, *files: Any) -> None:
        self.reach(self.field(label))
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(list(files))

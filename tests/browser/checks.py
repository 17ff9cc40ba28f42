"""What holds for every page: accessible, as wide as its window, one heading, silent, asking nobody else."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},  # style sheets are read by one rule only, an experimental one that is not asked
}
AXE = Axe().axe_script
REFUSED = "Failed to load resource: the server responded with a status of 4"  # the answer to a form with an error


LOOK = """rules => axe.run(rules).then(found => ({
  violations: found.violations,
  wide: document.documentElement.scrollWidth,
  headings: document.querySelectorAll("h1").length,
}))"""


def faults_of(page: Page) -> list[str]:
    """Everything wrong with the page at its present width, in words."""
    width = page.viewport_size["width"]
    look = looked_at(page)
    found = [_words(violation) for violation in look["violations"]]
    if look["wide"] > width:
        found.append(f"{look['wide']} px wide: {widest(page)}")
    if look["headings"] != 1:
        found.append(f"{look['headings']} first headings")
    return [f"{width}: {fault}" for fault in found]


def looked_at(page: Page) -> dict[str, Any]:
    """What axe finds, the width of the content, the number of first headings: the page is asked once.

    Whoever looks at many pages gives them the script beforehand: `page.add_init_script(AXE)`.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(LOOK, RULES)


def _words(violation: dict[str, Any]) -> str:
    places = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
    return f"{violation['id']}: {violation['help']}: {', '.join(places[:3])}"


def widest(page: Page) -> str:
    """The elements that stick out, to find the guilty one."""
    return page.evaluate(
        "() => Array.from(document.querySelectorAll('main *, header *'))"
        ".filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')"
    )


class Ear:
    """Hears the console, broken policies and every request that leaves the site."""

    def __init__(self, page: Page, site: str) -> None:
        self.heard: list[str] = []
        page.on("console", lambda message: self._console(message.text))
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        page.on("request", lambda request: self._request(request.url, site))

    def _console(self, text: str) -> None:
        if not text.startswith(REFUSED):
            self.heard.append(f"console: {text}")

    def _request(self, url: str, site: str) -> None:
        if not url.startswith((site, "data:", "blob:")):
            self.heard.append(f"asks {url}")

    def told(self) -> list[str]:
        heard, self.heard = self.heard, []
        return heard

"""Short texts to paste into a chat: what is due and where it is. No names of people: a chat may be read by anybody."""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urljoin

from django.conf import settings
from django.utils.html import strip_tags

from core.words import counted

SHOWN = 10
LONGEST_NAME = 80
ACTIVITIES = ("мероприятие", "мероприятия", "мероприятий")


class Told(Protocol):
    """A row of a roadmap; `mark` is the HTML of its state."""

    @property
    def number(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def term(self) -> str: ...
    @property
    def mark(self) -> str: ...


def address(path: str) -> str:
    """The whole address: a chat does not know the site."""
    return urljoin(settings.SITE_URL, path)


def activity_text(number: str, name: str, term: str, status: str, path: str) -> str:
    """«1.2 Совет. Срок: до 30 ноя. Не начато», then the address."""
    told = ". ".join(part.rstrip(".") for part in (f"{number} {_short(name)}".strip(), _term(term), status) if part)
    return f"{_plain(told)}.\n{address(path)}"


def list_text(title: str, rows: Sequence[Told], path: str = "") -> str:
    """The heading, a line for each of the first rows, the address of the rest."""
    lines = [f"{title}: {counted(len(rows), ACTIVITIES)}"]
    for row in rows[:SHOWN]:
        parts = (f"{row.number} {_short(row.name)}".strip(), row.term, strip_tags(row.mark))
        lines.append("• " + ", ".join(part for part in parts if part))
    if len(rows) > SHOWN:
        lines.append(f"и ещё {len(rows) - SHOWN}")
    return _plain("\n".join([*lines, address(path)] if path else lines))


def _term(term: str) -> str:
    return f"Срок: {term}" if term else ""


def _short(name: str) -> str:
    flat = " ".join(name.split())
    return flat if len(flat) <= LONGEST_NAME else f"{flat[: LONGEST_NAME - 1].rstrip()}…"


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")

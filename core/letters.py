"""What a letter says. Any app writes one (settings.LETTER_WRITERS); `notifications` gives it its form and sends it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Line:
    """One row of a letter: what, in which state, and a link with its verb. `url` is a path of the site."""

    text: str
    note: str = ""
    url: str = ""
    verb: str = ""


@dataclass(frozen=True)
class LetterText:
    """`link` is a path of the site, `button` the words on it. No word of it is about a child."""

    subject: str
    lines: tuple[Line | str, ...]
    link: str
    button: str


def post_letter(
    address: str, *, organization: Any, kind: str, key: str, payload: dict[str, Any], now: datetime
) -> None:
    """Puts a letter to somebody without an account into the outbox, in the caller's transaction.

    For apps left of `notifications`, which cannot import it: the outbox is named by settings.OUTBOX. `key` is unique
    among letters of the kind; the payload holds ids, the text is written when the letter leaves.
    """
    queue = import_string(settings.OUTBOX)
    queue(address, organization=organization, kind=kind, key=key, payload=payload, now=now)

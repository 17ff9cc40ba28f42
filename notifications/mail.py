"""The form of a letter: a text part, a one-column HTML part, headers."""

import hashlib
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from core.letters import LetterText, Line
from notifications.models import OPTIONAL_KINDS, Kind, Letter
from notifications.tokens import unsubscribe_path

LONGEST_SUBJECT = 150


def compose(letter: Letter, text: LetterText, *, to: str) -> EmailMultiAlternatives:
    """The message. Its Message-ID depends on the occasion only, so a repeated letter is recognised as the same."""
    leave = absolute(unsubscribe_path(letter.account_id, letter.kind)) if _optional(letter) else ""
    subject = one_line(text.subject)
    context = {
        "subject": subject,
        "lines": [_line(letter, line) for line in text.lines],
        "link": leading(letter, text.link),
        "button": text.button,
        "kind": Kind(letter.kind).label,
        "unsubscribe": leave,
    }
    headers = {"Message-ID": message_id(letter.key), "Auto-Submitted": "auto-generated"}
    if leave:
        headers |= {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    body = render_to_string("notifications/letter.txt", context)
    message = EmailMultiAlternatives(subject, body, to=[to], headers=headers)
    message.attach_alternative(render_to_string("notifications/letter.html", context), "text/html")
    return message


def one_line(text: str) -> str:
    """A header of one line: names and titles typed by people must not add headers of their own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_SUBJECT]


def absolute(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


def leading(letter: Letter, path: str) -> str:
    """The page of a letter, opened in the organization the letter is about, also after signing in.

    The path stands in the query, so that its fragment survives the sign-in.
    """
    if letter.account_id is None:
        return absolute(path)
    door = reverse("organization_open", args=[letter.organization_id])
    return absolute(f"{door}?{urlencode({'next': path})}")


def message_id(key: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"


def _optional(letter: Letter) -> bool:
    return letter.account_id is not None and letter.kind in OPTIONAL_KINDS


def _line(letter: Letter, line: Line | str) -> Line:
    if isinstance(line, str):
        return Line(line)
    return Line(line.text, line.note, leading(letter, line.url) if line.url else "", line.verb)

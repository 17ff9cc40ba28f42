"""Letters that never left this machine: files of the local run, memory of the tests."""

import email
import email.policy
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core import mail

FILES = "django.core.mail.backends.filebased.EmailBackend"
MEMORY = "django.core.mail.backends.locmem.EmailBackend"
BETWEEN = b"\n" + b"-" * 79 + b"\n"  # what Django's file backend writes after each letter
NEWEST = 200


@dataclass(frozen=True)
class LocalLetter:
    key: str
    subject: str
    to: str
    sent_at: datetime
    text: str


def is_shown() -> bool:
    """Only where personas may sign in without a password and letters stay on the machine."""
    return settings.LOCAL_PERSONAS and settings.EMAIL_BACKEND in {FILES, MEMORY}


def local_letters() -> list[LocalLetter]:
    """Newest first."""
    letters = [_read(key, raw) for key, raw in _sources()]
    return sorted(letters, key=lambda letter: letter.sent_at, reverse=True)[:NEWEST]


def local_letter(key: str) -> LocalLetter | None:
    return next((letter for letter in local_letters() if letter.key == key), None)


def _sources() -> list[tuple[str, bytes]]:
    if settings.EMAIL_BACKEND == MEMORY:
        outbox = getattr(mail, "outbox", [])
        return [(f"memory-{n}", message.message().as_bytes()) for n, message in enumerate(outbox)]
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)[:NEWEST]
    parts = [part for file in files for part in file.read_bytes().split(BETWEEN) if part.strip()]
    return [(hashlib.sha256(part).hexdigest()[:16], part) for part in parts]


def _read(key: str, raw: bytes) -> LocalLetter:
    message = email.message_from_bytes(raw, EmailMessage, policy=email.policy.default)
    sent_at = parsedate_to_datetime(str(message["Date"]))  # naive when it says -0000: UTC
    body = message.get_body(preferencelist=("plain",))
    return LocalLetter(
        key=key,
        subject=str(message["Subject"]),
        to=str(message["To"]),
        sent_at=sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC),
        text=body.get_content() if isinstance(body, EmailMessage) else "",
    )

"""Sending what the outbox holds: lease and commit per letter, so that a killed worker repeats one letter at most."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.core.mail import get_connection
from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from core import tenancy
from core.letters import LetterText
from core.tasks import wake
from core.tenancy import SYSTEM
from notifications.actions.notices import DELIVER
from notifications.mail import compose
from notifications.models import Letter
from notifications.recipients import text_of

logger = logging.getLogger(__name__)

BATCH = 200
LEASE = timedelta(minutes=5)  # longer than the slowest exchange with a mail server
ATTEMPTS = 8
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720)]
REFUSALS = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)  # about this letter, not about the server

Clock = Callable[[], datetime]


def deliver(*, limit: int = BATCH, clock: Clock = timezone.now) -> int:
    """Sends up to `limit` letters that are due and returns how many left. Runs outside any transaction.

    `clock` and not a moment: leases count from when each letter is taken. Any number may run side by side.
    """
    give_up(clock())
    letter, sent, taken = take_letter(clock()), 0, 1
    if letter is None:
        return 0
    with get_connection() as mailbox:
        while letter is not None:
            outcome = _process(letter, mailbox, clock)
            sent += outcome is Letter.Status.SENT
            if outcome is None or taken == limit:
                break
            letter, taken = take_letter(clock()), taken + 1
    if taken == limit:
        wake(DELIVER)
    return sent


def take_letter(now: datetime) -> Letter | None:
    """Leases the next letter to the caller for five minutes, in a transaction of its own."""
    with tenancy.tx(SYSTEM):
        due = Letter.objects.due(now).filter(attempts__lt=ATTEMPTS).order_by("due_at", "pk")
        letter = due.select_for_update(skip_locked=True).first()
        if letter is not None:
            letter.status, letter.lease_until = Letter.Status.SENDING, now + LEASE
            letter.attempts += 1
            letter.save(update_fields=["status", "lease_until", "attempts"])
    return letter


def mark_sent(letter: Letter, now: datetime) -> bool:
    """False when the lease ran out meanwhile and another worker has taken the letter."""
    return _close(letter, status=Letter.Status.SENT, sent_at=now)


def mark_failed(letter: Letter, now: datetime) -> bool:
    """Back into the queue with a growing pause; dead after eight attempts."""
    if letter.attempts >= ATTEMPTS:
        logger.error("A letter is given up after %s attempts: %s", letter.attempts, letter.pk)
        return _close(letter, status=Letter.Status.DEAD)
    return _close(letter, status=Letter.Status.NEW, due_at=now + PAUSES[letter.attempts - 1])


def give_up(now: datetime) -> int:
    """Letters whose last attempt ended with the death of its worker."""
    with tenancy.tx(SYSTEM):
        dead = Letter.objects.due(now).filter(attempts__gte=ATTEMPTS).update(status=Letter.Status.DEAD)
    if dead:
        logger.error("Letters given up after %s attempts: %s", ATTEMPTS, dead)
    return dead


def _process(letter: Letter, mailbox: Any, clock: Clock) -> Letter.Status | None:
    """One letter from the lease to the mark. None: the mail server is away, the rest waits for the next run."""
    try:
        written = text_of(letter, clock())
    except (DatabaseError, InterfaceError):  # not about this letter: the task runs again
        raise
    except Exception:  # a writer's bug must not hold up everybody's mail
        logger.exception("A letter could not be written: %s", letter.pk)
        mark_failed(letter, clock())
        return Letter.Status.NEW
    if written is None:
        _close(letter, status=Letter.Status.SKIPPED)
        return Letter.Status.SKIPPED
    return _send(letter, *written, mailbox, clock)


def _send(letter: Letter, to: str, text: LetterText, mailbox: Any, clock: Clock) -> Letter.Status | None:
    try:
        mailbox.send_messages([compose(letter, text, to=to)])
    except OSError as error:  # every error of smtplib is one
        logger.warning("A letter was not sent: %s, %s", letter.pk, type(error).__name__)
        mark_failed(letter, clock())
        return Letter.Status.NEW if isinstance(error, REFUSALS) else None
    mark_sent(letter, clock())
    return Letter.Status.SENT


def _close(letter: Letter, **changes: Any) -> bool:
    """Fenced: only the holder of this very lease changes the row."""
    with tenancy.tx(SYSTEM):
        mine = Letter.objects.filter(pk=letter.pk, status=Letter.Status.SENDING, attempts=letter.attempts)
        return mine.update(lease_until=None, **changes) == 1

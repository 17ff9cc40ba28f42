"""Who may be reminded of what. Pure: the rules of both pages and of both actions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from core.errors import DomainError

PAUSE = timedelta(days=3)
GREETING = "Напоминаем о наставничестве."


class NobodyToRemind(DomainError):
    message = "Напоминать некому: причины больше нет или напоминание было меньше трёх дней назад."


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of a page of reminding: `value` is sent by its form, `text` is what will be written.

    `paused` while a reminder is younger than three days; `ticked` of those free to be reminded at once.
    """

    value: int
    name: str
    address: str
    text: str
    sent_at: datetime | None
    paused: bool
    ticked: bool = True


def is_paused(sent_at: datetime | None, now: datetime) -> bool:
    return sent_at is not None and now - sent_at < PAUSE


def rested(now: datetime) -> Q:
    """The same of rows that keep `reminded_at`."""
    return Q(reminded_at=None) | Q(reminded_at__lte=now - PAUSE)


def free(offers: Iterable[Offer]) -> list[Offer]:
    return [offer for offer in offers if not offer.paused]


def chat_text(offers: Iterable[Offer]) -> str:
    """A line for each that is free; names of organizations and nobody's name."""
    return "\n".join(f"{offer.name}: {offer.text}" for offer in free(offers))


def words_for(reasons: Sequence[tuple[str, str]]) -> str:
    """Why a school is reminded, from the reasons of its light; people below five are in none of them."""
    causes = "; ".join(words[:1].lower() + words[1:] for words, _query in reasons)
    return f"{GREETING} Сейчас: {causes.rstrip('.')}." if causes else GREETING

"""News: a line in the inbox at once, a letter through the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from core.tasks import wake
from core.viewer import Viewer
from notifications.models import Letter, Notice
from schools.models import Membership, Organization

DELIVER = "notifications.tasks.deliver"
ROWS_PER_INSERT = 1000


@dataclass(frozen=True)
class News:
    """What one person learns. `url` is a path of the site; the payload holds ids, never words about people."""

    membership: Membership
    title: str
    url: str
    payload: dict[str, Any] = field(default_factory=dict)


def notify(
    memberships: Iterable[Membership],
    *,
    kind: str,
    about: Any,
    title: str,
    key: str,
    now: datetime,
    url: str = "",
    payload: dict[str, Any] | None = None,
) -> int:
    """The same news for several people; the link leads to `about` unless `url` is given. Returns how many people.

    `key` names the occasion: with the kind and the person it is unique, so telling twice changes nothing.
    """
    address = url or about.get_absolute_url()
    content = payload if payload is not None else {about._meta.model_name: about.pk}
    items = [News(person, title, address, content) for person in memberships]
    return notify_each(items, kind=kind, key=key, now=now)


@transaction.atomic
def notify_each(items: Iterable[News], *, kind: str, key: str, now: datetime) -> int:
    """News that differ from person to person: two statements per 1,000 people, in the caller's transaction.

    Whether a person wants letters of the kind is asked when the letter leaves; the inbox gets the news anyway.
    """
    news = list(items)
    if not news:
        return 0
    notices = [_notice(item, kind, key, now) for item in news]
    letters = [_letter(item, kind, key, now) for item in news]
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=ROWS_PER_INSERT)
    Letter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=ROWS_PER_INSERT)
    wake(DELIVER)
    return len(news)


@transaction.atomic
def tell(person: Membership, *, kind: str, title: str, url: str, key: str, now: datetime) -> None:
    """A line in the inbox and no letter: what the person waits for here anyway."""
    Notice.objects.bulk_create([_notice(News(person, title, url), kind, key, now)], ignore_conflicts=True)


@transaction.atomic
def queue_letter(
    address: str, *, organization: Organization, kind: str, key: str, payload: dict[str, Any], now: datetime
) -> None:
    """A letter to an address without an account. Its writer gets a viewer that reads rows of `organization` only."""
    letter = Letter(
        organization=organization, address=address, kind=kind, key=f"{kind}:{key}", payload=payload, due_at=now
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    wake(DELIVER)


def read_notice(notice: Notice, *, by: Viewer, now: datetime) -> None:
    """Not an event of the log: reading one's own news concerns nobody else."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=now)


def read_all(*, by: Viewer, now: datetime) -> int:
    return Notice.objects.visible_to(by).unread().update(read_at=now)


def _notice(item: News, kind: str, key: str, now: datetime) -> Notice:
    person = item.membership
    return Notice(
        organization_id=person.organization_id,
        account_id=person.account_id,
        kind=kind,
        key=f"{kind}:{person.pk}:{key}",
        title=item.title[:300],
        url=item.url,
        created_at=now,
    )


def _letter(item: News, kind: str, key: str, now: datetime) -> Letter:
    person = item.membership
    return Letter(
        organization_id=person.organization_id,
        account_id=person.account_id,
        kind=kind,
        key=f"{kind}:{person.pk}:{key}",
        payload=item.payload,
        due_at=now,
    )

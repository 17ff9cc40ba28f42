"""What was erased, by ids alone, outside the database: see docs/operations.md, «Backup and restore»."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from core import ledger
from core.viewer import Viewer

ERASED, ACT = "erased", "act"


def note_erased(
    people: Mapping[int, str],
    *,
    applications: Sequence[int] = (),
    closed: Sequence[int] = (),
    by: Viewer,
    now: datetime,
) -> None:
    """`people`: id → pseudonym. Raises core.ledger.LedgerUnavailable."""
    ledger.append(
        ERASED,
        at=now.isoformat(),
        organization=by.organization.pk,
        account=by.user.pk if by.user else None,
        people=dict(people),
        applications=list(applications),
        closed=list(closed),
    )


def note_act(number: int, *, by: Viewer) -> None:
    """The number was given out on paper: it is never given again. Raises core.ledger.LedgerUnavailable."""
    ledger.append(ACT, organization=by.organization.pk, number=number)


def last_act(organization_id: int) -> int:
    numbers = (line["number"] for line in ledger.lines(ACT) if line["organization"] == organization_id)
    return max(numbers, default=0)

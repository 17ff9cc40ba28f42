"""After a restore: people and rows that were erased after the backup are in the database again, and are erased again.

By the ledger. A row that was made later than its line is somebody else under the same number and stays; what is
erased already is passed over, so running it twice does no harm.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.roles import Permission, roles_with
from core import ledger, tenancy
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.actions.acts import make_act
from mentoring.actions.erasing import AT_ONCE, erase_people
from mentoring.actions.ledger import ERASED, note_erased
from mentoring.models import Application, ClosedNote, Person
from mentoring.personal.tables import APPLICATIONS, CLOSED_NOTES
from schools.models import Membership, Organization

REASON = "Повторно: база данных восстановлена из резервной копии, сделанной до уничтожения"


class NobodyAnswers(DomainError):
    message = "В организации никто не отвечает за персональные данные: назначьте координатора и повторите."


@dataclass
class _Again:
    """Of one organization: what stands in the database again. `people` with the pseudonyms of their acts."""

    people: dict[int, str] = field(default_factory=dict)
    applications: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    accounts: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.people or self.applications or self.closed)


def repeat_erasures(now: datetime) -> Counter[str]:
    """How many rows were erased again, by the titles of an act; «Организации» that could not be done are counted too.

    One transaction and one act for each organization. Raises NobodyAnswers,
    core.pdf.PdfUnavailable, core.ledger.LedgerUnavailable.
    """
    by_organization: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for line in ledger.lines(ERASED):
        by_organization[line["organization"]].append(line)
    told: Counter[str] = Counter()
    for pk, lines in by_organization.items():
        with tenancy.tx(SYSTEM):
            organization = Organization.objects.filter(pk=pk).first()
            again = _found_again(lines) if organization is not None else _Again()
            if organization is not None and again:
                told += _erase_again(organization, again, now)
    return told


def _found_again(lines: Iterable[dict[str, Any]]) -> _Again:
    found = _Again()
    for line in lines:
        at = datetime.fromisoformat(line["at"])
        names = {int(pk): name for pk, name in line["people"].items()}
        people = Person.objects.filter(organization=line["organization"], pk__in=names, created_at__lte=at)
        people = people.exclude(status=Person.Status.ANONYMISED)
        found.people |= {pk: names[pk] for pk in people.values_list("pk", flat=True)}
        sent = Application.objects.filter(organization=line["organization"], pk__in=line["applications"])
        found.applications += sent.filter(submitted_at__lte=at).exclude(answers={}).values_list("pk", flat=True)
        notes = ClosedNote.objects.filter(organization=line["organization"], pk__in=line["closed"])
        found.closed += notes.filter(created_at__lte=at).values_list("pk", flat=True)
        found.accounts.append(line["account"])
    return found


def _erase_again(organization: Organization, again: _Again, now: datetime) -> Counter[str]:
    by = _who(organization, again.accounts)
    told: Counter[str] = Counter()
    pseudonyms: list[str] = []
    ids = sorted(again.people)
    for start in range(0, len(ids), AT_ONCE):
        erased = erase_people(ids[start : start + AT_ONCE], names=again.people, by=by, now=now)
        told += erased.categories
        pseudonyms += erased.pseudonyms
    told[APPLICATIONS.title] += Application.objects.filter(pk__in=again.applications).update(**APPLICATIONS.blanks)
    told[CLOSED_NOTES.title] += ClosedNote.objects.filter(pk__in=again.closed).delete()[0]
    note_erased({}, applications=again.applications, closed=again.closed, by=by, now=now)
    make_act(pseudonyms, +told, reason=REASON, by=by, now=now)
    return +told


def _who(organization: Organization, accounts: Iterable[int]) -> Viewer:
    """Who confirmed last and is still known; else whoever answers for personal data there now."""
    known = set(User.objects.filter(pk__in=[pk for pk in accounts if pk]).values_list("pk", flat=True))
    last = next((pk for pk in reversed(list(accounts)) if pk in known), None)
    people = Membership.objects.filter(organization=organization).select_related("account").order_by("pk")
    member = people.filter(account=last).first() if last else None
    if member is None:
        guards = people.active().filter(roles__overlap=roles_with(Permission.DATA_CENTRE))
        member = guards.first()
    if member is None:
        raise NobodyAnswers
    return Viewer(scope=SYSTEM, user=member.account, organization=organization, membership=member)

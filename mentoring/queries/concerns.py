"""Reports of trouble. A psychologist reads the report, of the pair its number alone: its rows are not theirs."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.roles import CONCERN_ROLES
from core.viewer import Viewer
from mentoring.models import Concern, Pair, PairMember
from mentoring.queries.pairs import shown_name
from schools.models import Membership

MOST = 100


@dataclass(frozen=True, slots=True)
class ConcernRow:
    concern: Concern
    pair: str


def readable_concerns(viewer: Viewer) -> QuerySet[Concern]:
    """A curator who stands in the pair is a side of it and reads nothing said about it, as the author was promised,
    while there is anybody else to read it.
    """
    sides = Q(mentor__account=viewer.user) | Q(members__mentee__account=viewer.user)
    own = Pair.objects.visible_to(viewer).filter(sides).values("pk")
    readers = Membership.objects.visible_to(viewer).active().filter(organization=OuterRef("organization"))
    others = readers.filter(roles__overlap=[str(role) for role in CONCERN_ROLES]).exclude(account=viewer.user)
    return Concern.objects.visible_to(viewer).exclude(Q(pair__in=own) & Exists(others))


def concerns_of(viewer: Viewer, *, is_closed: bool) -> list[ConcernRow]:
    """The oldest open first; of the closed the newest hundred. Three queries."""
    rows = readable_concerns(viewer).filter(closed_at__isnull=not is_closed)
    found = list(rows.order_by("-closed_at" if is_closed else "created_at", "pk")[:MOST])
    names = _names(viewer, {row.pair_id for row in found})
    return [ConcernRow(row, names.get(row.pair_id, f"Пара № {row.pair_id}")) for row in found]


def open_concerns(viewer: Viewer) -> int:
    return readable_concerns(viewer).filter(closed_at=None).count()


def _names(viewer: Viewer, pairs: set[int]) -> dict[int, str]:
    """«Иванова А. П. → Петров И. С.» of the pairs the viewer reads."""
    found = {pair.pk: pair for pair in Pair.objects.visible_to(viewer).filter(pk__in=pairs).select_related("mentor")}
    mentees: dict[int, list[str]] = {}
    rows = PairMember.objects.visible_to(viewer).filter(pair__in=list(found), left_on=None).select_related("mentee")
    for member in rows.order_by("slot"):
        mentees.setdefault(member.pair_id, []).append(shown_name(member.mentee))
    return {pk: f"{shown_name(pair.mentor)} → {', '.join(mentees.get(pk, []))}" for pk, pair in found.items()}

"""What pages and actions ask about pairs first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from core.viewer import Viewer
from mentoring.models import Pair, PairMember, Person
from mentoring.models.pairs import PairQuerySet
from mentoring.pairing.steps import mark_of

ARROW = " → "
MOST_NAMED = 3


def pairs_of(viewer: Viewer) -> PairQuerySet:
    """Pairs the viewer may read in the current organization: staff all, participants their own."""
    return Pair.objects.visible_to(viewer).filter(organization=viewer.organization)


def members_of(viewer: Viewer, pairs: Collection[int]) -> dict[int, list[PairMember]]:
    """Pair → who is in it now with their cards, by name. Of an ended one those of its last day."""
    rows = PairMember.objects.visible_to(viewer).filter(pair__in=pairs, left_on=None).select_related("mentee")
    found: defaultdict[int, list[PairMember]] = defaultdict(list)
    for row in rows.order_by("mentee__search_name", "pk"):
        found[row.pair_id].append(row)
    return found


def people_of(pairs: Collection[int], *, meeting: bool = False) -> dict[int, list[int]]:
    """Pair → ids of its mentor and of the mentees who are in it; `meeting`: of those who meet (`expected`)."""
    found = {pk: [mentor] for pk, mentor in Pair.objects.filter(pk__in=pairs).values_list("pk", "mentor")}
    inside: defaultdict[int, list[PairMember]] = defaultdict(list)
    for row in PairMember.objects.filter(pair__in=pairs, left_on=None).order_by("pk"):
        inside[row.pair_id].append(row)
    for pair, members in inside.items():
        found[pair] += [row.mentee_id for row in (expected(members) if meeting else members)]
    return found


def expected(members: Sequence[PairMember]) -> list[PairMember]:
    """Who of a pair meets: without those paused for want of a consent, unless all are: then the pair itself rests."""
    return [row for row in members if row.paused_on is None] or list(members)


def shown_name(person: Person) -> str:
    """A person whose data are stopped is named by nothing."""
    return unnamed(person.pk) if person.is_stopped else person.short_name


def unnamed(person: int) -> str:
    return f"участник № {person}"


def pair_title(pair: Pair, members: Iterable[PairMember]) -> str:
    """«Иванова А. П. → Петров И. С.»; of a large group the first three and how many more. Asks nothing."""
    names = [shown_name(member.mentee) for member in members]
    shown = ", ".join(names[:MOST_NAMED]) + (f" и ещё {len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else "")
    return f"{shown_name(pair.mentor)}{ARROW}{shown or 'никого'}"


def pairs_with(viewer: Viewer, person: Person) -> Sequence[tuple[Pair, str, str]]:
    """Pairs of a person in every year, the latest first, with their titles and marks."""
    own = PairMember.objects.visible_to(viewer).filter(mentee=person)
    found = pairs_of(viewer).filter(pk__in=own.values("pair")) | pairs_of(viewer).filter(mentor=person)
    rows = list(found.select_related("mentor").order_by("-school_year", "-created_at", "-pk"))
    members: dict[int, list[PairMember]] = {}
    inside = PairMember.objects.visible_to(viewer).filter(pair__in=[row.pk for row in rows]).select_related("mentee")
    for member in inside.order_by("pk"):
        members.setdefault(member.pair_id, []).append(member)
    return [(row, pair_title(row, members.get(row.pk, [])), mark_of(row.status)) for row in rows]

"""What pages and actions ask about papers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.roles import Permission, roles_with
from core.viewer import Viewer
from mentoring.models import Person
from orders.blocks import Paper, from_state
from orders.journals import JournalRow, pattern_of
from orders.kinds import name_of
from orders.models import NumberJournal, Order, OrderFile, OrderLink, OrderQuerySet
from orders.numbers import format_number, has_place, read_inserted, read_number
from schools.models import Membership, Organization

OF_AGE = timedelta(days=18 * 365 + 5)


def own_orders(viewer: Viewer) -> OrderQuerySet:
    """Papers of the viewer's current organization; statuses of other organizations are not shown in this release."""
    rows = Order.objects.visible_to(viewer).filter(organization=viewer.organization)
    return rows.select_related("roadmap", "activity")


def kind_words(order: Order) -> str:
    """What kind of paper it is; unlike its title nobody's own words."""
    return name_of(order.kind)


def paper_of(order: Order) -> Paper:
    """The paper as stored; an order without a text gives its title alone."""
    text = next(iter(order.texts.all()), None)
    return from_state(text.content) if text else Paper(title=order.title)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an order: what it does to others, what others did to it, its files."""

    links: list[OrderLink]
    later: list[OrderLink]
    scans: int
    has_site_copy: bool


def beside_of(order: Order) -> Beside:
    """Four queries. A later draft does nothing yet, but is shown."""
    return Beside(
        list(order.links.select_related("target").order_by("pk")),
        list(order.later_links.select_related("order").order_by("pk")),
        order.scans.count(),
        order.files.filter(kind=OrderFile.Kind.SITE).exists(),
    )


def people_to_name(viewer: Viewer, organization: Organization) -> list[Membership]:
    """Whom a paper of the organization may name, in the order they were added."""
    return list(Membership.objects.visible_to(viewer).filter(organization=organization).active().order_by("pk"))


def colleagues_to_ask(viewer: Viewer) -> QuerySet[Membership]:
    """Whoever may agree to a paper of the organization; the viewer too, who may be one of those asked by others."""
    rows = Membership.objects.visible_to(viewer).filter(organization=viewer.organization).active()
    rows = rows.filter(roles__overlap=roles_with(Permission.ORDER_AGREE))
    return rows.order_by("last_name", "first_name", "pk")


def minors_of(viewer: Viewer, organization_id: int, now: datetime) -> list[Person]:
    """Whom a public copy may not name: pupils of any age, and whoever is under eighteen by the card."""
    rows = Person.objects.visible_to(viewer).filter(organization_id=organization_id)
    rows = rows.filter(Q(kind=Person.Kind.PUPIL) | Q(birth_date__gt=now.date() - OF_AGE))
    return list(rows.only("last_name", "first_name", "patronymic", "gender"))


def suggested_number(viewer: Viewer, organization_id: int, journal: JournalRow, year: int) -> str:
    """The next number of the journal; nothing is taken. Empty when its pattern has no place for one."""
    if not has_place(journal.pattern):
        return ""
    rows = NumberJournal.objects.visible_to(viewer).filter(organization=organization_id, year=year)
    last = rows.filter(journal=journal.kind).values_list("last", flat=True).first() or 0
    taken = set(numbered(viewer, organization_id, journal.kind, year).values_list("number", flat=True))
    while (number := format_number(journal.pattern, last + 1)) in taken:
        last += 1
    return number


def numbered(viewer: Viewer, organization_id: int, journal: str, year: int) -> OrderQuerySet:
    """Registered orders of a journal and calendar year."""
    rows = Order.objects.visible_to(viewer).registered()
    return rows.filter(organization_id=organization_id, journal=journal, year=year)


def number_taken(viewer: Viewer, order: Order, number: str, year: int) -> bool:
    return numbered(viewer, order.organization_id, order.journal, year).filter(number=number).exists()


def previous_order(viewer: Viewer, order: Order, typed: str) -> Order | None:
    """The registered order that stands before this one: by its number where it was typed in the pattern of the
    journal, else the one with the latest date."""
    rows = Order.objects.visible_to(viewer).registered()
    rows = rows.filter(organization_id=order.organization_id, journal=order.journal)
    pattern = pattern_of(viewer, order.organization_id, order.journal)
    n, inserted = read_number(pattern, typed), read_inserted(pattern, typed)
    if order.dated_on is None or (n is None and inserted is None):
        return rows.order_by("-dated_on", "-registered_at").first()
    before = {"ordinal__lt": n} if n is not None else {"ordinal__lte": inserted}
    rows = rows.filter(year=order.dated_on.year, **before)
    return rows.order_by("-ordinal", "-dated_on").first()

"""The register of an organization's orders: what of it is shown, and as a table of a year."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.http import QueryDict

from core.search.rows import narrowed
from core.search.words import readings
from core.sheets.model import Column, Group, Row, Sheet
from core.viewer import Viewer
from orders.kinds import BY_KEY, name_of
from orders.models import ArchivedJournal, JournalKind, Order, OrderFile, OrderLink, OrderQuerySet, OrderScan
from orders.queries import numbered, own_orders
from schools.models import Organization

LONGEST_WORDS = 100
STATES = {
    "draft": "черновик",
    "signing": "на подписи",
    "registered": "зарегистрирован",
    "amended": "изменён",
    "cancelled": "отменён",
}
CHIPS = {"unnumbered": "Без номера", "unscanned": "Без скана"}
COLUMNS = (
    *(Column("№", 24), Column("Дата", 20), Column("Вид", 44), Column("Заголовок", 92)),
    *(Column("Состояние", 30), Column("Связано с", 44)),
)


@dataclass(frozen=True)
class RegisterFilters:
    """What the address asks for; unknown values count as nothing chosen. `year` is a calendar year."""

    year: str = ""
    journal: str = ""
    kind: str = ""
    state: str = ""
    chip: str = ""
    q: str = ""

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        known = {"journal": JournalKind.values, "kind": BY_KEY, "state": STATES, "chip": CHIPS}
        chosen = {name: value for name in known if (value := data.get(name, "")) in known[name]}
        year = data.get("year", "")
        chosen["year"] = year if year.isdecimal() and len(year) == 4 else ""
        return cls(q=data.get("q", "")[:LONGEST_WORDS].strip(), **chosen)

    @property
    def active(self) -> bool:
        return self != type(self)()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of what is chosen, for a form that means the same rows."""
        return [(each.name, value) for each in fields(self) if (value := getattr(self, each.name))]


def register_of(viewer: Viewer, filters: RegisterFilters) -> OrderQuerySet:
    """What has no number yet first, then by date and number, newest first."""
    rows = own_orders(viewer)
    if filters.year:
        rows = rows.filter(Q(year=int(filters.year)) | Q(status__in=Order.OPEN, created_at__year=int(filters.year)))
    if filters.journal:
        rows = rows.filter(journal=filters.journal)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.q:
        rows = narrowed(rows, readings(filters.q), "number", "title")
    rows = _of_state(rows, filters.state)
    rows = _chosen(rows, filters.chip)
    return rows.order_by(Coalesce("year", 9999).desc(), "-dated_on", "-ordinal", "-registered_at", "-pk")


def _of_state(rows: OrderQuerySet, state: str) -> OrderQuerySet:
    if state in Order.OPEN:
        return rows.filter(status=state)
    if state == "cancelled":
        return rows.registered().cancelled()
    if state == "amended":
        return rows.in_force().amended()
    return rows.in_force() if state else rows


def _chosen(rows: OrderQuerySet, chip: str) -> OrderQuerySet:
    if chip == "unnumbered":
        return rows.unregistered()
    return rows.registered().filter(scans=None) if chip == "unscanned" else rows


def shown(rows: OrderQuerySet) -> OrderQuerySet:
    """With what stands beside each of them; three statements for a page."""
    links = OrderLink.objects.select_related("target").order_by("pk")
    later = OrderLink.objects.filter(order__status=Order.Status.REGISTERED).select_related("order").order_by("pk")
    printed = OrderFile.objects.filter(order=OuterRef("pk"), kind=OrderFile.Kind.PDF)
    scanned = OrderScan.objects.filter(order=OuterRef("pk"))
    rows = rows.with_fate().annotate(is_printed=Exists(printed), is_scanned=Exists(scanned))
    return rows.prefetch_related(Prefetch("links", links), Prefetch("later_links", later))


def chip_counts(viewer: Viewer) -> list[tuple[str, str, int]]:
    """Key, words, how many of the organization; one statement."""
    counts = own_orders(viewer).aggregate(
        unnumbered=Count("pk", Q(status__in=Order.OPEN)),
        unscanned=Count("pk", Q(status=Order.Status.REGISTERED, scans=None)),
    )
    return [(key, words, counts[key]) for key, words in CHIPS.items()]


def years_of(viewer: Viewer) -> list[int]:
    rows = own_orders(viewer).registered().order_by("-year").values_list("year", flat=True).distinct()
    return [year for year in rows if year is not None]


def archived(viewer: Viewer, journal: str, year: int) -> ArchivedJournal | None:
    rows = ArchivedJournal.objects.visible_to(viewer).filter(organization=viewer.organization)
    return rows.filter(journal=journal, year=year).first()


def missing_numbers(ordinals: Sequence[int]) -> str:
    """«3, 7–9»: numbers that nobody has, up to the last one given."""
    taken = set(ordinals)
    gaps = [n for n in range(1, max(taken, default=0)) if n not in taken]
    runs: list[list[int]] = []
    for n in gaps:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def year_sheet(viewer: Viewer, journal: str, year: int, today: date, *, title: str, foot: Sequence[str] = ()) -> Sheet:
    """All registered orders of a journal and year by number: the register to print, the inventory of the archive."""
    organization: Organization = viewer.organization
    rows = numbered(viewer, organization.pk, journal, year).order_by("ordinal", "dated_on", "registered_at", "pk")
    found = list(shown(rows))
    gaps = missing_numbers([order.ordinal for order in found if order.ordinal])
    lines = [organization.full_name, f"Журнал «{JournalKind(journal).label}», {year} год"]
    return Sheet(
        title=title,
        columns=COLUMNS,
        groups=(Group("", "", tuple(_row(order) for order in found)),),
        file_name=f"{title} {organization.short_name} {year}",
        lines=(*lines, *([f"Номера не использованы: {gaps}"] if gaps else [])),
        total=f"Всего приказов: {len(found)}",
        facts=(("Составлено", f"{today:%d.%m.%Y}"),),
        author=organization.short_name,
        foot=tuple(foot),
    )


def _row(order: Order) -> Row:
    return order.number, order.dated_on, name_of(order.kind), order.title, _state(order), "; ".join(_links(order))


def _state(order: Order) -> str:
    kinds = {link.kind for link in order.later_links.all()}
    if OrderLink.Kind.CANCELS in kinds:
        return STATES["cancelled"]
    return STATES["amended"] if OrderLink.Kind.AMENDS in kinds else STATES["registered"]


def _links(order: Order) -> list[str]:
    own = [f"{link.get_kind_display()} № {link.target.number}" for link in order.links.all()]
    verbs = {"cancels": "отменён", "amends": "изменён", "executes": "исполнен"}
    return own + [f"{verbs[link.kind]} № {link.order.number}" for link in order.later_links.all()]

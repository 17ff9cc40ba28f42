"""The table of the order about pairs, from the pairs as they are."""

from collections.abc import Iterable, Sequence

from core.viewer import Viewer
from mentoring.models import Pair, PairMember, Person
from mentoring.queries.pairs import members_of
from mentoring.queries.people_rows import who
from orders.blocks import Appendix, Column, Group, Table
from schools.models import Organization

HOW_MANY = ("наставническую пару (группу)", "наставнические пары (группы)", "наставнических пар (групп)")
COLUMNS = (
    Column("№ п/п", 110, "center"),
    Column("Наставник", 620),
    Column("Наставляемый (наставляемые)", 620),
    Column("Форма наставничества", 340),
    Column("Тема", 480),
    Column("Период", 340),
)


def pairs_appendix(viewer: Viewer, organization: Organization, pairs: Iterable[int]) -> Appendix:
    """The table as the pairs are now, by the name of the mentor. Two queries."""
    rows = Pair.objects.visible_to(viewer).filter(pk__in=list(pairs)).select_related("mentor")
    found = list(rows.order_by("mentor__search_name", "pk"))
    members = members_of(viewer, [pair.pk for pair in found])
    cells = tuple(_cells(number, pair, members.get(pair.pk, [])) for number, pair in enumerate(found, 1))
    return Appendix(
        title="Наставнические пары (группы)",
        landscape=True,
        approved="УТВЕРЖДЕНЫ",
        issuer=organization.short_name,
        table=Table(COLUMNS, (Group("", cells),)),
    )


def _cells(number: int, pair: Pair, members: Sequence[PairMember]) -> tuple[str, ...]:
    period = f"{pair.starts_on:%d.%m.%Y} – {pair.ends_on:%d.%m.%Y}" if pair.starts_on and pair.ends_on else ""
    mentees = "\n".join(_named(member.mentee) for member in members)
    return str(number), _named(pair.mentor), mentees, pair.get_form_display(), pair.theme, period


def _named(person: Person) -> str:
    return f"{person.full_name}, {who(person)}"

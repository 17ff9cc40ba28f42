"""The order about pairs: its first text and its table, from the pairs as they are."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from accounts.roles import Role
from core.dates import long_date
from core.viewer import Viewer
from core.words import counted
from mentoring.models import Pair, PairMember, Person
from mentoring.queries.pairs import members_of
from mentoring.queries.people_rows import who
from orders.blocks import Appendix, Column, Group, Paper, Requisites, Table, plain_clauses
from orders.dates import school_year_words
from orders.drafting import CONTROL, basis_words, holder, letterhead, signature_of
from orders.grammar import Case, decline
from roadmaps.models import Roadmap
from schools.models import Membership, Organization

TITLE = "Об утверждении наставнических пар (групп)"
HOW_MANY = ("наставническую пару (группу)", "наставнические пары (группы)", "наставнических пар (групп)")
FOR_PROGRAMMES = timedelta(days=14)
COLUMNS = (
    Column("№ п/п", 110, "center"),
    Column("Наставник", 620),
    Column("Наставляемый (наставляемые)", 620),
    Column("Форма наставничества", 340),
    Column("Тема", 480),
    Column("Период", 340),
)


def pairs_order(
    organization: Organization, people: Iterable[Membership], pairs: Sequence[Pair], appendix: Appendix, today: date
) -> Paper:
    """`pairs` are of one school year; clauses may be changed by hand, the table follows the pairs."""
    staff = list(people)
    models = {pair.model for pair in pairs}
    model = models.pop() if len(models) == 1 else Roadmap.TargetModel.BOTH
    year = school_year_words(pairs[0].school_year)
    until = long_date(today + FOR_PROGRAMMES)
    return Paper(
        title=TITLE,
        letterhead=letterhead(organization),
        requisites=Requisites(place=organization.place),
        preamble=f"{basis_words(model)}, с письменного согласия участников",
        clauses=plain_clauses(
            f"Утвердить {counted(len(pairs), HOW_MANY)} на {year} (приложение).",
            f"Наставникам составить вместе с наставляемыми программы наставничества в срок до {until}",
            _support(staff),
            CONTROL,
        ),
        signature=signature_of(holder(staff, Role.DIRECTOR)),
        appendices=(appendix,),
    )


def _support(staff: list[Membership]) -> str:
    words = "сопровождать работу пар, вести учёт встреч и программ."
    for role, post in ((Role.CURATOR, "Куратору"), (Role.COORDINATOR, "Координатору")):
        if (person := holder(staff, role)) is not None:
            return f"{post} наставничества {decline(person, Case.DAT).in_text} {words}"
    return f"Куратору наставничества {words}"


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

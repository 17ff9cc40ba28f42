"""What several kinds read: who signs, who works here, mentors, pairs. Everything inside one organization."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Any

from accounts.roles import OFFICIAL_ROLES, Role
from core.years import school_year_of
from mentoring.models import Pair, PairMember, Participation, Person, Side
from mentoring.queries.pairs import expected, members_of
from orders.blocks import Signature
from orders.dates import school_year_words
from orders.grammar import decline_phrase, nominative
from orders.issuer import holder, letterhead
from orders.kinds.base import Facts, Issuer, Source
from orders.wording import Value, Who
from roadmaps.models import Roadmap
from schools.models import Membership, Substitution

UNNAMED: dict[tuple[str, str], str] = {
    (Side.MENTOR, Person.Status.BLOCKED): "наставник, согласие отозвано",
    (Side.MENTEE, Person.Status.BLOCKED): "наставляемый, согласие отозвано",
    (Side.MENTOR, Person.Status.ANONYMISED): "наставник, данные обезличены",
    (Side.MENTEE, Person.Status.ANONYMISED): "наставляемый, данные обезличены",
}
HEADS = (Role.DIRECTOR, Role.MUNICIPAL_OFFICIAL, Role.REGION_OFFICIAL)


class Reader:
    """Rows of the viewer's organization, each list read once."""

    def __init__(self, source: Source) -> None:
        self.source, self.viewer = source, source.viewer
        self.organization = source.viewer.organization
        self.year = school_year_of(source.today)

    @cached_property
    def staff(self) -> list[Membership]:
        rows = Membership.objects.visible_to(self.viewer).filter(organization=self.organization).active()
        grown = rows.exclude(roles__contained_by=[Role.MENTOR, Role.MENTEE])  # who may be a child runs nothing
        return list(grown.order_by("pk"))

    def employee(self, name: str) -> Membership | None:
        """The colleague chosen in a field."""
        wanted = self.source.params.get(name)
        return next((row for row in self.staff if row.pk == wanted), None)

    def holding(self, role: str) -> list[Membership]:
        return [row for row in self.staff if role in row.roles]

    @cached_property
    def pair(self) -> Pair | None:
        """The pair chosen in a field."""
        rows = Pair.objects.visible_to(self.viewer).filter(organization=self.organization)
        return rows.select_related("mentor").filter(pk=self.source.params.get("pair") or 0).first()

    def members(self, pair: Pair) -> list[PairMember]:
        """Without those paused for want of a consent."""
        return expected(members_of(self.viewer, [pair.pk]).get(pair.pk, []))

    def pairs(self, *statuses: str) -> list[tuple[Pair, list[PairMember]]]:
        """Pairs of the school year in these states with their `members`, by the mentor's name. Two queries."""
        rows = Pair.objects.visible_to(self.viewer).filter(organization=self.organization, status__in=statuses)
        found = list(rows.of_year(self.year).select_related("mentor").order_by("mentor__search_name", "pk"))
        members = members_of(self.viewer, [pair.pk for pair in found])
        return [(pair, expected(members.get(pair.pk, []))) for pair in found]

    def base(self, side: str) -> list[Participation]:
        """Who takes part this year, by name."""
        rows = Participation.objects.visible_to(self.viewer).filter(organization=self.organization, side=side)
        rows = rows.of_year(self.year).listed().exclude(state=Participation.State.LEFT)
        return list(rows.select_related("person").order_by("person__search_name", "pk"))

    def mentor(self, name: str = "mentor") -> Participation | None:
        """The mentor chosen in a field, by participation."""
        rows = Participation.objects.visible_to(self.viewer).filter(organization=self.organization, side=Side.MENTOR)
        return rows.select_related("person").filter(pk=self.source.params.get(name) or 0).first()

    @cached_property
    def roadmap(self) -> Roadmap | None:
        rows = Roadmap.objects.visible_to(self.viewer).filter(organization=self.organization)
        return rows.filter(pk=self.source.params.get("roadmap") or 0).first()


def common_facts(source: Source, bases: Sequence[str]) -> Facts:
    """What every kind has: who issues and signs, the school year, control, executor."""
    reader = Reader(source)
    controller = reader.employee("controller")
    return Facts(
        issuer=issuer_of(reader),
        values={"year": school_year_words(reader.year), "today": source.today},
        bases=tuple(bases),
        controller=employee(controller) if controller else None,
        executor=executor_of(source.viewer),
    )


def issuer_of(reader: Reader) -> Issuer:
    organization = reader.organization
    return Issuer(
        letterhead=letterhead(organization),
        short_name=organization.short_name,
        place=organization.place,
        signature=signatory(reader),
        is_official=organization.is_official,
    )


def signatory(reader: Reader) -> Signature:
    """The head; while somebody stands in for the head, «И.о. директора» and that name."""
    head = next((found for role in HEADS if (found := holder(reader.staff, role))), None)
    if head is None:
        return Signature()
    acting = acting_for(reader, head)
    post = head_post(head)
    if acting is not None:
        acting_post = decline_phrase(post[:1].lower() + post[1:], animate=True).gen
        return Signature(f"И.о. {acting_post}", nominative(acting).in_signature)
    return Signature(post, nominative(head).in_signature)


def head_post(head: Membership) -> str:
    post = head.post or ("Директор" if Role.DIRECTOR in head.roles else "Руководитель")
    return post[:1].upper() + post[1:]


def acting_for(reader: Reader, head: Membership) -> Membership | None:
    day = reader.source.today
    rows = Substitution.objects.visible_to(reader.viewer).filter(absent=head, starts_on__lte=day, ends_on__gte=day)
    found = rows.values_list("deputy", flat=True).first()
    return next((row for row in reader.staff if row.pk == found), None)


def executor_of(viewer: Any) -> str:
    """Who prepares the paper: «Примерова Анна Петровна, 8 (000) 000-00-00»."""
    if viewer.membership is None:
        return ""
    return ", ".join(part for part in (viewer.membership.full_name, viewer.organization.phone) if part)


def employee(row: Membership) -> Who:
    return Who(row.last_name, row.first_name, row.patronymic, row.gender, row.post)


def participant(person: Person) -> Who:
    return Who(person.last_name, person.first_name, person.patronymic, person.gender, post_of(person))


def post_of(person: Person) -> str:
    """«учитель математики», «ученица 7 «А» класса»: declines as a position does."""
    if person.kind == Person.Kind.PUPIL:
        word = "ученица" if person.gender == "f" else "ученик"
        return f"{word} {person.class_name} класса" if person.class_name else word
    if person.kind == Person.Kind.TEACHER:
        return person.position or "педагог"
    return person.position or person.get_kind_display()


def mentees(members: Iterable[PairMember]) -> tuple[Who, ...]:
    """Whose data are stopped is named by no new order."""
    return tuple(participant(member.mentee) for member in members if not member.mentee.is_stopped)


def in_cell(person: Person, side: Side) -> Who | str:
    """A participant in a table that needs the row; whose data are stopped is told without a name."""
    return UNNAMED.get((side, person.status)) or participant(person)


def mentees_in_cell(members: Collection[PairMember]) -> tuple[Who | str, ...]:
    """Who may be named; words where nobody may."""
    return mentees(members) or tuple(dict.fromkeys(in_cell(member.mentee, Side.MENTEE) for member in members))


def officials(reader: Reader) -> list[Membership]:
    return [row for row in reader.staff if set(row.roles) & OFFICIAL_ROLES]


def pair_values(pair: Pair, members: Sequence[PairMember]) -> dict[str, Value]:
    """What clauses say of one pair."""
    values: dict[str, Value] = {
        "mentor": participant(pair.mentor),
        "mentees": mentees(members),
        "form": pair.get_form_display(),
        "theme": pair.theme,
    }
    if pair.starts_on:
        values["starts"] = pair.starts_on
    if pair.ends_on:
        values["ends"] = pair.ends_on
    return values

"""What colleagues have said of a draft, and whether it still holds for the text as it is now."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.viewer import Viewer
from orders.blocks import Letterhead, Paper, Requisites, Visa, digest
from orders.grammar import nominative
from orders.models import Order, OrderAgreement
from orders.queries import paper_of
from schools.models import Membership

State = OrderAgreement.State


@dataclass(frozen=True, slots=True)
class Agreement:
    """`holds`: the text has not changed since the decision."""

    row: OrderAgreement
    holds: bool

    @property
    def waits(self) -> bool:
        """For the colleague; what was returned waits for another text."""
        return self.row.state == State.ASKED or not self.holds

    @property
    def is_agreed(self) -> bool:
        return self.row.state == State.AGREED and self.holds

    @property
    def name(self) -> str:
        return nominative(self.row.person).in_signature

    @property
    def words(self) -> str:
        """«согласовано 21.11.2026», «согласовано до изменений 21.11.2026, версия 3», «ждёт»."""
        row = self.row
        if row.decided_at is None:
            return row.get_state_display()
        day = f"{row.organization.local_date(row.decided_at):%d.%m.%Y}"
        said = row.get_state_display()
        return f"{said} {day}" if self.holds else f"{said} до изменений {day}, версия {row.version}"

    @property
    def visa(self) -> Visa:
        """The line of the paper; without a decision that holds it is for a hand."""
        return Visa(self.row.person.post, self.name, self.words if self.is_agreed else "")


def text_sum(paper: Paper) -> str:
    """Of what people agree to: neither who agrees and reads, nor the letterhead, nor number and date."""
    bare = replace(paper, letterhead=Letterhead(), requisites=Requisites(), agreement=(), acquainted=(), executor="")
    return digest(bare)


def agreements_of(order: Order, paper: Paper) -> list[Agreement]:
    """Beside the text as it stands in `paper`. One query."""
    rows = list(order.agreements.select_related("person", "organization").order_by("pk"))
    now = text_sum(paper) if rows else ""
    return [Agreement(row, row.text_sum == now) for row in rows]


def with_agreements(paper: Paper, agreements: Iterable[Agreement]) -> Paper:
    """The paper with the lines of those who were asked here, after those that were typed; nobody types their words."""
    asked = list(agreements)
    people = [each.row.person for each in asked]
    typed = (visa for visa in paper.agreement if not any(_names(visa.name, person) for person in people))
    return replace(paper, agreement=(*typed, *(each.visa for each in asked)))


def _names(words: str, person: Membership) -> bool:
    """«И.О. Фамилия», «Фамилия Имя Отчество, согласовано»: the surname and the initials in any order."""
    surname, told = person.last_name.casefold(), words.casefold()
    first_letters = {word[0] for word in re.findall(r"\w+", told.replace(surname, " "))}
    initials = {name[0].casefold() for name in (person.first_name, person.patronymic) if name}
    return surname in told and initials <= first_letters


def waiting_for(viewer: Viewer) -> list[OrderAgreement]:
    """What the viewer is asked for and has not said of the text as it is now. Two queries; one where nobody asks."""
    rows = OrderAgreement.objects.visible_to(viewer).filter(person=viewer.membership, order__status__in=Order.OPEN)
    found = list(rows.select_related("order").prefetch_related("order__texts").order_by("asked_at", "pk"))
    return [row for row in found if Agreement(row, row.text_sum == text_sum(paper_of(row.order))).waits]

"""What the editor offers: bases, colleagues, phrases of the bank. Three queries."""

from dataclasses import dataclass
from datetime import date

from core.viewer import Viewer
from orders.drafts.editing import Helps
from orders.issuer import holder
from orders.kinds.base import Source
from orders.kinds.bases import Basis, chain, library
from orders.kinds.choices import staff_choices
from orders.kinds.sources import HEADS, Reader, employee
from orders.models import BankPhrase
from orders.wording import Speech

PHRASES = (
    "Ознакомить работников с настоящим приказом под подпись.",
    "Разместить настоящий приказ на официальном сайте.",
    "Классным руководителям сообщить о программе обучающимся и их родителям до {today}.",
    "Признать утратившим силу ранее изданный приказ по этому вопросу.",
    "Настоящий приказ вступает в силу со дня подписания.",
)


@dataclass(frozen=True)
class Offered:
    """The same for the fields of the page."""

    helps: Helps
    bases: tuple[Basis, ...]
    staff: tuple[tuple[int, str], ...]


def offered_for(viewer: Viewer, on: date) -> Offered:
    reader, speech = Reader(Source(viewer, {}, on)), Speech()
    bases = tuple(basis for basis in library(viewer) if basis.holds(on))
    own = BankPhrase.objects.visible_to(viewer).filter(organization__in=chain(viewer.organization))
    head = next((found for role in HEADS if (found := holder(reader.staff, role))), None)
    helps = Helps(
        bases={basis.key: basis.instrumental(speech) for basis in bases},
        staff={row.pk: employee(row) for row in reader.staff},
        head=head.pk if head else None,
        phrases=(*own.order_by("-pk").values_list("text", flat=True), *PHRASES),
    )
    return Offered(helps, bases, tuple(staff_choices(reader)))

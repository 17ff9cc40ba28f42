"""What pages and actions ask about papers."""

from dataclasses import dataclass
from datetime import date

from core.viewer import Viewer
from mentoring.models import Pair
from mentoring.queries.pair_gates import hindered_pairs
from orders.appendix_changes import RowChange, appendix_changes
from orders.blocks import Paper, from_state
from orders.drafting import BLANK, roadmap_appendix
from orders.grammar import Case, decline, nominative
from orders.journals import JournalRow, pattern_of
from orders.models import NumberJournal, Order, OrderQuerySet
from orders.numbers import format_number, has_place, read_inserted, read_number
from orders.pair_papers import pairs_appendix
from roadmaps.models import Roadmap
from schools.models import Membership, Organization

MARKED_VERBS = ("назначить", "возложить", "закрепить")


@dataclass(frozen=True)
class DraftWarning:
    """Something to look at before registration; a blocking one forbids it."""

    text: str
    blocking: bool = False
    outdated: bool = False  # the remedy is to build the appendix anew
    changes: tuple[RowChange, ...] = ()  # of the roadmap since then


def own_orders(viewer: Viewer) -> OrderQuerySet:
    """Papers of the viewer's current organization; statuses of other organizations are not shown in this release."""
    rows = Order.objects.visible_to(viewer).filter(organization=viewer.organization)
    return rows.select_related("roadmap", "activity")


def register_of(viewer: Viewer) -> OrderQuerySet:
    """The register: drafts first, then by date and number, newest first."""
    return own_orders(viewer).order_by("status", "-dated_on", "-registered_at", "-pk")


def paper_of(order: Order) -> Paper:
    """The paper as stored; an order without a text gives its title alone."""
    text = order.texts.first()
    return from_state(text.content) if text else Paper(title=order.title)


def people_to_name(viewer: Viewer, organization: Organization) -> list[Membership]:
    """Whom a paper of the organization may name, in the order they were added."""
    return list(Membership.objects.visible_to(viewer).filter(organization=organization).active().order_by("pk"))


def appendix_outdated(paper: Paper, roadmap: Roadmap | None) -> bool:
    """The roadmap was changed after the appendix was built."""
    return roadmap is not None and paper.appendices != (roadmap_appendix(roadmap),)


def suggested_number(viewer: Viewer, order: Order, journal: JournalRow, year: int) -> str:
    """The next number of the journal; nothing is taken. Empty when its pattern has no place for one."""
    if not has_place(journal.pattern):
        return ""
    rows = NumberJournal.objects.visible_to(viewer).filter(organization=order.organization_id, year=year)
    last = rows.filter(journal=journal.kind).values_list("last", flat=True).first() or 0
    taken = set(numbered(viewer, order.organization_id, journal.kind, year).values_list("number", flat=True))
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


def draft_warnings(viewer: Viewer, order: Order, paper: Paper, today: date) -> list[DraftWarning]:
    """Everything to look at before registration, blocking first."""
    found = [*_outdated(viewer, order, paper, today), *text_warnings(viewer, order, paper)]
    return sorted(found, key=lambda warning: not warning.blocking)


def text_warnings(viewer: Viewer, order: Order, paper: Paper) -> list[DraftWarning]:
    """What the words of the paper lack."""
    return [*_missing_parts(paper), *_doubtful_names(paper, people_to_name(viewer, order.organization))]


def _missing_parts(paper: Paper) -> list[DraftWarning]:
    found = []
    if not paper.signature.post or not paper.signature.name:
        found.append(DraftWarning("Не указано, кто подписывает приказ: заполните должность и имя.", blocking=True))
    if not paper.clauses:
        found.append(DraftWarning("В приказе нет ни одного пункта.", blocking=True))
    texts = {"В преамбуле": paper.preamble, "В заголовке": paper.title}
    texts |= {f"В пункте {number}": clause.text for number, clause in paper.numbered}
    for where, text in texts.items():
        if BLANK in text or "{{" in text or "}}" in text:
            found.append(DraftWarning(f"{where} осталось незаполненное место.", blocking=True))
    return found


def _outdated(viewer: Viewer, order: Order, paper: Paper, today: date) -> list[DraftWarning]:
    if order.kind == Order.Kind.PAIRS:
        return _pairs_outdated(viewer, order, paper, today)
    if not appendix_outdated(paper, order.roadmap):
        return []
    text = "Карта изменилась после составления приказа: обновите приложение."
    return [DraftWarning(text, blocking=True, outdated=True, changes=_since(order, paper))]


def _pairs_outdated(viewer: Viewer, order: Order, paper: Paper, today: date) -> list[DraftWarning]:
    """Somebody of the table may not stand in a pair any more, or a pair is no longer what the table says."""
    pairs = list(order.order_pairs.values_list("pair", flat=True))
    causes = hindered_pairs(pairs, today)
    found = [
        DraftWarning(f"{words}. Обновите приложение: пара из него выйдет.", True, True) for words in causes.values()
    ]
    if not found and pairs_changed(viewer, order, paper):
        text = "Пары изменились после составления приказа: обновите приложение."
        found = [DraftWarning(text, blocking=True, outdated=True)]
    return found


def pairs_changed(viewer: Viewer, order: Order, paper: Paper) -> bool:
    """Whether the table is no longer true; a pair that has ended or was returned goes out of it."""
    standing = order.order_pairs.filter(pair__status=Pair.Status.ORDERED).values_list("pair", flat=True)
    return paper.appendices != (pairs_appendix(viewer, order.organization, standing),)


def _since(order: Order, paper: Paper) -> tuple[RowChange, ...]:
    if order.roadmap is None or not paper.appendices:
        return ()
    return appendix_changes(paper.appendices[0], roadmap_appendix(order.roadmap))


def _doubtful_names(paper: Paper, staff: list[Membership]) -> list[DraftWarning]:
    """Names left in the nominative: of unknown gender, or typed by hand after «назначить»."""
    found = []
    for number, clause in paper.numbered:
        words, lowered = clause.text.replace("\u00a0", " "), clause.text.lower()
        for person in staff:
            full = nominative(person).full
            if full not in words:
                continue
            if not person.gender:
                found.append(DraftWarning(f"Пункт {number}: не указан пол, проверьте падеж имени «{full}»."))
            elif any(verb in lowered for verb in MARKED_VERBS) and decline(person, Case.ACC).full != full:
                found.append(DraftWarning(f"Пункт {number}: имя «{full}» стоит в именительном падеже."))
    return list(dict.fromkeys(found))  # namesakes warn once

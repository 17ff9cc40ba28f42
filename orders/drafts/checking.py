"""What a draft lacks: parts, values, sure forms, a true appendix. The blocking ones forbid registration."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.viewer import Viewer
from mentoring.models import Person
from mentoring.queries.pair_gates import hindered_pairs
from mentoring.queries.pairs import people_of
from orders.appendices.changes import RowChange, appendix_changes
from orders.appendices.live import current_appendices, follows_data
from orders.blocks import Paper
from orders.drafts.agreeing import agreements_of
from orders.grammar import Case, decline, nominative
from orders.grammar.people import Named
from orders.issuer import BLANK
from orders.kinds.assembling import known_forms
from orders.kinds.sources import UNNAMED
from orders.models import Order
from orders.queries import people_to_name
from orders.wording import Doubt, missing_in

ROADMAP_CHANGED = "Карта изменилась"
WHAT_CHANGED: dict[str, str] = {Order.Kind.PAIRS: "Пары изменились", Order.Kind.ROADMAP_APPROVAL: ROADMAP_CHANGED}
UNNAMED_CELLS = frozenset(UNNAMED.values())
UNNAMED_WORDS = (
    "{} вместо имени стоит «{}»: имена таких людей в новые приказы не вносят. "
    "Если работа прервалась раньше срока, сначала прекратите пару досрочно на её странице."
)
MARKED_VERBS = ("назначить", "возложить", "закрепить")


@dataclass(frozen=True)
class DraftWarning:
    """Something to look at before registration; a blocking one forbids it."""

    text: str
    blocking: bool = False
    outdated: bool = False  # the remedy is to build the appendix anew
    changes: tuple[RowChange, ...] = ()  # of the roadmap since then
    words: bool = False  # the remedy is to confirm how words are declined


def draft_warnings(viewer: Viewer, order: Order, paper: Paper, today: date) -> list[DraftWarning]:
    """Everything to look at before registration, blocking first."""
    found = [*outdated(viewer, order, paper, today), *text_warnings(viewer, order, paper), *unagreed(order, paper)]
    return sorted(found, key=lambda warning: not warning.blocking)


def text_warnings(viewer: Viewer, order: Order, paper: Paper) -> list[DraftWarning]:
    """What the words of the paper lack."""
    staff, paired = people_to_name(viewer, order.organization), people_of_pairs(viewer, order)
    named: list[Named] = [*staff, *paired]
    known = [*missing_parts(paper), *unnamed_rows(paper)]
    return [*known, *_unsure_words(viewer, order, paper), *doubtful_names(paper, named)]


def unagreed(order: Order, paper: Paper) -> list[DraftWarning]:
    """Who was asked and has not agreed to the text as it is."""
    names = ", ".join(each.name for each in agreements_of(order, paper) if not each.is_agreed)
    return [DraftWarning(f"Ещё не согласовали: {names}.")] if names else []


def people_of_pairs(viewer: Viewer, order: Order) -> list[Person]:
    """Whom the pairs of the order name."""
    pairs = list(order.order_pairs.values_list("pair", flat=True))
    ids = {person for people in people_of(pairs).values() for person in people} if pairs else set()
    return list(Person.objects.visible_to(viewer).filter(pk__in=ids).order_by("pk")) if ids else []


def missing_parts(paper: Paper) -> list[DraftWarning]:
    found = []
    if not paper.signature.post or not paper.signature.name:
        found.append(DraftWarning("Не указано, кто подписывает приказ: заполните должность и имя.", blocking=True))
    if not paper.clauses:
        found.append(DraftWarning("В приказе нет ни одного пункта.", blocking=True))
    for where, text in places(paper):
        if BLANK in text or "{{" in text or "}}" in text:
            found.append(DraftWarning(f"{where} осталось незаполненное место.", blocking=True))
        found += [DraftWarning(f"{where} не заполнено: {name}.", blocking=True) for name in missing_in(text)]
    return found


def places(paper: Paper) -> list[tuple[str, str]]:
    """«В пункте 2.1» and its text; appendices too."""
    found = [("В заголовке", paper.title), ("В преамбуле", paper.preamble)]
    found += [(f"В пункте {number}", clause.text) for number, clause in paper.numbered]
    for appendix in paper.appendices:
        words = [appendix.title, *(clause.text for clause in appendix.sections)]
        words += [cell for group in appendix.table.groups for row in group.rows for cell in row]
        found.append((f"В приложении № {appendix.number}", "\n".join(words)))
    return found


def unnamed_rows(paper: Paper) -> list[DraftWarning]:
    """Rows that tell of somebody without a name (`orders.kinds.sources.in_cell`)."""
    found = [(where, line) for where, text in places(paper) for line in text.split("\n") if line in UNNAMED_CELLS]
    return [DraftWarning(UNNAMED_WORDS.format(*each)) for each in dict.fromkeys(found)]


def outdated(viewer: Viewer, order: Order, paper: Paper, today: date) -> list[DraftWarning]:
    """The appendix is no longer what the data say."""
    if not follows_data(order):
        return []
    if order.kind == Order.Kind.PAIRS and (causes := _hindered(order, today)):
        return causes
    current = current_appendices(viewer, order, today)
    if paper.appendices == current:
        return []
    words = WHAT_CHANGED.get(order.kind, "Данные изменились")
    told = words == ROADMAP_CHANGED and paper.appendices and current
    changes = appendix_changes(paper.appendices[0], current[0]) if told else ()
    text = f"{words} после составления приказа: обновите приложение."
    return [DraftWarning(text, blocking=True, outdated=True, changes=changes)]


def is_outdated(viewer: Viewer, order: Order, paper: Paper, today: date) -> bool:
    return follows_data(order) and paper.appendices != current_appendices(viewer, order, today)


def _hindered(order: Order, today: date) -> list[DraftWarning]:
    """Somebody of the table may not stand in a pair any more."""
    causes = hindered_pairs(list(order.order_pairs.values_list("pair", flat=True)), today)
    words = "{}. Обновите приложение: пара из него выйдет."
    return [DraftWarning(words.format(cause), blocking=True, outdated=True) for cause in causes.values()]


def unsure_words(viewer: Viewer, order: Order, paper: Paper) -> list[Doubt]:
    """Doubtful forms that stand in the paper and that nobody has confirmed yet."""
    text = order.texts.first()
    if text is None or not text.unsure:
        return []
    known = known_forms(viewer)
    whole = plain("\n".join(words for _, words in places(paper)))
    doubts = (Doubt(**{**each, "parts": tuple(each["parts"])}) for each in text.unsure)
    return [doubt for doubt in doubts if (doubt.subject, doubt.text) not in known and plain(doubt.form) in whole]


def plain(text: str) -> str:
    """As it is compared: no-break spaces are spaces."""
    return text.replace("\u00a0", " ")


def _unsure_words(viewer: Viewer, order: Order, paper: Paper) -> list[DraftWarning]:
    texts = dict.fromkeys(doubt.text for doubt in unsure_words(viewer, order, paper))
    message = "Проверьте склонение: «{}». Программа в нём не уверена."
    return [DraftWarning(message.format(text), blocking=True, words=True) for text in texts]


def doubtful_names(paper: Paper, people: Iterable[Named]) -> list[DraftWarning]:
    """Names left in the nominative: of unknown gender, or typed by hand after «назначить»."""
    found, named = [], list(people)
    for number, clause in paper.numbered:
        words, lowered = plain(clause.text), clause.text.lower()
        for person in named:
            full = nominative(person).full
            if full not in words:
                continue
            if not person.gender:
                found.append(DraftWarning(f"Пункт {number}: не указан пол, проверьте падеж имени «{full}»."))
            elif any(verb in lowered for verb in MARKED_VERBS) and decline(person, Case.ACC).full != full:
                found.append(DraftWarning(f"Пункт {number}: имя «{full}» стоит в именительном падеже."))
    return list(dict.fromkeys(found))  # namesakes warn once

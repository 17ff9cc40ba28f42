"""Cases of positions and names of organizations: the head group declines, the tail stays as it is.

«учитель начальных классов» → «учителю начальных классов». What stands in quotes, numbers and «имени …» never changes.
"""

import re
from functools import cache

from orders.grammar.cases import Forms, joined, same
from orders.grammar.doubts import readings
from orders.grammar.genders import gender_of
from orders.grammar.people import decline_full
from orders.grammar.words import Word, is_adverb, is_ordinal, nominatives, ordinal

# A text in quotes is one token that never changes; a bracket is a segment of its own.
SEGMENTS = re.compile(r"(«[^»]*»(?:[^«»]*»)?|\"[^\"]*\"|„[^“]*“|\s+[–—-]\s+|,\s+|;\s*|\s*\(|\))")
SHORTENED = re.compile(
    r"^(?:[A-ZА-ЯЁ0-9]{2,}[а-я]{0,2}|[А-ЯЁ]?[а-яё]*\.(?:[а-яё]+\.)*"
    r"|Мин(?:обр|просв|труд|культ|спорт|эко|фин|соц)[а-я]*[аияы]|(?:[Зз]ам|[Зз]ав|[Нн]ач|[Рр]ук|[Ии]\.о|вр\.?и\.?о)\.[а-яё]+|[Вв]рио|[Вв]рид|[Зз]ам|[Ии]о)$"
)
# Adjectives cut short before a head that declines: «ст. вожатого».
CUT_ADJECTIVE = re.compile(r"^(?:ст|мл|гл|вед|соц|мед|худ|науч|отв|муз|тех)\.$", re.IGNORECASE)
CAPITALS = re.compile(r"^[A-ZА-ЯЁ]{2,}[а-я]{0,2}$")
# «индивидуальный предприниматель Примеров Пётр Ильич», «ИП Примерова Анна Ильинична»
ONE_PERSON = re.compile(r"((?:.* )?предприниматель|ИП) ([А-ЯЁ][а-яё-]+) ([А-ЯЁ][а-яё]+) ([А-ЯЁ][а-яё]+)", re.IGNORECASE)
# «заведующий мастерской»: the word behind says of what.
RULING = re.compile(r"^(?:завед|управля|команд)(?:ующ|ющ)(?:ий|ая)$", re.IGNORECASE)
# «школа села Речное»: the name of the place is no head of its own.
SETTLEMENT = re.compile(r"^(?:села|посёлка|поселка|деревни|станицы|хутора|города|аула|слободы|станции|[а-я]{1,4}\.)$")
NOT_CHANGED = re.compile(r"[\d№«\"„]")


def decline_phrase(text: str, *, animate: bool) -> Forms:
    """A position (`animate`) or an organization in the five cases; `sure` is False where no head was found or the
    dictionary does not know it."""
    return _phrase(" ".join(text.split()), animate)


@cache
def _phrase(text: str, animate: bool) -> Forms:
    person = ONE_PERSON.fullmatch(text)
    if person:
        title, last, first, patronymic = person.groups()
        name = decline_full(last, first, patronymic, gender_of(last, first, patronymic))
        return joined([_phrase(title, True), name], " ")
    pieces = [piece for piece in SEGMENTS.split(text) if piece]
    declined: list[Forms] = []
    before, quoted, awaits, plural = "", False, False, False
    for piece in pieces:
        if SEGMENTS.fullmatch(piece):
            declined.append(same(piece))
            before, quoted = piece.strip(), piece.strip()[:1] in '«"„'
            continue
        first = not any(form.gen.strip() for form in declined)
        if first or awaits or (not quoted and _is_another_head(piece, before, animate, plural)):
            declined.append(_segment(piece, animate))
            awaits, plural = _awaits_noun(piece, animate), plural or _is_plural(piece, animate)
        else:
            declined.append(same(piece))
        quoted = False
    return joined(declined, "")


def _awaits_noun(piece: str, animate: bool) -> bool:
    """«вечерняя (сменная) школа»: adjectives alone, the noun comes behind the bracket."""
    words = piece.split()
    group = _head_group(words, animate)
    return len(group) == len(words) and bool(group) and group[-1].is_adjective and not animate


def _is_another_head(piece: str, before: str, animate: bool, plural: bool) -> bool:
    """After a dash or a comma a second head; in brackets one of the number of the first, a doer or nothing behind it:
    «ассистент (помощник)», «педагог (учитель физики)», never «(мальчики)» of one teacher."""
    words = piece.split()
    if not words or NOT_CHANGED.search(words[0]) or before not in {"(", ",", ";", "–", "—", "-"}:
        return False
    found = _head_group(words, animate)
    doer = animate and bool(found) and found[-1].animate  # «(учитель физики)»
    if before == "(" and ((len(words) > len(found) and not doer) or any(word.plural != plural for word in found)):
        return False
    return bool(found) and found[-1].animate in (animate, None) and not all(word.is_ambiguous for word in found)


def _is_plural(piece: str, animate: bool) -> bool:
    """«родители», «классные руководители»."""
    group = _head_group(piece.split(), animate)
    return bool(group) and group[-1].plural


def _segment(piece: str, animate: bool) -> Forms:
    """One segment: spaces around it stay."""
    left, core, right = piece[: len(piece) - len(piece.lstrip())], piece.strip(), piece[len(piece.rstrip()) :]
    words = core.split(" ")
    if SHORTENED.match(words[0]) and not (core.isupper() and len(words[0]) > 6):
        return joined([same(left), _shortened(words, animate), same(right)], "")
    return joined([same(left), _unfolded(words, animate), same(right)], "")


def _unfolded(words: list[str], animate: bool) -> Forms:
    """Words that begin with the head or lead to it."""
    skipped = 1 if len(words) > 1 and (is_adverb(words[0]) or is_ordinal(words[0])) else 0
    group = _head_group(words[skipped:], animate)
    if not group:
        return same(" ".join(words), sure=False)
    head = group[-1]
    living = animate if head.animate is None else head.animate or (animate and head.names_a_doer)
    parts = [ordinal(word, group[0].gender, living=living) for word in words[:skipped]]
    parts += [word.declined(living=living) for word in group]
    return _with_tail(parts, words[skipped + len(group) :], animate, living)


def _with_tail(parts: list[Forms], tail: list[str], animate: bool, living: bool | None) -> Forms:
    """«директор и учредитель» decline both; a name of an organization without quotes is asked about."""
    if tail[:1] == ["и"] and (second := _head_group(tail[1:], animate)):
        unclear = second[0].is_ambiguous or second[-1].animate not in (living, None)
        return joined([*parts, same("и"), _unfolded(tail[1:], animate)], " ").doubted(when=unclear)
    at = None if animate else _second_head(tail)
    if at is None:
        return joined([*parts, *(same(word) for word in tail)], " ")
    named = same(" ".join(tail[at:])) if tail[at][:1].isupper() else _unfolded(tail[at:], animate)
    return joined([*parts, *(same(word) for word in tail[:at]), named], " ").doubted()


def _second_head(tail: list[str]) -> int | None:
    """Where «учреждение средняя школа № 5» names itself: words in quotes and behind a number are no part of it."""
    for at, word in enumerate(tail):
        if NOT_CHANGED.search(word) or word in ("имени", "им."):
            return None
        placed = at > 0 and SETTLEMENT.match(tail[at - 1])
        group = [] if placed or CAPITALS.match(word) else _head_group(tail[at:], animate=False)
        if group and group[-1].known and not any(each.is_ambiguous for each in group):
            return at
    return None


def _shortened(words: list[str], animate: bool) -> Forms:
    """«МБОУ «…»» and «зам. директора» stay; behind «ст.» or a form of ownership an open head declines.

    «МКОУ Сосновская СОШ»: people write both ways, so that is asked about.
    """
    open_from = next((at for at, word in enumerate(words) if not CAPITALS.match(word)), len(words))
    if CUT_ADJECTIVE.match(words[0]):
        open_from = 1
    elif animate or not open_from:
        open_from = len(words)
    rest = words[open_from:]
    group = _head_group(rest, animate)
    if not group or group[0].is_ambiguous:  # «ОО администрации округа»
        return same(" ".join(words))
    return joined([same(" ".join(words[:open_from])), _unfolded(rest, animate).doubted(when=not animate)], " ")


def _head_group(words: list[str], animate: bool) -> list[Word]:
    """Agreeing adjectives and the head they lead to; empty when the words have no nominative head."""
    group: list[Word] = []
    for number, text in enumerate(words):
        if NOT_CHANGED.search(text):
            break
        following = words[number + 1] if number + 1 < len(words) else ""
        found = nominatives(text, animate=animate)
        if found.adjective and _leads_on(found.adjective, following, animate):
            group.append(found.adjective)
            continue
        if head := found.noun or found.adjective:
            group.append(head)
            return _with_apposition(group, words[number + 1 :], animate)
        break
    return []


def _leads_on(adjective: Word, following: str, animate: bool) -> bool:
    """Is the next word a nominative that the adjective agrees with?"""
    if not following or NOT_CHANGED.search(following) or _is_ruled(adjective, following):
        return False
    found = nominatives(following, animate=animate)
    return any(word and adjective.agrees_with(word) for word in (found.noun, found.adjective))


def _is_ruled(adjective: Word, following: str) -> bool:
    """May the word behind «заведующий» be an instrumental?"""
    return RULING.match(adjective.text) is not None and any({"ablt"} in parse.tag for parse in readings(following))


def _with_apposition(group: list[Word], rest: list[str], animate: bool) -> list[Word]:
    """«учитель логопед», written without a hyphen: the second noun declines too."""
    if not animate or not rest or NOT_CHANGED.search(rest[0]):
        return group
    noun = nominatives(rest[0], animate=True).noun
    beside = noun is not None and noun.animate and noun.known and not noun.is_ambiguous
    return [*group, noun] if noun and beside else group

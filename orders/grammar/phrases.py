"""Cases of positions and names of organizations: the head group declines, the tail stays as it is.

«учитель начальных классов» → «учителю начальных классов». What stands in quotes, numbers and «имени …» never changes.
"""

import re
from functools import cache

from orders.grammar.cases import Forms, joined, same
from orders.grammar.genders import gender_of
from orders.grammar.people import decline_full
from orders.grammar.words import Word, is_adverb, is_ordinal, nominatives, ordinal

# A text in quotes is one token that never changes; a bracket is a segment of its own.
SEGMENTS = re.compile(r"(«[^»]*»(?:[^«»]*»)?|\"[^\"]*\"|„[^“]*“|\s+[–—-]\s+|,\s+|\s*\(|\))")
SHORTENED = re.compile(r"^(?:[A-ZА-ЯЁ0-9]{2,}[а-я]{0,2}|[а-яё]+\.(?:[а-яё]+\.)*|врио|вр\.?и\.?о\.?|врид|зам|ио)$")
# «индивидуальный предприниматель Примеров Пётр Ильич», «ИП Примерова Анна Ильинична»
ONE_PERSON = re.compile(r"((?:.* )?предприниматель|ИП) ([А-ЯЁ][а-яё-]+) ([А-ЯЁ][а-яё]+) ([А-ЯЁ][а-яё]+)", re.IGNORECASE)
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
    before, quoted, awaits = "", False, False
    for piece in pieces:
        if SEGMENTS.fullmatch(piece):
            declined.append(same(piece))
            before, quoted = piece.strip(), piece.strip()[:1] in '«"„'
            continue
        first = not any(form.gen.strip() for form in declined)
        if first or awaits or (not quoted and _is_another_head(piece, before, animate)):
            declined.append(_segment(piece, animate))
            awaits = _awaits_noun(piece, animate)
        else:
            declined.append(same(piece))
        quoted = False
    return joined(declined, "")


def _awaits_noun(piece: str, animate: bool) -> bool:
    """«вечерняя (сменная) школа»: adjectives alone, the noun comes behind the bracket."""
    words = piece.split()
    group = _head_group(words, animate)
    return len(group) == len(words) and bool(group) and group[-1].is_adjective and not animate


def _is_another_head(piece: str, before: str, animate: bool) -> bool:
    """After a dash or a comma a second head, in brackets one noun: «ассистент (помощник)», never «(законных …)»."""
    words = piece.split()
    if not words or NOT_CHANGED.search(words[0]):
        return False
    if (before == "(" and len(words) > 1) or before not in {"(", ",", "–", "—", "-"}:
        return False
    found = _head_group(words, animate)
    return bool(found) and found[-1].animate in (animate, None) and not found[0].is_ambiguous


def _segment(piece: str, animate: bool) -> Forms:
    """One segment: spaces around it stay."""
    left, core, right = piece[: len(piece) - len(piece.lstrip())], piece.strip(), piece[len(piece.rstrip()) :]
    words = core.split(" ")
    if SHORTENED.match(words[0]) and not (core.isupper() and len(words[0]) > 6):
        return same(piece)
    skipped = 1 if len(words) > 1 and (is_adverb(words[0]) or is_ordinal(words[0])) else 0
    group = _head_group(words[skipped:], animate)
    if not group:
        return same(piece, sure=False)
    living = animate if group[-1].animate is None else group[-1].animate
    tail = words[skipped + len(group) :]
    parts = [ordinal(word, group[0].gender, living=living) for word in words[:skipped]]
    parts += [word.declined(living=living) for word in group]
    parts += [same(word) for word in tail]
    return joined([same(left), joined(parts, " "), same(right)], "")


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
    if not following or NOT_CHANGED.search(following):
        return False
    found = nominatives(following, animate=animate)
    return any(word and adjective.agrees_with(word) for word in (found.noun, found.adjective))


def _with_apposition(group: list[Word], rest: list[str], animate: bool) -> list[Word]:
    """«учитель логопед», written without a hyphen: the second noun declines too."""
    if not animate or not rest or NOT_CHANGED.search(rest[0]):
        return group
    noun = nominatives(rest[0], animate=True).noun
    beside = noun is not None and noun.animate and noun.known and not noun.is_ambiguous
    return [*group, noun] if noun and beside else group

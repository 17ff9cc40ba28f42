"""The public copy of a paper: minors stand in it by their initials, hands and executor are left out.

Which words are about minors is told when an order is registered and kept beside its text: a person renamed later
would not be found in it any more.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType

from orders.blocks import Appendix, Clause, Group, Paper
from orders.grammar import CASES, Name, decline, nominative
from orders.grammar.people import Named
from orders.wording.speech import Known, declined

SPACE = r"[\s\u00a0]+"
YO = re.compile("[её]", re.IGNORECASE)
SHORTEST_STEM = 3
NOTHING_KNOWN: Known = MappingProxyType({})


Veil = Sequence[Sequence[str]]  # pairs
Hide = Callable[[str], str]


def stem_of(last_name: str) -> str:
    """What all cases of a surname begin with, nearly always: a first look, not a proof."""
    return last_name.casefold().replace("ё", "е")[: max(SHORTEST_STEM, len(last_name) - 3)]


def veil_of(paper: Paper, minors: Iterable[Named], known: Known = NOTHING_KNOWN) -> list[tuple[str, str]]:
    """Pairs of words of the paper about minors and what stands instead, the longest first; `known` are forms that
    people have put right: the paper has them too."""
    text = " ".join(_words(paper))
    folded = text.casefold().replace("ё", "е")
    found: dict[str, str] = {}
    for person in minors:
        if stem_of(person.last_name) in folded:
            found |= _forms(person, known)
    present = {words: instead for words, instead in found.items() if _pattern(words).search(text)}
    return sorted(present.items(), key=lambda pair: (-len(pair[0]), pair[0]))


def veiled(paper: Paper, veil: Veil) -> Paper:
    """For the site. The signature stays: whoever signs is an adult."""
    patterns = [(_pattern(words), instead) for words, instead in veil]

    def hide(text: str) -> str:
        for pattern, instead in patterns:
            text = pattern.sub(instead, text)
        return text

    return replace(
        paper,
        title=hide(paper.title),
        preamble=hide(paper.preamble),
        clauses=_hidden(paper.clauses, hide),
        appendices=tuple(_appendix(each, hide) for each in paper.appendices),
        agreement=(),
        acquainted=(),
        executor="",
    )


def _forms(person: Named, known: Known) -> dict[str, str]:
    """Every way a paper may write the person; a surname alone leaves its letter."""
    names = [nominative(person), *(decline(person, case) for case in CASES)]
    names += [declined(person, case, known) for case in CASES]
    letters = _letters(names[0])
    found: dict[str, str] = {}
    for name in names:
        for whole in (name.full, f"{name.first} {name.patronymic} {name.last}", f"{name.first} {name.last}"):
            found[" ".join(whole.split())] = letters
        found[f"{name.last} {name.first}"] = letters
        found[f"{name.last} {name.initials}"] = found[f"{name.initials} {name.last}"] = letters
        found[name.last] = f"{name.last[:1]}."
    return found


def _letters(name: Name) -> str:
    """«А.П.И.»: surname, first name, patronymic."""
    return "".join(f"{part[0]}." for part in (name.last, name.first, name.patronymic) if part)


def _pattern(words: str) -> re.Pattern[str]:
    """Any spaces between them, also none before initials; «е» and «ё» are one letter; never inside another word."""
    body = YO.sub("[её]", SPACE.join(re.escape(word) for word in words.split()))
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)


def _words(paper: Paper) -> Iterable[str]:
    yield from (paper.title, paper.preamble, *(clause.text for clause in paper.clauses))
    for appendix in paper.appendices:
        yield from (appendix.title, appendix.note, *(section.text for section in appendix.sections))
        for group in appendix.table.groups:
            yield from (group.title, group.over, *(cell for row in group.rows for cell in row))


def _appendix(appendix: Appendix, hide: Hide) -> Appendix:
    groups = tuple(
        Group(hide(group.title), tuple(tuple(map(hide, row)) for row in group.rows), hide(group.over))
        for group in appendix.table.groups
    )
    return replace(
        appendix,
        title=hide(appendix.title),
        note=hide(appendix.note),
        sections=_hidden(appendix.sections, hide),
        table=replace(appendix.table, groups=groups),
    )


def _hidden(clauses: Iterable[Clause], hide: Hide) -> tuple[Clause, ...]:
    return tuple(replace(clause, text=hide(clause.text)) for clause in clauses)

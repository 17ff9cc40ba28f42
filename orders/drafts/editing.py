"""The editor of a draft between two presses of a button: typed fields become a paper, a press changes it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from orders.blocks import DEEPEST, Clause, Paper, Signature, Visa
from orders.grammar import decline_phrase, nominative
from orders.kinds.base import CONTROL_BEGINS, CONTROL_SELF
from orders.wording import Speech, Who, say

LONGEST, MAX_CLAUSES, MAX_LINES = 3000, 60, 100
CONTROL_PERSON = "Контроль за исполнением настоящего приказа возложить на {controller:with_post:acc}."


@dataclass(frozen=True)
class Helps:
    """What may be put in: bases in the instrumental by key, colleagues by id, the head, phrases."""

    bases: Mapping[str, str]
    staff: Mapping[int, Who]
    head: int | None = None
    phrases: tuple[str, ...] = ()


def typed_paper(before: Paper, data: Mapping[str, str]) -> Paper:
    """The paper with what stands in the fields, cut to their lengths; nothing is refused."""
    return replace(
        before,
        title=_text(data, "title")[:300],
        preamble=_text(data, "preamble"),
        requisites=replace(before.requisites, place=_text(data, "place")[:120]),
        clauses=typed_clauses(data),
        signature=Signature(_text(data, "post")[:200], _text(data, "name")[:120]),
        agreement=read_visas(_text(data, "agreement")),
        acquainted=read_visas(_text(data, "acquainted")),
        executor=_text(data, "executor")[:200],
    )


def typed_clauses(data: Mapping[str, str]) -> tuple[Clause, ...]:
    rows = (n for n in range(MAX_CLAUSES) if f"clause_{n}" in data)
    return tuple(Clause(_text(data, f"clause_{n}"), _level(data.get(f"level_{n}", ""))) for n in rows)


def _text(data: Mapping[str, str], name: str) -> str:
    return data.get(name, "").replace("\r\n", "\n").strip()[:LONGEST]


def _level(text: str) -> int:
    return min(int(text), DEEPEST) if text.isdecimal() and len(text) == 1 else 0


def read_visas(text: str) -> tuple[Visa, ...]:
    """Lines «должность; И.О. Фамилия; отметка»."""
    found = []
    for line in text.splitlines()[:MAX_LINES]:
        post, name, mark = (*(part.strip() for part in line.split(";", 2)), "", "")[:3]
        if post or name:
            found.append(Visa(post, name, mark))
    return tuple(found)


def write_visas(visas: tuple[Visa, ...]) -> str:
    return "\n".join("; ".join(part for part in (each.post, each.name, each.mark) if part) for each in visas)


def pressed(paper: Paper, button: str, data: Mapping[str, str], helps: Helps) -> Paper:
    """The paper after a button: «up:3», «down:3», «in:3», «out:3», «remove:3», «add:3», or one that puts something in.
    An unknown button changes nothing."""
    verb, _, place = button.partition(":")
    at = int(place) if place.isdecimal() and len(place) < 3 else -1
    if verb in MOVES and 0 <= at < len(paper.clauses):
        return replace(paper, clauses=tuple(MOVES[verb](list(paper.clauses), at)))
    if verb == "phrase" and (words := data.get("phrase", "").strip()):
        return replace(paper, clauses=_before_control(paper.clauses, Clause(words[:LONGEST])))
    if verb == "basis" and (basis := helps.bases.get(data.get("basis", ""))):
        return replace(paper, preamble=with_basis(paper.preamble, basis))
    if verb == "control":
        return replace(paper, clauses=with_control(paper.clauses, _chosen(helps, data, "controller")))
    if verb == "sign" and (signer := _chosen(helps, data, "signer")):
        return replace(paper, signature=signed_by(signer, helps))
    return paper


def _chosen(helps: Helps, data: Mapping[str, str], name: str) -> Who | None:
    value = data.get(name, "")
    return helps.staff.get(int(value)) if value.isdecimal() and len(value) < 19 else None


def _end(clauses: list[Clause], at: int) -> int:
    """Where the clause with everything under it ends."""
    end = at + 1
    while end < len(clauses) and clauses[end].level > clauses[at].level:
        end += 1
    return end


def _up(clauses: list[Clause], at: int) -> list[Clause]:
    before = at - 1
    while before >= 0 and clauses[before].level > clauses[at].level:
        before -= 1
    if before < 0 or clauses[before].level < clauses[at].level:
        return clauses
    end = _end(clauses, at)
    return [*clauses[:before], *clauses[at:end], *clauses[before:at], *clauses[end:]]


def _down(clauses: list[Clause], at: int) -> list[Clause]:
    following = _end(clauses, at)
    if following >= len(clauses) or clauses[following].level < clauses[at].level:
        return clauses
    return _up(clauses, following)


def _deeper(clauses: list[Clause], at: int) -> list[Clause]:
    deep = at > 0 and clauses[at].level <= clauses[at - 1].level and clauses[at].level < DEEPEST
    return _shifted(clauses, at, 1) if deep else clauses


def _shallower(clauses: list[Clause], at: int) -> list[Clause]:
    return _shifted(clauses, at, -1) if clauses[at].level else clauses


def _shifted(clauses: list[Clause], at: int, step: int) -> list[Clause]:
    end = _end(clauses, at)
    moved = [replace(each, level=min(each.level + step, DEEPEST)) for each in clauses[at:end]]
    return [*clauses[:at], *moved, *clauses[end:]]


def _removed(clauses: list[Clause], at: int) -> list[Clause]:
    """What stood under the clause goes a step up."""
    end = _end(clauses, at)
    under = [replace(each, level=each.level - 1) for each in clauses[at + 1 : end]]
    return [*clauses[:at], *under, *clauses[end:]]


def _added(clauses: list[Clause], at: int) -> list[Clause]:
    if len(clauses) >= MAX_CLAUSES:
        return clauses
    return [*clauses[: at + 1], Clause("", clauses[at].level), *clauses[at + 1 :]]


MOVES = {"up": _up, "down": _down, "in": _deeper, "out": _shallower, "remove": _removed, "add": _added}


def _before_control(clauses: tuple[Clause, ...], new: Clause) -> tuple[Clause, ...]:
    """The clause about control stays the last one."""
    if clauses and clauses[-1].text.startswith(CONTROL_BEGINS):
        return (*clauses[:-1], new, clauses[-1])
    return (*clauses, new)


def with_control(clauses: tuple[Clause, ...], controller: Who | None) -> tuple[Clause, ...]:
    """Control is kept by the head, or laid on a person."""
    told = {"controller": controller} if controller else {}
    text = say(CONTROL_PERSON, told, {}, Speech()).text if controller else CONTROL_SELF
    others = tuple(each for each in clauses if not each.text.startswith(CONTROL_BEGINS))
    return (*others, Clause(text))


def with_basis(preamble: str, basis: str) -> str:
    """Beside the acts that are there already; a second time it changes nothing."""
    if basis in preamble:
        return preamble
    begins = "В соответствии с "
    if preamble.startswith(begins):
        return f"{begins}{basis}, {preamble.removeprefix(begins)}"
    return f"{begins}{basis}{', ' + preamble[:1].lower() + preamble[1:] if preamble else ''}"


def signed_by(signer: Who, helps: Helps) -> Signature:
    """The head, or «И.о. директора» when somebody else signs."""
    name = nominative(signer).in_signature
    head = helps.staff.get(helps.head or 0)
    if head is None or signer is head:
        post = signer.post or "Директор"
        return Signature(post[:1].upper() + post[1:], name)
    post = head.post or "директор"
    return Signature(f"И.о. {decline_phrase(post[:1].lower() + post[1:], animate=True).gen}", name)

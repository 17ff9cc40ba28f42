"""What a kind of order is: its words as a template, its questions, where its facts come from, what it changes.

A new kind is one module of this package with `KIND`, named in `orders.kinds.ALL`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from core.viewer import Viewer
from orders.blocks import Appendix, Clause, Letterhead, Paper, Requisites, Signature, Visa
from orders.models import Order
from orders.wording import Doubt, Speech, Value, Who, say

CONTROL_SELF = "Контроль за исполнением настоящего приказа оставляю за собой."
CONTROL_PERSON = "Контроль за исполнением настоящего приказа возложить на {controller:with_post:acc}."
CONTROL_BEGINS = "Контроль за исполнением"
EVERY_LEVEL = frozenset({"school", "municipality", "region"})


@dataclass(frozen=True)
class Line:
    """A clause of a template. `each`: once for every item of that list of facts; `when`: only with that fact there,
    «!fact»: only without it."""

    text: str
    level: int = 0
    each: str = ""
    when: str = ""


@dataclass(frozen=True)
class Template:
    """The words of a kind with tokens. The clause about control stands last and is added by the builder."""

    title: str
    preamble: str
    lines: tuple[Line, ...]
    verb: str = "ПРИКАЗЫВАЮ:"


@dataclass(frozen=True)
class Issuer:
    """Whose paper it is. `signatory` is the head or whoever acts for the head."""

    letterhead: Letterhead = field(default_factory=Letterhead)
    short_name: str = ""
    place: str = ""
    signature: Signature = field(default_factory=Signature)
    is_official: bool = False


@dataclass(frozen=True)
class Facts:
    """Plain data a paper is made of. `values` answer tokens, `lists` the lines with `each`."""

    issuer: Issuer
    values: Mapping[str, Value] = field(default_factory=dict)
    lists: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)
    bases: tuple[str, ...] = ()  # acts in the instrumental: «распоряжением …»
    appendices: tuple[Appendix, ...] = ()
    acquainted: tuple[Who, ...] = ()
    controller: Who | None = None
    executor: str = ""
    pairs: tuple[int, ...] = ()  # what the order is about
    roadmap: int | None = None
    activity: int | None = None


@dataclass(frozen=True)
class Ask:
    """A field of the page where a draft is begun. `type`: date, text, staff, pair, mentor, roadmap, choice, year."""

    name: str
    label: str
    type: str
    required: bool = True
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Source:
    """Where facts are read: everything through `visible_to(viewer)` and inside `viewer.organization`."""

    viewer: Viewer
    params: Mapping[str, Any]
    today: date


class Effect(Protocol):
    """What registration of the order changes, in its transaction; refusals are DomainErrors."""

    def __call__(self, order: Order, *, by: Viewer, now: datetime) -> None: ...


@dataclass(frozen=True)
class Kind:
    """`labels`: Russian names of the tokens; `bases`: keys of the acts it rests on; `levels`: whose paper it may be."""

    key: str
    name: str
    group: str
    template: Template
    gather: Callable[[Source, Facts], Facts]
    labels: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()
    bases: tuple[str, ...] = ("r145",)
    levels: frozenset[str] = frozenset({"school"})
    take_effect: Effect | None = None
    done: str = ""  # what registration has changed, in words after a comma
    begun_at: str = ""  # the page where such drafts begin when it is not the common one
    live: bool = False  # its appendices follow the data: they may grow old in a draft
    counted: tuple[str, str, str] | None = None  # words after the number of rows of the appendix in the clauses


@dataclass(frozen=True)
class Built:
    """A paper with what has to be looked at."""

    paper: Paper
    doubts: tuple[Doubt, ...] = ()


COMMON = {"bases": "основания", "year": "учебный год", "controller": "кто контролирует", "today": "сегодня"}


def build(template: Template, labels: Mapping[str, str], facts: Facts, speech: Speech) -> Built:
    """The paper of a template and facts. Pure: the same facts give the same paper."""
    names = COMMON | dict(labels)
    values: dict[str, Value] = {"bases": bases_words(facts.bases), **facts.values}
    if facts.controller is not None:
        values["controller"] = facts.controller

    def spoken(text: str, more: Mapping[str, Value] | None = None) -> str:
        return say(text, {**values, **(more or {})}, names, speech).text

    clauses = [
        Clause(raised(spoken(line.text, item)), line.level)
        for line in template.lines
        if _wanted(line.when, values)
        for item in (facts.lists.get(line.each, ()) if line.each else ({},))
    ]
    control = spoken(CONTROL_PERSON if facts.controller else CONTROL_SELF)
    paper = Paper(
        title=spoken(template.title),
        letterhead=facts.issuer.letterhead,
        requisites=Requisites(place=facts.issuer.place),
        preamble=spoken(template.preamble),
        verb=template.verb,
        clauses=(*clauses, Clause(control)),
        signature=facts.issuer.signature,
        appendices=numbered(facts.appendices),
        acquainted=tuple(visa_of(who) for who in dict.fromkeys(facts.acquainted)),
        executor=facts.executor,
    )
    return Built(paper, tuple(speech.doubts))


def raised(text: str) -> str:
    """A clause begins with a capital, whatever its first token says."""
    return text[:1].upper() + text[1:]


def _wanted(when: str, values: Mapping[str, Value]) -> bool:
    return not when or bool(values.get(when.removeprefix("!"))) != when.startswith("!")


def bases_words(bases: tuple[str, ...]) -> str:
    """«распоряжением …, письмом …»: what stands after «В соответствии с»."""
    return ", ".join(bases)


def numbered(appendices: tuple[Appendix, ...]) -> tuple[Appendix, ...]:
    return tuple(replace(each, number=number) for number, each in enumerate(appendices, 1))


def visa_of(who: Who) -> Visa:
    initials = "".join(f"{part[0]}." for part in (who.first_name, who.patronymic) if part)
    return Visa(who.post, f"{initials}\u00a0{who.last_name}" if initials else who.last_name)

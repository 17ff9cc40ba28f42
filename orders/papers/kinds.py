"""What a kind of paper is: its name, what it is made of, what is asked beside it, who may print it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from accounts.roles import Permission
from orders.papers.blocks import Document, Gaps
from orders.papers.sources import Source


class Subject(StrEnum):
    """Whom or what one paper is about: what a list offers to choose from."""

    PERSON = "person"
    PAIR = "pair"
    PARTNER = "partner"
    ORDER = "order"
    NONE = "none"


@dataclass(frozen=True)
class Ask:
    """A word to be typed, the same for all papers of one printing. `first` is what stands in the field at first."""

    name: str
    label: str
    first: Callable[[Source], str] = field(default=lambda source: "")
    rows: int = 1
    help: str = ""
    longest: int = 300


@dataclass(frozen=True)
class PaperKind:
    """`page` says in words where the button stands. `side` narrows the list of people to one base."""

    key: str
    noun: str
    about: str
    subject: Subject
    permission: Permission
    build: Callable[[Any, Source, Gaps], Document]
    page: str
    asks: tuple[Ask, ...] = ()
    side: str = ""
    form: Any = None  # an award of `awards`: printed over a background

"""What a paper beside an order consists of. Builders fill blocks, the renderers (PDF, Word) know only blocks."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from core.dates import long_date
from orders.blocks import Letterhead, Table
from orders.dates import BLANK_DATE, SIGNING_DATE

RULED = "_____"


@dataclass(frozen=True)
class Head:
    """The blank of the organization above a paper that it sends."""

    name: ClassVar[str] = "head"
    letterhead: Letterhead


@dataclass(frozen=True)
class Addressee:
    """Whom a paper goes to and from whom: lines of the right column."""

    name: ClassVar[str] = "addressee"
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """«ЗАЯВЛЕНИЕ», with what it is about in a line below."""

    name: ClassVar[str] = "kind"
    text: str
    about: str = ""


@dataclass(frozen=True)
class Requisites:
    """Date, place and number in one line; an empty number prints none."""

    name: ClassVar[str] = "requisites"
    date: str
    place: str = ""
    number: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph; one in the middle or at the `edge` is neither indented nor justified."""

    name: ClassVar[str] = "text"
    text: str
    centred: bool = False
    edge: bool = False

    @property
    def place(self) -> str:
        """A line for the pen is never torn apart by justification."""
        if self.centred or self.edge:
            return "centred" if self.centred else "edge"
        return "loose" if RULED in self.text else "body"


@dataclass(frozen=True)
class Caption:
    """A heading inside a paper."""

    name: ClassVar[str] = "caption"
    text: str


@dataclass(frozen=True)
class Points:
    """Numbered sentences; `prefix` stands before each number: «2.» gives 2.1, 2.2."""

    name: ClassVar[str] = "points"
    items: tuple[str, ...]
    prefix: str = ""

    @property
    def numbered(self) -> list[tuple[str, str]]:
        return [(f"{self.prefix}{number}.", text) for number, text in enumerate(self.items, 1)]


@dataclass(frozen=True)
class Facts:
    """Labels with their values, one a line."""

    name: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    name: ClassVar[str] = "grid"
    table: Table
    title: str


@dataclass(frozen=True)
class Lines:
    """Empty lines for the pen."""

    name: ClassVar[str] = "lines"
    count: int

    @property
    def numbers(self) -> range:
        return range(self.count)


@dataclass(frozen=True)
class Signature:
    """Post, a line for the pen, «И.О. Фамилия»; `dated` leaves a place for the date of signing, `signed` says that
    the original has its signature."""

    name: ClassVar[str] = "signature"
    post: str
    who: str = ""
    dated: bool = False
    signed: bool = False

    @property
    def pen(self) -> str:
        return "подписано" if self.signed else "_________________"

    @property
    def left(self) -> str:
        """What stands before the line for the pen."""
        return "\n".join(part for part in (self.post, SIGNING_DATE if self.dated else "") if part)


@dataclass(frozen=True)
class Parties:
    """Two columns side by side: who concludes an agreement."""

    name: ClassVar[str] = "parties"
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What follows stands on a sheet of its own."""

    name: ClassVar[str] = "sheet"
    landscape: bool = False


Block = (
    Head | Addressee | Kind | Requisites | Text | Caption | Points | Facts | Grid | Lines | Signature | Parties | Sheet
)


@dataclass(frozen=True)
class Document:
    """`missing` names what was not known and is left to the pen; with a `refusal` the paper is not printed at all."""

    title: str
    author: str
    blocks: tuple[Block, ...]
    missing: tuple[str, ...] = ()
    refusal: str = ""

    @property
    def sheets(self) -> list[tuple[Sheet, list[Block]]]:
        """Blocks by the sheet they begin on."""
        found: list[tuple[Sheet, list[Block]]] = [(Sheet(), [])]
        for block in self.blocks:
            if isinstance(block, Sheet):
                found.append((block, []))
            else:
                found[-1][1].append(block)
        return found


@dataclass
class Gaps:
    """Values that may be absent: a line is ruled for the pen instead, and its name is remembered in the order met."""

    names: list[str] = field(default_factory=list)

    def filled(self, value: str, what: str, width: int = 20) -> str:
        if value:
            return value
        if what not in self.names:
            self.names.append(what)
        return RULED[0] * width

    def day(self, value: date | None, what: str) -> str:
        """«21 ноября 2026 г.», or «___» ____________ 20__ г."""
        if value is None:
            self.filled("", what)
            return BLANK_DATE
        return long_date(value)

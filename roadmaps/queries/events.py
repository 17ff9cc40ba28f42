"""What happened, in words."""

from dataclasses import dataclass
from datetime import date, datetime

from core.http import address_of
from roadmaps.queries.cells import person_words
from roadmaps.queries.event_words import VERBS

PAGES = {
    "roadmaps.activity": "activity_detail",
    "roadmaps.roadmap": "roadmap_detail",
    "orders.order": "order_detail",
}
SHOWN = 20
SHOWN_AT_HOME = 10


@dataclass(frozen=True, slots=True)
class Happened:
    text: str
    note: str
    who: str
    at: datetime
    address: str = ""
    about: str = ""


def happened(
    verb: str,
    details: dict[str, object],
    account: int | None,
    at: str,
    last_name: str | None,
    first_name: str | None,
    patronymic: str | None,
    subject: str = "",
    pk: int | None = None,
    name: str | None = None,
) -> Happened:
    """From the fields of `roadmaps.queries.statements.parts.EVENT` and the row concerned, as far as it may be read."""
    nobody = "другая организация" if account else "система"
    address = address_of(PAGES[subject], pk) if pk and subject in PAGES else ""
    paper = str(details.get("paper", "")) if address else ""
    return Happened(
        text=VERBS.get(verb, "Изменение"),
        note=_note(details),
        who=person_words(last_name, first_name, patronymic) if last_name else nobody,
        at=datetime.fromisoformat(at),
        address=address,
        about=name or paper,
    )


def _note(details: dict[str, object]) -> str:
    """Public facts of an event: reason, day, kind of file."""
    parts = []
    if day := details.get("on"):
        parts.append(_day(day))
    if to := details.get("to"):
        parts.append(f"{_day(was)} → {_day(to)}" if (was := details.get("was")) else _day(to))
    if reason := details.get("reason"):
        parts.append(f"«{reason}»")
    if basis := details.get("basis"):
        parts.append(str(basis))
    if number := details.get("number"):
        parts.append(f"№ {number}")
    if files := details.get("files"):
        parts.append(f"файлов: {files}")
    return ", ".join(part for part in parts if part)


def _day(value: object) -> str:
    """An ISO date as it is read; anything else (an id) is not a day."""
    return f"{date.fromisoformat(value):%d.%m.%Y}" if isinstance(value, str) else ""

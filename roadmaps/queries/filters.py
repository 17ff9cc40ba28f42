"""Filters of the roadmap table: read from the address, shown as chips."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from core.search.words import TO_RUSSIAN
from core.words import folded
from roadmaps.queries.status import Due, states_of, status_of

if TYPE_CHECKING:
    from roadmaps.queries.rows import ActivityRow

STATES = {
    "overdue": "Просрочено",
    "soon": "Скоро",
    "in_progress": "В работе",
    "not_started": "Не начато",
    "review": "На проверке",
    "done": "Выполнено",
    "cancelled": "Отменено",
    "no_term": "Без срока",
}
TERMS = {"past": "Срок прошёл", "week": "На неделе", "month": "В ближайшие 30 дней", "later": "Позже"}
GROUPS = {"who": "По ответственным", "month": "По месяцам"}  # besides stages
NOBODY = "none"


def fold(text: str) -> str:
    """How words are compared in a search: lower case, «ё» as «е», ordinary spaces."""
    return folded(text).replace("\u00a0", " ")


@dataclass(frozen=True, slots=True)
class Filters:
    """Values as they stand in the address; unknown ones are dropped, so that a spoiled link shows everything."""

    q: str = ""
    stage: str = ""
    who: str = ""
    state: str = ""
    term: str = ""
    group: str = ""  # how the table puts its rows together: they stay the same

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        values = {field.name: str(query.get(field.name, "")).strip()[:200] for field in fields(cls)}
        values["state"] = values["state"] if values["state"] in STATES else ""
        values["term"] = values["term"] if values["term"] in TERMS else ""
        values["group"] = values["group"] if values["group"] in GROUPS else ""
        values["stage"] = values["stage"] if values["stage"].isdecimal() else ""
        return cls(**values)

    @property
    def active(self) -> bool:
        return replace(self, group="") != EMPTY

    def without(self, name: str) -> str:
        """The query of the address with one filter taken off, «?» alone when it was the last."""
        rest = replace(self, **{name: ""})
        return "?" + urlencode({field.name: value for field in fields(self) if (value := getattr(rest, field.name))})

    @property
    def query(self) -> str:
        """Of the address, without «?»; empty while nothing is filtered or grouped."""
        return urlencode({field.name: value for field in fields(self) if (value := getattr(self, field.name))})

    def keep(self, row: "ActivityRow", today: date) -> bool:
        return (
            (not self.stage or row.stage == int(self.stage))
            and (not self.state or self.state in row.states)
            and (not self.who or self._held_by(row))
            and (not self.term or _falls(row.due_on, self.term, today))
            and (not self.q or self._found(row))
        )

    def keep_term(self, due: Due, today: date, judged: date | None) -> bool:
        """One term of a row that was kept: where states or days are asked for, its other terms are not the answer."""
        if not self.state and not self.term:
            return True
        states = states_of(status_of(due.state, due.due_on, judged).code, due)
        return (not self.state or self.state in states) and (not self.term or _falls(due.due_on, self.term, today))

    def _held_by(self, row: "ActivityRow") -> bool:
        return not row.who if self.who == NOBODY else self.who in row.who

    def _found(self, row: "ActivityRow") -> bool:
        words = fold(self.q)
        return words in row.haystack or fold(words.translate(TO_RUSSIAN)) in row.haystack


EMPTY = Filters()


def _falls(due_on: date | None, term: str, today: date) -> bool:
    if due_on is None:
        return False
    first, last = {
        "past": (date.min, today - timedelta(days=1)),
        "week": (today, today + timedelta(days=7)),
        "month": (today, today + timedelta(days=30)),
        "later": (today + timedelta(days=31), date.max),
    }[term]
    return first <= due_on <= last


def chips(filters: Filters, stages: Mapping[int, str], people: Mapping[str, str]) -> list[tuple[str, str]]:
    """(words, address without it) of every active filter."""
    stage = stages.get(int(filters.stage), "") if filters.stage else ""
    who = "Нет ответственного" if filters.who == NOBODY else people.get(filters.who, filters.who)
    named = [
        ("q", filters.q and f"Поиск: {filters.q}"),
        ("stage", filters.stage and f"Этап: {stage}"),
        ("who", filters.who and (who if filters.who == NOBODY else f"Ответственный: {who}")),
        ("state", STATES.get(filters.state, "")),
        ("term", TERMS.get(filters.term, "")),
    ]
    return [(words, filters.without(name)) for name, words in named if words]

"""What differs between two states of an activity, field by field, in words. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from roadmaps.models import Activity, Subject
from roadmaps.states.snapshots import ActivityState, TermWindow

EMPTY = "не указано"
LABELS = {
    "name": "Мероприятие",
    "content": "Содержание",
    "term": "Срок",
    "responsibles": "Ответственные",
    "result": "Ожидаемый результат",
    "audience": "Для кого",
    "event_kind": "Вид события",
    "subject": "О чём",
    "evidence": "Подтверждение",
    "addressed_to": "Кому поручено",
    "compulsory": "Обязательно для карт школ",
}
# What belongs together is shown and taken as one field: the words of a term never part from its dates.
PARTS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "content": ("lines",),
    "term": ("term_text", "term_kind", "term_rrule", "term_note", "windows"),
    "responsibles": ("responsible_text", "responsibles"),
    "result": ("expected_result",),
    "audience": ("audience",),
    "event_kind": ("event_kind",),
    "subject": ("subject",),
    "evidence": ("evidence",),
    "addressed_to": ("addressed_to",),
    "compulsory": ("compulsory",),
}
# Two readings with equal words and dates are one term: its kind, rule and note only explain them. A role chosen from a
# list («Педагог-психолог») is the one a document writes inside a sentence («координатор, педагог-психолог»).
COMPARED = PARTS | {"term": ("term_text", "windows"), "responsibles": ("responsibles",)}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of `LABELS` with its words before and after."""

    field: str
    label: str
    old_words: str
    new_words: str


def changed_fields(old: ActivityState, new: ActivityState) -> list[FieldChange]:
    """In the order of `LABELS`; number and place are not compared."""
    return [
        FieldChange(field, label, words_of(field, old), words_of(field, new))
        for field, label in LABELS.items()
        if any(_value(old, part) != _value(new, part) for part in COMPARED[field])
    ]


def with_fields(old: ActivityState, new: ActivityState, chosen: Collection[str]) -> ActivityState:
    """`old` with the chosen fields of `new`."""
    values = {part: getattr(new, part) for field in chosen for part in PARTS[field]}
    return replace(old, **values)


def words_of(field: str, state: ActivityState) -> str:
    """A field as a person reads it; several lines are parted by a line break."""
    if field == "content":
        return "\n".join(state.lines) or EMPTY
    if field == "term":
        return _term(state)
    if field == "responsibles":
        return ", ".join(each.text for each in state.responsibles) or "не назначены"
    if field == "compulsory":
        return "да" if state.compulsory else "нет"
    return _plain(field, state)


def _plain(field: str, state: ActivityState) -> str:
    value = str(getattr(state, PARTS[field][0]))
    choices = {"subject": Subject, "evidence": Activity.Evidence, "addressed_to": Activity.Addressed}.get(field)
    return str(choices(value).label) if choices and value else value or EMPTY


def _value(state: ActivityState, part: str) -> object:
    value = getattr(state, part)
    if part == "responsibles":
        return [replace(each, text=each.text.casefold()) for each in value]
    return sorted(value, key=str) if part == "windows" else value


def _term(state: ActivityState) -> str:
    """«октябрь (01.10.2026 – 31.10.2026)»."""
    dates = ", ".join(_window(window) for window in state.windows if window.due_on)
    if not dates:
        return state.term_text or "без срока"
    return f"{state.term_text} ({dates})" if state.term_text else dates


def _window(window: TermWindow) -> str:
    days = [f"{date.fromisoformat(day):%d.%m.%Y}" for day in (window.starts_on, window.due_on) if day]
    return " – ".join(dict.fromkeys(days))

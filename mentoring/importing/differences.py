"""What a row would change of what the base holds; an empty cell changes nothing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from core.sheets.model import shown
from core.words import folded, full_name
from core.years import year_label
from mentoring.entries import Entry
from mentoring.likeness import same_phone
from mentoring.models import MenteeCard, MentoringForm, Person, Request, Side, TargetModel, TimeSlot

LABELS = {
    "patronymic": "Отчество",
    "gender": "Пол",
    "birth_date": "Дата рождения",
    "birth_year": "Год рождения",
    "phone": "Телефон",
    "email": "Почта",
    "kind": "Кто это",
    "class_name": "Класс",
    "position": "Должность",
    "workplace": "Место работы или учёбы",
    "forms": "Форма",
    "entered_on": "Вошёл в программу",
    "finished_on": "Завершил программу",
    "results": "Результаты",
    "case_link": "Ссылка",
    "passed": "Пройдена",
    "competences": "Компетенции",
    "achievements": "Достижения",
    "subjects": "Предметы и сферы",
    "interests": "Интересы",
    "age_from": "Возраст от",
    "age_to": "Возраст до",
    "time_resource": "Ресурс времени",
    "capacity": "Сколько готов взять",
    "is_qualified": "Педагог-наставник",
    "categories": "Категория",
    "wishes": "Пожелания",
    "slots": "Когда удобно",
    "request": "Запрос",
    "request_source": "Кто назвал запрос",
}
WORDS: dict[str, Mapping[str, Any]] = {
    "gender": dict(Person.Gender.choices),
    "kind": dict(Person.Kind.choices),
    "forms": dict(MentoringForm.choices),
    "categories": dict(MenteeCard.Category.choices),
    "slots": dict(TimeSlot.choices),
    "request_source": dict(Request.Source.choices),
}
BOUNDS = ("age_from", "age_to")  # given together: one without the other takes the other away
Change = tuple[str, Any, Any]


def changes_of(entry: Entry, given: Iterable[str], known: Mapping[str, Any]) -> list[Change]:
    """(attribute, old, new) of what is given and differs; `participation`, `guardian` for what would be added."""
    found: list[Change] = [] if "participation" in known else [("participation", None, None)]
    for name in LABELS:
        if name not in given:
            continue
        new = _plain(getattr(entry, name))
        old = _plain(known.get(name))
        if name == "capacity" and old is None:
            old = 1
        if (new not in (None, "", []) or name in BOUNDS) and not _agree(name, old, new, known):
            found.append((name, old, new))
    kin = entry.guardian
    if kin and folded(full_name(kin.last_name, kin.first_name, kin.patronymic)) not in known.get("guardians", ()):
        found.append(("guardian", None, None))
    return found


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _agree(name: str, old: Any, new: Any, known: Mapping[str, Any]) -> bool:
    if name == "birth_year":  # a date says more
        born: date | None = known.get("birth_date")
        return old == new or born is not None
    if name in ("patronymic", "email"):
        return folded(old or "") == folded(new)
    if name == "phone":
        return same_phone(old or "", new) or old == new
    return bool(old == new) or (old is None and new is False)


def told(change: Change, entry: Entry) -> tuple[str, str, str]:
    """(label, old, new) in words."""
    name, old, new = change
    if name == "participation":
        label = f"{year_label(entry.school_year)}, {Side(entry.side).label}, {TargetModel(entry.model).label}"
        return ("Участие", "", label)
    if name == "guardian" and entry.guardian:
        kin = entry.guardian
        return ("Представитель", "", full_name(kin.last_name, kin.first_name, kin.patronymic))
    return (LABELS[name], _in_words(name, old), _in_words(name, new))


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    words = WORDS.get(name, {})
    if isinstance(value, list):
        return "; ".join(str(words.get(each, each)) for each in value)
    return str(words.get(value, "")) if name in WORDS else shown(value)

"""One row of a spreadsheet becomes an `Entry`, or says which of its cells have to be mended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mentoring.ages import NO_LIMITS, Ages
from mentoring.entries import Entry, Kin
from mentoring.importing import names, values
from mentoring.importing.faults import Fault, Unreadable
from mentoring.importing.meanings import MEANINGS
from mentoring.models import Guardian, MenteeCard, MentoringForm, Person, Request, TimeSlot
from mentoring.phones import phone_doubt

LONGEST_TEXT = 5_000
KIN_KEYS = ("kin_name", "kin_relation", "kin_phone", "kin_email")
Values = dict[str, Any]
Reader = Callable[[str, date], Values]
Heard = dict[tuple[str, str], Values]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one table are read. `columns`: key of a meaning → column, from 0; `kind`, `forms`: where the
    table does not say; `own_categories`, `ages`: what the organization has settled.
    """

    side: str
    model: str
    school_year: int
    columns: Mapping[str, int]
    kind: str = ""
    forms: tuple[str, ...] = ()
    own_categories: tuple[str, ...] = ()
    ages: Ages = NO_LIMITS
    places: tuple[tuple[str, int], ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        order = [meaning.key for meaning in MEANINGS]
        object.__setattr__(self, "places", tuple(sorted(self.columns.items(), key=lambda item: order.index(item[0]))))

    def reader(self, key: str) -> Reader:
        return _categories(self.own_categories) if key == "categories" and self.own_categories else READERS[key]

    @property
    def name_column(self) -> int | None:
        return next(
            (self.columns[key] for key in ("full_name", "last_name", "first_name") if key in self.columns), None
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """`given` are the attributes of the entry that stand in the row itself; without an entry there are faults.

    `doubt` is said beside a row that is loaded all the same; `refusal` stops a row of somebody new.
    """

    entry: Entry | None
    given: frozenset[str]
    faults: tuple[Fault, ...]
    is_empty: bool = False
    doubt: str = ""
    refusal: Fault | None = None


def read_row(cells: Sequence[str], plan: Plan, today: date, heard: Heard | None = None) -> Reading:
    """`heard` keeps what a cell of a column says: most words of a table stand in it many times. One for a table."""
    heard = {} if heard is None else heard
    found: Values = {}
    faults: list[Fault] = []
    for key, column in plan.places:
        text = cells[column] if column < len(cells) else ""
        if not text:
            continue
        try:
            said = heard.get((key, text))
            if said is None:
                said = heard[key, text] = plan.reader(key)(text, today)
            found |= said
        except Unreadable as error:
            faults.append(Fault(column, text, error.why))
            found.setdefault(key, None)
    if not found and not faults:
        return Reading(None, frozenset(), (), is_empty=True)
    faults += _missing(found, cells, plan)
    if faults:
        return Reading(None, frozenset(), tuple(faults))
    doubt = _doubt(found)
    kin = _kin(found)
    general: Values = {"side": plan.side, "model": plan.model, "school_year": plan.school_year, "guardian": kin}
    entry = Entry(**general | {"kind": plan.kind, "forms": plan.forms} | found)
    return Reading(entry, frozenset(found), (), doubt=doubt, refusal=_refusal(entry, cells, plan, today))


def _refusal(entry: Entry, cells: Sequence[str], plan: Plan, today: date) -> Fault | None:
    """A pupil too young or too old for the part, as the organization has settled it."""
    if plan.ages == NO_LIMITS:
        return None
    why = plan.ages.refusal(entry.kind, entry.side, entry.years(today))
    column = plan.columns.get("birth")
    return Fault(column, cells[column] if column is not None else "", why) if why else None


def _missing(found: Values, cells: Sequence[str], plan: Plan) -> list[Fault]:
    if "full_name" in found:  # it could not be read: said already
        return []
    faults = []
    for key, word in (("last_name", "фамилию"), ("first_name", "имя")):
        if key not in found:
            column = plan.columns.get(key, plan.name_column)
            value = cells[column] if column is not None and column < len(cells) else ""
            both = column == plan.columns.get("full_name")
            faults.append(Fault(column, value, f"Пусто. Впишите {'фамилию и имя' if both else word}"))
            if both:
                break
    if not found.get("kin_name") and any(found.get(key) for key in KIN_KEYS):
        why = "Есть сведения о представителе, но нет его имени. Впишите ФИО"
        faults.append(Fault(plan.columns.get("kin_name"), "", why))
    entered, finished = found.get("entered_on"), found.get("finished_on")
    if entered and finished and finished < entered:
        why = "Дата завершения раньше даты вхождения. Исправьте одну из них"
        faults.append(Fault(plan.columns.get("finished"), f"{finished:%d.%m.%Y}", why))
    if not found.get("kind") and "kind" not in found and not plan.kind:
        faults.append(Fault(plan.columns.get("kind"), "", "Пусто. Напишите, кто это: ученик, педагог, родитель"))
    return faults


def _doubt(found: Values) -> str:
    """Phones are kept in any spelling; what cannot be dialled is pointed out."""
    phones = (found.get("phone") or "", found.get("kin_phone") or "")
    return "; ".join(f"«{phone}»: {doubt.lower()}" for phone in phones if (doubt := phone_doubt(phone)))


def _kin(found: Values) -> Kin | None:
    """Takes what is of the representative out of the values."""
    name, relation, phone, email = (found.pop(key, None) for key in KIN_KEYS)
    if not name:
        return None
    last_name, first_name, patronymic = name
    return Kin(
        last_name=last_name,
        first_name=first_name,
        patronymic=patronymic,
        relation=relation or Guardian.Relation.OTHER.value,
        phone=phone or "",
        email=email or "",
    )


def _full_name(text: str, today: date) -> Values:
    last_name, first_name, patronymic = names.read_full_name(text)
    return {"last_name": last_name, "first_name": first_name, "patronymic": patronymic}


def _first_name(text: str, today: date) -> Values:
    first_name, patronymic = names.read_given(text)
    return {"first_name": first_name, **({"patronymic": patronymic} if patronymic else {})}


def _birth(text: str, today: date) -> Values:
    born, year = values.read_birth(text, today)
    return {"birth_date": born, "birth_year": year}


def _contacts(text: str, today: date) -> Values:
    phone, email = values.read_contacts(text)
    return {key: value for key, value in (("phone", phone), ("email", email)) if value}


def _ages(text: str, today: date) -> Values:
    low, high = values.read_ages(text)
    return {"age_from": low, "age_to": high}


def _named(name: str) -> Reader:
    return lambda text, today: {name: names.read_name(text)}


def _text(name: str, longest: int = LONGEST_TEXT) -> Reader:
    return lambda text, today: {name: values.read_text(text, longest)}


def _list(name: str, longest: int) -> Reader:
    return lambda text, today: {name: values.read_list(text, longest)}


def _day(name: str) -> Reader:
    return lambda text, today: {name: values.read_day(text, today)}


def _choice(name: str, words: Mapping[str, str], labels: Any) -> Reader:
    return lambda text, today: {name: values.read_choice(text, words, labels.labels)}


def _choices(name: str, words: Mapping[str, str], labels: Any) -> Reader:
    return lambda text, today: {name: values.read_choices(text, words, labels.labels)}


def _categories(own: Sequence[str]) -> Reader:
    words, labels = values.with_own(values.CATEGORIES, own), [*MenteeCard.Category.labels, *own]
    return lambda text, today: {"categories": values.read_choices(text, words, labels)}


READERS: dict[str, Reader] = {
    "full_name": _full_name,
    "last_name": _named("last_name"),
    "first_name": _first_name,
    "patronymic": _named("patronymic"),
    "gender": lambda text, today: {"gender": values.read_gender(text)},
    "birth": _birth,
    "kind": _choice("kind", values.KINDS, Person.Kind),
    "class_name": _text("class_name", 20),
    "position": _text("position", 200),
    "workplace": _text("workplace", 300),
    "phone": _text("phone", 60),
    "email": lambda text, today: {"email": values.read_email(text)},
    "contacts": _contacts,
    "forms": _choices("forms", values.FORMS, MentoringForm),
    "entered": _day("entered_on"),
    "finished": _day("finished_on"),
    "results": _text("results"),
    "case_link": lambda text, today: {"case_link": values.read_link(text)},
    "passed": lambda text, today: {"passed": values.read_yes(text)},
    "competences": _list("competences", 120),
    "achievements": _text("achievements"),
    "subjects": _list("subjects", 80),
    "interests": _list("interests", 80),
    "age_wish": _ages,
    "time_resource": _text("time_resource", 200),
    "capacity": lambda text, today: {"capacity": values.read_capacity(text)},
    "qualified": lambda text, today: {"is_qualified": values.read_yes(text)},
    "request": _text("request"),
    "request_source": _choice("request_source", values.SOURCES, Request.Source),
    "categories": _choices("categories", values.CATEGORIES, MenteeCard.Category),
    "wishes": _text("wishes"),
    "slots": _choices("slots", values.SLOTS, TimeSlot),
    "kin_name": lambda text, today: {"kin_name": names.read_full_name(text)},
    "kin_relation": _choice("kin_relation", values.RELATIONS, Guardian.Relation),
    "kin_phone": _text("kin_phone", 60),
    "kin_email": lambda text, today: {"kin_email": values.read_email(text)},
}

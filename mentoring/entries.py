"""One row of a base as plain values: what a form, an application or a spreadsheet says of a person who takes part."""

from dataclasses import dataclass
from datetime import date

from core.words import full_name
from mentoring.models import age_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A legal representative; `relation` is a value of `Guardian.Relation`."""

    last_name: str
    first_name: str
    relation: str
    patronymic: str = ""
    gender: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Checked values, named as the columns of the models they become; choices are values of those models.

    `person_id`: somebody the base knows already, whose card stays as it is. `competences` to `is_qualified` are of a
    mentor, `categories` and `wishes` of a mentee; the side decides which of them are kept.
    """

    last_name: str
    first_name: str
    kind: str
    side: str
    model: str
    school_year: int
    patronymic: str = ""
    gender: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    phone: str = ""
    email: str = ""
    class_name: str = ""
    position: str = ""
    workplace: str = ""
    partner_id: int | None = None
    person_id: int | None = None

    forms: tuple[str, ...] = ()
    waiting_since: date | None = None  # nothing: the day it is added
    questionnaire_on: date | None = None
    entered_on: date | None = None
    finished_on: date | None = None
    results: str = ""
    case_link: str = ""
    passed: bool = False

    subjects: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    achievements: str = ""
    age_from: int | None = None
    age_to: int | None = None
    time_resource: str = ""
    capacity: int = 1
    is_qualified: bool = False
    categories: tuple[str, ...] = ()
    wishes: str = ""

    request: str = ""  # the main one of a mentee
    request_source: str = "self"
    guardian: Kin | None = None

    def years(self, day: date) -> int | None:
        """Full years; the year alone does not tell them."""
        return age_on(self.birth_date, day) if self.birth_date else None

    @property
    def full_name(self) -> str:
        return full_name(self.last_name, self.first_name, self.patronymic)

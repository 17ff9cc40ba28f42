"""What the page of personal data shows: who reads what, what is asked, what is due, what was destroyed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.roles import Permission, permissions_of
from core.event_words import verbs_of_kind, words_of
from core.models import AuditEvent, subject_of
from core.viewer import Viewer
from core.words import folded
from mentoring.models import DestructionAct, Person, RetentionRule, SubjectRequest
from mentoring.personal.fields import Table, Use
from mentoring.personal.retention import COUNTED_FROM, LONGEST, MOST
from mentoring.personal.tables import SHARED, TABLES
from mentoring.queries.retention import Due, months_of
from mentoring.queries.stored import people_with_data
from schools.models import Membership
from schools.queries import names_of, people_of

READS = ("view", "export")
LATEST = 8
FOUND_AT_MOST = 30
RIGHTS = {
    Permission.PERSON_VIEW: "видит карточки",
    Permission.PERSON_EDIT: "правит",
    Permission.PERSON_CLOSED: "открывает закрытые сведения",
    Permission.PERSON_EXPORT: "выгружает списки",
    Permission.DATA_CENTRE: "отвечает за персональные данные",
    Permission.DATA_HANDOVER: "выгружает всё одним архивом",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody looked at personal data or took them out."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Term:
    """How long a category is kept."""

    category: str
    title: str
    months: int
    counted_from: str
    longest: int


@dataclass(frozen=True, slots=True)
class Known:
    """The fields of a table that are kept for one purpose."""

    title: str
    names: tuple[str, ...]
    use: Use
    readers: str


def readers_of(viewer: Viewer) -> list[tuple[Membership, str]]:
    """People of the organization who may read personal data, each with what the roles open."""
    rows = ((person, permissions_of(frozenset(person.roles))) for person in people_of(viewer))
    return [
        (person, ", ".join(words for right, words in RIGHTS.items() if right in rights))
        for person, rights in rows
        if Permission.PERSON_VIEW in rights
    ]


def terms_of(viewer: Viewer) -> list[Term]:
    months = months_of(viewer.organization)
    return [
        Term(category, str(title), months[category], COUNTED_FROM[category], LONGEST.get(category, MOST))
        for category, title in RetentionRule.Category.choices
    ]


def requests_of(viewer: Viewer) -> QuerySet[SubjectRequest]:
    """Unanswered first, the most urgent on top."""
    rows = SubjectRequest.objects.visible_to(viewer).filter(organization=viewer.organization)
    return rows.select_related("person").order_by("answered_at", "due_on", "pk")


def open_requests(viewer: Viewer) -> QuerySet[SubjectRequest]:
    return requests_of(viewer).filter(answered_at=None)


def acts_of(viewer: Viewer) -> QuerySet[DestructionAct]:
    rows = DestructionAct.objects.visible_to(viewer).filter(organization=viewer.organization)
    return rows.order_by("-number")


def latest_readings(viewer: Viewer, limit: int = LATEST) -> list[Reading]:
    return _readings(_events(viewer)[:limit], viewer)


def readings_of(person: Person, viewer: Viewer, limit: int = 50) -> list[Reading]:
    """Who looked at this person, alone or in a list; newest first."""
    subject_type, subject_id = subject_of(person)
    alone = Q(subject_type=subject_type, subject_id=subject_id)
    rows = _events(viewer).filter(alone | Q(details__contains={"ids": [person.pk]}))
    return _readings(rows[:limit], viewer)


def _events(viewer: Viewer) -> QuerySet[AuditEvent]:
    verbs = [verb for kind in READS for verb in verbs_of_kind(kind)]
    rows = AuditEvent.objects.visible_to(viewer).filter(organization=viewer.organization, verb__in=verbs)
    return rows.order_by("-at", "-pk")


def _readings(rows: Iterable[AuditEvent], viewer: Viewer) -> list[Reading]:
    events = list(rows)
    names = names_of(viewer, viewer.organization.pk, (event.account_id for event in events))
    return [
        Reading(event.at, names.get(event.account_id or 0, "другая организация"), words_of(event.verb))
        for event in events
    ]


def find_people(viewer: Viewer, q: str) -> list[Person]:
    """By name, those who left and whose data are stopped too; nothing asked, nothing found."""
    words = folded(q).split()
    if not words:
        return []
    rows = people_with_data(viewer)
    for word in words:
        rows = rows.filter(search_name__contains=word)
    return list(rows.order_by("search_name", "pk")[:FOUND_AT_MOST])


def people_due(due: Due) -> list[tuple[str, list[Person]]]:
    """By category, in words; a person stands once."""
    seen: set[int] = set()
    found = []
    titles = dict(RetentionRule.Category.choices)
    for category, rows in due.people.items():
        people = [person for person in rows.order_by("search_name", "pk") if person.pk not in seen]
        seen.update(person.pk for person in people)
        if people:
            found.append((str(titles[category]), people))
    return found


def known_fields() -> list[Known]:
    """The registry in words: no rows of anybody."""
    return [known for table in (*TABLES, *SHARED) for known in _known(table)]


def _known(table: Table) -> list[Known]:
    uses: dict[Use, list[str]] = {}
    for field in table.fields:
        column = table.model._meta.get_field(field.name)
        uses.setdefault(field.use, []).append(str(getattr(column, "verbose_name", field.name)))
    return [Known(table.title, tuple(names), use, RIGHTS_READERS[use.readers]) for use, names in uses.items()]


RIGHTS_READERS = {
    Permission.PERSON_VIEW: "директор, координатор, куратор",
    Permission.PERSON_EDIT: "координатор, куратор",
    Permission.PERSON_CLOSED: "координатор, куратор; каждое открытие записывается",
    Permission.SURVEY_VIEW: "директор, координатор, куратор; анонимные ответы только итогом",
    Permission.DATA_CENTRE: "директор, координатор",
    Permission.CONCERN_VIEW: "куратор, педагог-психолог",
}

"""The event log as its keepers read it: who did what, to what, when (S33)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from accounts.roles import Role
from core.event_words import kind_of, value_of, verbs_of_kind, words_of
from core.http import address_of
from core.models import AuditEvent
from core.viewer import Viewer
from schools.models import Organization
from schools.queries import names_of

ROLE_NAMES: dict[str, str] = dict(Role.choices)
# Where a row is looked at; what is not here has no page of its own.
PAGES = {
    "roadmaps.roadmap": "roadmap_detail",
    "roadmaps.activity": "activity_detail",
    "roadmaps.changeset": "change_detail",
    "orders.order": "order_detail",
    "mentoring.person": "participant_detail",
    "mentoring.application": "application_detail",
    "mentoring.intakelink": "intake_detail",
    "schools.membership": "person_edit",
}
# Papers whose number is not the key of their row; where an event does not tell it, their page does.
OWN_NUMBERS = frozenset({"orders.order", "mentoring.destructionact", "mentoring.application"})
ORGANIZATION = "schools.organization"
SHORT_KEY = 8  # signs of a random key, enough to tell two apart
MOST_FIELDS = 6  # of a changed row named in a line


@dataclass(frozen=True, slots=True)
class Entry:
    """`subject` is what it is about, in words; `note` public facts: fields, days, reasons, never names."""

    at: datetime
    who: str
    words: str
    kind: str
    subject: str
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the log is asked for; empty fields ask for everything."""

    account: int | None = None
    kind: str = ""
    subject: tuple[str, str] | None = None
    since: date | None = None
    until: date | None = None


def events_of(viewer: Viewer, choice: Choice) -> QuerySet[AuditEvent]:
    """Events of the viewer's own organization, newest first."""
    rows = AuditEvent.objects.visible_to(viewer).filter(organization=viewer.organization)
    zone = viewer.organization.zone
    if choice.account:
        rows = rows.filter(account=choice.account)
    if choice.kind:
        rows = rows.filter(verb__in=verbs_of_kind(choice.kind))
    if choice.subject:
        rows = rows.filter(subject_type=choice.subject[0], subject_id=choice.subject[1])
    if choice.since:
        rows = rows.filter(at__gte=datetime.combine(choice.since, time.min, zone))
    if choice.until:
        rows = rows.filter(at__lt=datetime.combine(choice.until + timedelta(days=1), time.min, zone))
    return rows.order_by("-at", "-pk")


def read_entries(viewer: Viewer, rows: Iterable[AuditEvent]) -> list[Entry]:
    """Three statements for a page: the rows, the names of who acted and of organizations they are about."""
    events = list(rows)
    names = names_of(viewer, viewer.organization.pk, (event.account_id for event in events))
    organizations = _organizations(events)
    return [_entry(event, names, organizations) for event in events]


def _organizations(events: Iterable[AuditEvent]) -> dict[str, str]:
    """Key of an organization that an event is about → its name, which is public."""
    ids = [int(event.subject_id) for event in events if event.subject_type == ORGANIZATION]
    rows = Organization.objects.filter(pk__in=ids).values_list("pk", "short_name") if ids else ()
    return {str(pk): name for pk, name in rows}


def _entry(event: AuditEvent, names: dict[int, str], organizations: dict[str, str]) -> Entry:
    return Entry(
        at=event.at,
        who=_who(event, names),
        words=words_of(event.verb),
        kind=kind_of(event.verb),
        subject=_subject(event, organizations),
        note=", ".join(part for part in (_note(event.details), _changed(event)) if part),
        address=_address(event),
    )


def _who(event: AuditEvent, names: dict[int, str]) -> str:
    """Who acts for a body above is known here by the role only."""
    if event.account_id in names:
        return names[event.account_id]
    roles = [ROLE_NAMES[role] for role in event.role.split(", ") if role in ROLE_NAMES]
    return ", ".join(roles) or ("другая организация" if event.account_id else "система")


def _model(label: str) -> Any:
    from django.apps import apps

    try:
        return apps.get_model(label)
    except LookupError:
        return None


def _subject(event: AuditEvent, organizations: dict[str, str]) -> str:
    """Kind and number, never the name of a person: «человек № 12», «акт об уничтожении № 2»."""
    if event.subject_type == ORGANIZATION and event.subject_id in organizations:
        return organizations[event.subject_id]
    model = _model(event.subject_type)
    number = _number(event)
    name = str(model._meta.verbose_name) if model else ""
    return f"{name} № {number}" if name and number else name


def _number(event: AuditEvent) -> str:
    if event.subject_type in OWN_NUMBERS:
        return str(event.details.get("number", ""))
    return event.subject_id if event.subject_id.isdecimal() else event.subject_id[:SHORT_KEY]


def _address(event: AuditEvent) -> str:
    page = PAGES.get(event.subject_type)
    return address_of(page, int(event.subject_id)) if page and event.subject_id.isdecimal() else ""


WORDS_OF_DETAILS = {"reason": "«{}»", "number": "№ {}", "files": "файлов: {}", "rows": "строк: {}", "purpose": "{}"}


def _changed(event: AuditEvent) -> str:
    """«изменено: телефон; класс»: what the fields are called, never what stands in them."""
    model, fields = _model(event.subject_type), event.details.get("fields")
    if model is None or not isinstance(fields, list):
        return ""
    known = {field.name: str(field.verbose_name) for field in model._meta.concrete_fields}
    titles = [known[name] for name in fields if known.get(name, _unnamed(name)) != _unnamed(name)]
    more = f" и ещё {len(titles) - MOST_FIELDS}" if len(titles) > MOST_FIELDS else ""
    return f"изменено: {'; '.join(titles[:MOST_FIELDS])}{more}" if titles else ""


def _unnamed(name: object) -> str:
    """What Django calls a field that nobody has named."""
    return str(name).replace("_", " ")


def _note(details: dict[str, Any]) -> str:
    if purpose := details.get("purpose"):
        details = details | {"purpose": value_of(purpose)}
    parts = [pattern.format(details[key]) for key, pattern in WORDS_OF_DETAILS.items() if details.get(key)]
    if ids := details.get("ids"):
        parts.append(f"записей: {len(ids)}")
    if (was := details.get("was")) and (to := details.get("to")):
        parts.append(f"{was} → {to}")
    return ", ".join(parts)

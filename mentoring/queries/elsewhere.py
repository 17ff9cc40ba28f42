"""Where a person is named beside the registered tables: counted only."""

from core import tenancy
from core.models import AuditEvent, subject_of
from core.tenancy import SYSTEM
from core.viewer import Viewer
from core.words import folded
from mentoring.models import Guardian, PeopleImport, Person
from notifications.models import Letter


def elsewhere(person: Person, viewer: Viewer) -> list[tuple[str, int]]:
    """(what, how many); what is not there is left out."""
    subject_type, subject_id = subject_of(person)
    events = AuditEvent.objects.visible_to(viewer).filter(organization=viewer.organization)
    uploads = PeopleImport.objects.visible_to(viewer).filter(organization=viewer.organization).exclude(rows=[])
    counted = [
        (
            "Записи журнала событий без имени, по номеру карточки",
            events.filter(subject_type=subject_type, subject_id=subject_id).count(),
        ),
        (
            "Загруженные таблицы с этой фамилией",
            sum(folded(person.last_name) in folded(str(row)) for row in uploads.values_list("rows", flat=True)),
        ),
        ("Письма на адреса человека и его представителей", _letters(person, viewer)),
    ]
    return [(title, count) for title, count in counted if count]


def _letters(person: Person, viewer: Viewer) -> int:
    guardians = Guardian.objects.visible_to(viewer).filter(person=person).values_list("email", flat=True)
    addresses = {address for address in (person.email, *guardians) if address}
    with tenancy.scope(SYSTEM):
        return Letter.objects.filter(organization=viewer.organization, address__in=addresses).count()

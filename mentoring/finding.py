"""People of the programme for the search: by name, to whoever opens their cards. Closed data are never searched."""

from accounts.roles import Permission
from core.http import address_of
from core.search.rows import Found, Hit, Query
from core.viewer import Viewer
from mentoring.models import Person
from mentoring.queries.people_rows import who

FOUND = (Person.Status.ACTIVE, Person.Status.LEFT)


def participants(viewer: Viewer, query: Query) -> Found | None:
    if not viewer.can(Permission.PERSON_VIEW):
        return None
    rows = Person.objects.visible_to(viewer).filter(organization=viewer.organization, status__in=FOUND)
    found = query.among(rows, "last_name", "first_name", "patronymic")
    ordered = found.order_by("rank", "search_name", "pk")
    return query.found("participants", "Участники", "people", ordered, _hit)


def _hit(person: Person) -> Hit:
    state = "" if person.status == Person.Status.ACTIVE else "ушёл"
    note = " · ".join(part for part in (who(person), state) if part)
    return Hit(person.pk, person.full_name, note, address_of("participant_detail", person.pk))

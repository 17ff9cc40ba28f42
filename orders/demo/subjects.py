"""Work of whoever answers for personal data: requests of subjects, a person whose term of keeping is over."""

from datetime import date, datetime, timedelta

from core.viewer import Viewer
from core.years import school_year_of
from mentoring.actions import Entry, add_entries
from mentoring.actions.people import leave
from mentoring.actions.subject_requests import receive_request
from mentoring.models import Person, SubjectRequest

LONG_AGO = timedelta(days=400)
LATE, FRESH = timedelta(days=25), timedelta(days=2)


def ask_about_data(now: datetime, by: Viewer) -> None:
    """One request that is overdue, one fresh; a mentor who left more than a year ago."""
    today = by.organization.local_date(now)
    people = Person.objects.visible_to(by).filter(organization=by.organization, kind=Person.Kind.PUPIL).order_by("pk")
    asked = ((SubjectRequest.Kind.ACCESS, LATE, "просит мать, лично"), (SubjectRequest.Kind.CORRECT, FRESH, "отчество"))
    for person, (kind, ago, note) in zip(people[:2], asked, strict=True):
        receive_request(person, kind=kind, received_on=today - ago, note=note, by=by, now=now)
    row = add_entries([_former(today - LONG_AGO)], by=by, now=now)[0]
    leave([row.person], on=today - LONG_AGO, reason="уволился", by=by, now=now)


def _former(on: date) -> Entry:
    return Entry(
        last_name="Былинкин",
        first_name="Фома",
        patronymic="Лукич",
        gender="m",
        kind=Person.Kind.TEACHER,
        position="учитель географии",
        birth_date=date(on.year - 60, 2, 1),
        side="mentor",
        model="pupil",
        school_year=school_year_of(on),
        forms=("teacher_pupil",),
        waiting_since=on,
    )

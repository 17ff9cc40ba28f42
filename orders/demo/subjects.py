"""Work of whoever answers for personal data: requests of subjects, a person whose term of keeping is over."""

from datetime import date, datetime, timedelta

from core.pdf import PdfUnavailable
from core.viewer import Viewer
from core.years import school_year_of
from mentoring.actions import Entry, add_entries
from mentoring.actions.erasing import anonymise
from mentoring.actions.people import leave
from mentoring.actions.retention import REASON
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
    row = add_entries([_former("Былинкин Фома Лукич", "m", today - LONG_AGO)], by=by, now=now)[0]
    leave([row.person], on=today - LONG_AGO, reason="уволился", by=by, now=now)


def forget_somebody(now: datetime, by: Viewer) -> None:
    """A former mentor whose data were destroyed three days ago: the act is there, the name is gone."""
    left_on, at = by.organization.local_date(now) - LONG_AGO, now - timedelta(days=3)
    row = add_entries([_former("Страничкина Римма Юрьевна", "f", left_on)], by=by, now=at)[0]
    leave([row.person], on=left_on, reason="уволилась", by=by, now=at)
    try:
        anonymise([row.person_id], reason=REASON, by=by, now=at)
    except PdfUnavailable:  # no act, no destruction: the person waits in the list of those whose term is over
        return


def _former(name: str, gender: str, on: date) -> Entry:
    last, first, patronymic = name.split()
    return Entry(
        last_name=last,
        first_name=first,
        patronymic=patronymic,
        gender=gender,
        kind=Person.Kind.TEACHER,
        position="учитель географии",
        birth_date=date(on.year - 60, 2, 1),
        side="mentor",
        model="pupil",
        school_year=school_year_of(on),
        forms=("teacher_pupil",),
        waiting_since=on,
    )

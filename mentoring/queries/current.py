"""What the base holds of known people, by the names of an `Entry`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from core.viewer import Viewer
from core.words import folded
from mentoring.models import Guardian, MenteeCard, MentorCard, Participation, Person, Request, Side

PERSON = (
    *("patronymic", "gender", "birth_date", "birth_year", "phone", "email", "kind", "class_name", "position"),
    "workplace",
)
PARTICIPATION = ("forms", "entered_on", "finished_on", "results", "case_link", "passed")
MENTOR = (
    *("competences", "achievements", "subjects", "interests", "age_from", "age_to", "time_resource", "capacity"),
    *("is_qualified", "slots"),
)
MENTEE = ("categories", "subjects", "interests", "wishes", "slots")
REQUEST = ("request", "request_source")

Known = dict[int, dict[str, Any]]


def current_values(viewer: Viewer, ids: Iterable[int], *, side: str, model: str, school_year: int) -> Known:
    """Person → name of an entry's attribute → value; five statements. `participation` is the id of the row of this
    side, model and year, absent when there is none; `guardians` are folded names.
    """
    known: Known = defaultdict(dict)
    chosen = list(ids)
    if not chosen:
        return known
    for pk, *values in Person.objects.visible_to(viewer).filter(pk__in=chosen).values_list("pk", *PERSON):
        known[pk] = dict(zip(PERSON, values, strict=True)) | {"guardians": set()}
    card = MentorCard if side == Side.MENTOR else MenteeCard
    names = MENTOR if side == Side.MENTOR else MENTEE
    for pk, *values in card.objects.visible_to(viewer).filter(person_id__in=chosen).values_list("person_id", *names):
        known[pk] |= dict(zip(names, values, strict=True))
    rows = Participation.objects.visible_to(viewer).filter(
        person_id__in=chosen, side=side, model=model, school_year=school_year
    )
    for pk, row, *values in rows.values_list("person_id", "pk", *PARTICIPATION):
        known[pk] |= dict(zip(PARTICIPATION, values, strict=True)) | {"participation": row}
    requests = Request.objects.visible_to(viewer).filter(participation__in=rows, is_main=True)
    for pk, *values in requests.values_list("participation__person_id", "text", "source"):
        known[pk] |= dict(zip(REQUEST, values, strict=True))
    guardians = Guardian.objects.visible_to(viewer).filter(person_id__in=chosen, removed_at=None)
    for guardian in guardians:
        known[guardian.person_id]["guardians"].add(folded(str(guardian)))
    return known

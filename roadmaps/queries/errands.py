"""Errands of the bases as lines of «Ждут вашего решения»: one per kind, no names."""

from datetime import date

from django.db.models import Count, Min
from django.urls import reverse

from accounts.roles import Permission
from core.viewer import Viewer
from core.words import counted
from mentoring.models import Errand
from mentoring.queries.errands import open_errands
from roadmaps.queries.endorsement import Decision

PEOPLE = ("дело", "дела", "дел")


def errands_of(viewer: Viewer, today: date) -> list[Decision]:
    """One query, only for those who keep the bases. The most urgent kind first."""
    if not viewer.can(Permission.PERSON_EDIT):
        return []
    kinds = open_errands(viewer).order_by().values("kind").annotate(number=Count("pk"), due=Min("due_on"))
    rows = sorted(kinds, key=lambda row: row["due"])
    return [_line(row["kind"], row["number"], row["due"], today) for row in rows]


def _line(kind: str, number: int, due_on: date, today: date) -> Decision:
    late = due_on < today
    note = f"{counted(number, PEOPLE)}, {'срок был' if late else 'срок'} {due_on:%d.%m.%Y}"
    return Decision(Errand.Kind(kind).label, note, reverse("errand_list"), "Открыть", late)

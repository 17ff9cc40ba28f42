"""The programme of a pair as a sheet."""

from core.sheets.model import Sheet
from core.viewer import Viewer
from mentoring.models import Person
from mentoring.plans.paper import Heads, Someone, plan_sheet
from mentoring.queries.plans import PlanCard


def paper_of(viewer: Viewer, card: PlanCard) -> Sheet:
    """`card` with a plan. One query."""
    if card.plan is None:
        raise ValueError("nothing to print")
    people = Person.objects.visible_to(viewer).in_bulk(card.people)
    mentor, *mentees = (people[pk] for pk in card.people if pk in people)
    heads = Heads(
        organization=viewer.organization.full_name,
        form=card.pair.get_form_display(),
        kind=card.pair.get_kind_display(),
        mentor=_someone(mentor),
        mentees=tuple(_someone(person) for person in mentees),
    )
    sections = [(name, [line.task for line in lines]) for name, lines in card.sections]
    return plan_sheet(card.plan, sections, heads)


def _someone(person: Person) -> Someone:
    what = f"{person.class_name} класс" if person.class_name else person.position
    return Someone(person.full_name, what)

"""What the form of an activity makes of the row it was opened for."""

import pytest

from core import tenancy
from roadmaps.actions.rows import write_rows
from roadmaps.forms.activities import ActivityForm
from roadmaps.models import Activity, Roadmap
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.states.snapshots import ActivityState, Answerer, TermWindow
from schools.models import Membership, Organization
from tests.world import World

BEFORE = ActivityState(
    "Совет",
    audience="педагоги",
    term_text="ноябрь",
    event_kind="семинар",
    windows=(TermWindow("2026-11-01", "2026-11-30", "school"),),
    responsibles=(Answerer("role", "Куратор", role="curator", level="school"),),
)


def filled(term: str = "ноябрь", **values: object) -> ActivityForm:
    data = {"name": "Круглый  стол", "term_text": term, "content": "повестка\n\n приглашения", "roles": ["curator"]}
    roadmap = Roadmap(school_year=2026)
    form = ActivityForm(data | values, roadmap=roadmap, was="ноябрь")
    form.offer(Membership.objects.none(), ["curator"], Organization.objects.none())
    return form


@pytest.fixture
def form() -> ActivityForm:
    return filled(expected_result=" протокол ", others="совет школы;")


def test_fields_the_form_does_not_have_stay(form: ActivityForm) -> None:
    assert form.is_valid(), form.errors
    after = form.state(BEFORE)

    assert (after.name, after.expected_result) == ("Круглый стол", "протокол")
    assert after.lines == ("повестка", "приглашения")
    assert (after.audience, after.event_kind, after.windows) == ("педагоги", "семинар", BEFORE.windows)


def test_whoever_stays_keeps_the_level_he_answers_on(form: ActivityForm) -> None:
    assert form.is_valid(), form.errors

    assert form.state(BEFORE).responsibles == (
        Answerer("role", BEFORE.responsibles[0].text, role="curator", level="school"),
        Answerer("text", "совет школы"),
    )


def test_new_words_of_a_term_bring_new_dates() -> None:
    form = filled("декабрь")

    assert form.is_valid(), form.errors
    after = form.state(BEFORE)
    assert (after.term_kind, after.windows) == ("month", (TermWindow("2026-12-01", "2026-12-31"),))


def test_an_unchanged_term_keeps_its_occurrences(world: World) -> None:
    viewer, row = world.viewer("coordinator"), world.school.draft_activity
    with tenancy.tx(viewer.scope):
        before = list(row.occurrences.values_list("pk", flat=True))
        [state] = states_of_activities(viewer, row.organization_id, [row.pk]).values()
        form = ActivityForm(
            {"name": "Другое", "term_text": row.term_text}, roadmap=row.roadmap, was=row.term_text, initial={}
        )
        form.offer(Membership.objects.none(), [], Organization.objects.none())
        assert form.is_valid(), form.errors
        write_rows(row.roadmap, {row.pk: form.state(state)}, by=viewer)

        assert list(row.occurrences.values_list("pk", flat=True)) == before
        assert Activity.objects.get(pk=row.pk).name == "Другое"

"""Last year's roadmap for the next year: terms, people, stages."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from core import tenancy
from core.calendar import is_working_day
from core.tenancy import SYSTEM
from roadmaps import actions
from roadmaps.actions.creation import joined_stages
from roadmaps.models import Activity, Occurrence, Responsible, Roadmap
from roadmaps.queries.snapshots import state_of_roadmap
from roadmaps.states.next_year import people_named, replace_people, shift_activity, shift_roadmap, shift_words
from roadmaps.states.plans import PlannedActivity, PlannedStage
from roadmaps.states.snapshots import ActivityState, Answerer, RoadmapState, StageState, TermWindow
from roadmaps.terms import Frame, read_term
from schools.models import Membership
from tests.world import World

SignIn = Callable[[str], Client]

MONTHS = ("сентябрь", "октябрь", "ноябрь", "декабрь", "январь", "февраль", "март", "апрель", "май")


def written(words: str, year: int) -> ActivityState:
    reading = read_term(words, Frame(academic_year=year))
    windows = tuple(TermWindow(w.start.isoformat(), w.end.isoformat()) for w in reading.windows)
    return ActivityState(
        "Встреча",
        term_text=words,
        term_kind=reading.kind.value,
        term_rrule=reading.rrule or "",
        term_note=reading.note,
        windows=tuple(sorted(windows, key=lambda w: w.due_on or "")) or (TermWindow(None, None),),
    )


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("Сентябрь 2025 г.", "Сентябрь 2026 г."),
        ("2025-2026 учебный год", "2026-2027 учебный год"),
        ("2025/26", "2026/27"),
        ("до 15.10.25", "до 15.10.26"),
        ("15.10.2025", "15.10.2026"),
        ("октябрь", "октябрь"),
        ("по приказу №2025", "по приказу №2025"),
    ],
)
def test_years_in_words_move(words: str, moved: str) -> None:
    assert shift_words(words, 1) == moved
    assert shift_words(moved, -1) == words


def test_a_month_goes_to_the_same_month() -> None:
    moved = shift_activity(written("ноябрь", 2025), 2025, 2026)
    assert moved.windows == (TermWindow("2026-11-01", "2026-11-30"),)


def test_a_day_off_gives_way_to_the_working_day_after_it() -> None:
    moved = shift_activity(written("15.10.2026", 2026), 2026, 2028)
    assert (moved.windows[0].due_on, moved.term_text) == ("2028-10-16", "15.10.2028")  # the 15th is a Sunday


def test_a_term_corrected_by_hand_moves_by_whole_years() -> None:
    state = ActivityState("Встреча", term_text="осенью", windows=(TermWindow("2025-09-15", "2025-11-28"),))
    assert shift_activity(state, 2025, 2026).windows == (TermWindow("2026-09-15", "2026-11-28"),)


def test_a_quarterly_term_is_read_anew() -> None:
    moved = shift_activity(written("ежеквартально", 2025), 2025, 2026)
    assert moved == written("ежеквартально", 2026)


months = st.sampled_from(MONTHS)
pairs = st.integers(0, len(MONTHS) - 2).map(lambda place: f"{MONTHS[place]}-{MONTHS[place + 1]}")
lists = st.integers(0, len(MONTHS) - 3).map(lambda place: f"{MONTHS[place]}, {MONTHS[place + 2]}")
named = st.tuples(st.sampled_from(MONTHS[:4]), st.just(2025)).map(lambda pair: f"{pair[0].capitalize()} {pair[1]} г.")
steady = st.sampled_from(["в течение года", "постоянно", "ежеквартально", "ежемесячно", "по мере необходимости", ""])
days = st.dates(date(2025, 9, 1), date(2026, 5, 31)).filter(is_working_day).map(lambda day: f"{day:%d.%m.%Y}")
terms = st.one_of(months, pairs, lists, named, steady, days)
by_hand = st.tuples(st.dates(date(2025, 9, 1), date(2026, 5, 20)), st.integers(1, 9)).map(
    lambda pair: TermWindow(pair[0].isoformat(), pair[0].replace(day=min(28, pair[0].day + pair[1])).isoformat())
)


@settings(max_examples=300, deadline=None)
@given(words=terms)
def test_a_year_forth_and_back_is_where_it_was(words: str) -> None:
    state = written(words, 2025)
    assert shift_activity(shift_activity(state, 2025, 2026), 2026, 2025) == state


@settings(max_examples=200, deadline=None)
@given(window=by_hand.filter(lambda w: (w.starts_on or "") < (w.due_on or "")))
def test_a_window_by_hand_comes_back_too(window: TermWindow) -> None:
    state = ActivityState("Встреча", term_text="своё слово", windows=(window,))
    assert shift_activity(shift_activity(state, 2025, 2026), 2026, 2025) == state


def test_whoever_left_gives_way_everywhere() -> None:
    person, role = Answerer("person", "Пробина Е. А.", person=7), Answerer("role", "Куратор", role="curator")
    activity = ActivityState("Встреча", responsible_text="Пробина Е. А., куратор", responsibles=(person, role))
    state = RoadmapState("Карта", "2025-09-01", "2026-05-31", (StageState("Этап", activities=(activity,)),))
    assert people_named(state) == {7: "Пробина Е. А."}
    changed = replace_people(state, {7: Answerer("person", "Тестов М. В.", person=8)}).stages[0].activities[0]
    assert [each.person for each in changed.responsibles] == [8, None]
    assert changed.responsible_text == "Тестов М. В., Куратор"


def test_shifting_a_roadmap_moves_its_title_and_period() -> None:
    state = RoadmapState("Карта на 2025-2026 учебный год", "2025-09-01", "2026-05-31")
    moved = shift_roadmap(state, 2025, 2026)
    assert (moved.title, moved.starts_on, moved.ends_on) == (
        "Карта на 2026-2027 учебный год",
        "2026-09-01",
        "2027-05-31",
    )


def page_of(world: World) -> str:
    return f"/roadmaps/create/last-year/?source={world.school.roadmap.pk}"


def next_form(**changes: object) -> dict[str, object]:
    return {"title": "Новая карта", "school_year": "2027", "stages": ["1"], **changes}


def test_the_page_makes_a_draft_of_next_year(client_as: SignIn, world: World) -> None:
    answer = client_as("coordinator").post(page_of(world), next_form())
    with tenancy.tx(SYSTEM):
        made = Roadmap.objects.get(title="Новая карта")
        source = world.school.roadmap
        stage = source.stages.order_by("position")[0]
        names = list(made.activities.order_by("position").values_list("name", flat=True))
        assert names
        assert names == list(stage.activities.order_by("position").values_list("name", flat=True))
        assert made.occurrences.count() >= len(names)
    assert answer["Location"] == made.get_absolute_url()


def test_no_stage_is_no_roadmap(client_as: SignIn, world: World) -> None:
    answer = client_as("coordinator").post(page_of(world), next_form(stages=[]))
    assert answer.status_code == 422
    assert "Отметьте хотя бы один этап." in answer.content.decode()


def test_the_page_asks_who_takes_over(client_as: SignIn, world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(SYSTEM):
        source = world.school.roadmap
        activity = Activity.objects.filter(roadmap=source).order_by("stage__position", "position")[0]
        curator = Membership.objects.holding(Role.CURATOR).filter(organization=viewer.organization)[0]
        Responsible.objects.filter(activity=activity).delete()
        Responsible.objects.create(
            organization=viewer.organization,
            activity=activity,
            position=1,
            kind="person",
            person=curator,
            text=curator.short_name,
        )
        Membership.objects.filter(pk=curator.pk).update(ended_at="2026-11-01T00:00:00Z")
    client = client_as("coordinator")
    assert "больше не работает" in client.get(page_of(world)).content.decode()
    client.post(page_of(world), next_form(**{f"instead_{curator.pk}": "rcoordinator"}))
    with tenancy.tx(SYSTEM):
        row = Responsible.objects.get(activity__roadmap__title="Новая карта", activity__name=activity.name)
    assert (row.kind, row.role, row.person_id) == ("role", "coordinator", None)


def test_what_was_made_reads_back_as_the_same_state(world: World, now: datetime) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        source = world.school.roadmap
        state = state_of_roadmap(viewer, source)
        places = range(1, len(state.stages) + 1)
        made = actions.create_from_last_year(
            source, state, title=state.title, school_year=2026, stages=places, replacements={}, by=viewer, now=now
        )
        again = state_of_roadmap(viewer, made)
        assert not Occurrence.objects.filter(roadmap=made).exclude(state="not_started").exists()
    assert [stage.name for stage in again.stages] == [stage.name for stage in state.stages]
    assert [a.responsibles for s in again.stages for a in s.activities] == [
        a.responsibles for s in state.stages for a in s.activities
    ]


@pytest.mark.parametrize(("together", "made"), [("", ["pupil"]), ("two", ["pupil", "teacher"]), ("combined", ["both"])])
def test_both_models_at_once(client_as: SignIn, world: World, together: str, made: list[str]) -> None:
    with tenancy.tx(SYSTEM):
        before = set(Roadmap.objects.values_list("pk", flat=True))
    form = {"school_year": "2026", "mentoring_forms": ["pupil_pupil"], "together": together}
    client_as("coordinator").post("/roadmaps/create/template/pupil/", form)
    with tenancy.tx(SYSTEM):
        rows = Roadmap.objects.exclude(pk__in=before)
        assert sorted(rows.values_list("target_model", flat=True)) == made
        assert min(row.stages.count() for row in rows) >= 7


def test_stages_of_one_name_become_one() -> None:
    row = PlannedActivity("Встреча", "", read_term("", Frame(academic_year=2026)))
    joined = joined_stages([PlannedStage("А", (row,)), PlannedStage("Б", ())], [PlannedStage("А", (row,))])
    assert [(stage.name, len(stage.activities)) for stage in joined] == [("А", 2), ("Б", 0)]

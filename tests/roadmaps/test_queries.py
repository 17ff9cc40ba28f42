"""Status, light, filters, the table and today's list."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.models import Occurrence
from roadmaps.queries.cells import needs_document, result_words, term_words, window_words
from roadmaps.queries.filters import EMPTY, Filters
from roadmaps.queries.lights import Tally, light_of
from roadmaps.queries.rows import ActivityRow, RoadmapTable, roadmap_rows
from roadmaps.queries.status import Due, current_of, status_of
from roadmaps.queries.tasks import today_of
from tests import factories
from tests.world import World

TODAY = date(2026, 11, 21)


def due(due_on: date | None, state: str = "not_started", starts_on: date | None = None) -> Due:
    return Due(1, 1, starts_on, due_on, state, 0, due_on if state == "done" else None)


@pytest.mark.parametrize(
    ("state", "days", "code", "text"),
    [
        ("not_started", -1, "overdue", "Просрочено на 1\u00a0дн."),
        ("in_progress", -30, "overdue", "Просрочено на 30\u00a0дн."),
        ("not_started", 0, "soon", "Срок сегодня"),
        ("not_started", 7, "soon", "Скоро: 7\u00a0дн."),
        ("not_started", 8, "not_started", "Не начато"),
        ("in_progress", 8, "in_progress", "В работе"),
        ("done", -30, "done", "Выполнено"),
        ("cancelled", -30, "cancelled", "Отменено"),
    ],
)
def test_status_is_derived_from_the_day(state: str, days: int, code: str, text: str) -> None:
    status = status_of(state, TODAY + timedelta(days=days), TODAY)

    assert (status.code, status.text) == (code, text)


def test_without_a_date_there_is_no_term() -> None:
    assert status_of("not_started", None, TODAY).code == "no_term"
    assert status_of("in_progress", None, TODAY).code == "in_progress"


def test_a_mark_is_a_shape_and_a_word() -> None:
    assert str(status_of("done", None, TODAY).mark).endswith('#s-check"/></svg><span>Выполнено</span></span>')


def test_the_earliest_unfinished_speaks_for_the_activity() -> None:
    first, second, third = (
        due(date(2026, month, 30), state) for month, state in ((9, "done"), (10, "not_started"), (11, "not_started"))
    )

    assert current_of([first, second, third]) == second
    assert current_of([first]) == first
    assert current_of([]) is None


@pytest.mark.parametrize(
    ("tally", "code"),
    [
        (Tally(approved=False), "no_data"),
        (Tally(approved=True, changed_on=TODAY - timedelta(days=46)), "no_data"),
        (Tally(approved=True, changed_on=TODAY), "on_track"),
        (Tally(approved=True, changed_on=TODAY, soon=1), "risk"),
        (Tally(approved=True, changed_on=TODAY, overdue=1, oldest=TODAY - timedelta(days=14), due=5), "risk"),
        (Tally(approved=True, changed_on=TODAY, overdue=1, oldest=TODAY - timedelta(days=15), due=50), "behind"),
        (Tally(approved=True, changed_on=TODAY, overdue=2, oldest=TODAY - timedelta(days=1), due=9), "behind"),
    ],
)
def test_the_light_follows_its_rule(tally: Tally, code: str) -> None:
    light = light_of(tally, TODAY)

    assert light.code == code
    assert all(reason.text for reason in light.reasons)


def test_terms_in_words() -> None:
    window = due(date(2026, 11, 30), starts_on=date(2026, 11, 1))
    later = due(date(2026, 12, 31), starts_on=date(2026, 12, 1))

    assert term_words("month", [window], window, TODAY) == "до 30\u00a0ноя"
    assert window_words(later, TODAY) == "01.12\u00a0— 31.12"
    assert term_words("recurring", [window, later], window, TODAY) == "2\u00a0раза, след. 30\u00a0ноя"
    assert term_words("continuous", [window], window, TODAY) == "постоянно"
    assert term_words("on_demand", [due(None)], due(None), TODAY) == "без срока"


@pytest.mark.parametrize("words", ["Протокол", "приказ директора", "папка, справка", "Отчёт"])
def test_a_paper_is_a_document(words: str) -> None:
    assert needs_document(words)


@pytest.mark.parametrize("words", ["", "контакты налажены", "участники знакомы", "сопротокольная встреча"])
def test_a_deed_is_no_document(words: str) -> None:
    assert not needs_document(words)


def test_result_in_words() -> None:
    assert (result_words("протокол", 2), result_words("протокол", 0), result_words("", 0)) == (
        "2\u00a0файла",
        "протокол",
        "—",
    )


def table_of(world: World, filters: Filters = EMPTY, key: str = "coordinator") -> RoadmapTable:
    viewer = world.viewer(key)
    with tenancy.tx(viewer.scope):
        return roadmap_rows(viewer, world.school.roadmap, TODAY, filters)


def rows_of(table: RoadmapTable) -> list[ActivityRow]:
    return [row for stage in table.stages for row in stage.rows]


@pytest.fixture
def busy(world: World) -> World:
    """Beside the activity of the world: one overdue, one without term and people, one done."""
    with tenancy.tx(SYSTEM):
        stage = world.school.stage
        overdue = factories.make_activity(stage, name="Сбор отчётов", number="1.2", term_text="октябрь")
        factories.make_occurrence(overdue, starts_on=date(2026, 10, 1), due_on=date(2026, 10, 31))
        factories.make_responsible(overdue, kind="role", role="curator", text="куратор")
        free = factories.make_activity(
            stage, name="Круглый стол", number="1.3", term_kind="on_demand", term_text="по заявкам"
        )
        factories.make_occurrence(free, starts_on=None, due_on=None)
        done = factories.make_activity(stage, name="Анкеты", number="1.4")
        factories.make_occurrence(done, state="done", done_on=date(2026, 11, 20))
        factories.make_responsible(done, kind="person", person=world.people["curator"], text="куратор")
    return world


def test_counters_equal_what_their_links_list(busy: World) -> None:
    counters = table_of(busy).counters

    assert counters == {"overdue": 1, "soon": 0, "no_term": 1, "nobody": 1}
    for key, filters in {
        "overdue": Filters(state="overdue"),
        "soon": Filters(state="soon"),
        "no_term": Filters(state="no_term"),
        "nobody": Filters(who="none"),
    }.items():
        assert table_of(busy, filters).shown == counters[key]


def test_done_equals_the_list_of_done(busy: World) -> None:
    table = table_of(busy)

    assert (table.done, table.total, table_of(busy, Filters(state="done")).shown) == (1, 4, 1)


@pytest.mark.parametrize("words", ["отчет", "ОТЧЁТ", "1.2", "октябрь", "куратор", "jnxtn"])
def test_search_reads_everything_a_row_shows(busy: World, words: str) -> None:
    assert "Сбор отчётов" in [row.name for row in rows_of(table_of(busy, Filters(q=words)))]


def test_a_person_is_one_filter_for_all_wordings(busy: World) -> None:
    key = f"p{busy.people['curator'].pk}"

    assert [row.name for row in rows_of(table_of(busy, Filters(who=key)))] == ["Анкеты"]


def test_terms_are_filtered_by_the_nearest_date(busy: World) -> None:
    assert [row.name for row in rows_of(table_of(busy, Filters(term="past")))] == ["Сбор отчётов"]


def test_a_spoiled_address_shows_everything() -> None:
    assert Filters.read({"state": "<script>", "stage": "x", "term": "never"}) == EMPTY


def test_a_chip_takes_its_filter_off(busy: World) -> None:
    table = table_of(busy, Filters(state="overdue", q="сбор"))

    assert table.chips == [("Поиск: сбор", "?state=overdue"), ("Просрочено", "?q=%D1%81%D0%B1%D0%BE%D1%80")]


@pytest.mark.parametrize("key", ["coordinator", "municipal_official"])
def test_the_table_costs_the_same_for_more_rows(world: World, key: str) -> None:
    counts = []
    for _ in range(2):
        viewer = world.viewer(key)
        with tenancy.tx(viewer.scope), CaptureQueriesContext(connection) as queries:
            roadmap_rows(viewer, world.school.roadmap, TODAY, EMPTY)
        counts.append(len(queries))
        with tenancy.tx(SYSTEM):
            for _ in range(2):
                activity = factories.make_activity(world.school.stage)
                factories.make_occurrence(activity)
                factories.make_line(activity)
                factories.make_responsible(activity)
    assert counts == [1, 1]


def test_a_stranger_reads_no_rows(world: World) -> None:
    assert rows_of(table_of(world, key="stranger")) == []


def test_today_lists_by_risk(busy: World) -> None:
    viewer = busy.viewer("curator")
    with tenancy.tx(viewer.scope):
        page = today_of(viewer, 2026, TODAY)

    assert [task.name for task in page.tasks] == ["Сбор отчётов"]
    assert page.counters == [
        ("overdue", "Просрочено", 1),
        ("today", "Сегодня", 0),
        ("week", "На неделе", 0),
        ("mine", "Мои", 1),
    ]
    assert len(page.later) == 1


def test_a_mentor_sees_own_activities_only(busy: World) -> None:
    viewer = busy.viewer("mentor")
    with tenancy.tx(viewer.scope):
        others = today_of(viewer, 2026, TODAY)
    with tenancy.tx(SYSTEM):
        late = Occurrence.objects.get(due_on=date(2026, 10, 31)).activity
        factories.make_responsible(late, kind="role", role="mentor", text="наставники")
    with tenancy.tx(viewer.scope):
        own = today_of(viewer, 2026, TODAY)

    assert (others.tasks, others.later, others.next, others.attention) == ([], [], None, 0)
    assert [task.name for task in own.tasks] == [late.name]
    assert [key for key, _, _ in own.counters] == ["overdue", "today", "week"]
    assert [light.code for _, light in own.lights] == [light.code for _, light in others.lights]


def test_a_cancelled_occurrence_weighs_nothing(busy: World) -> None:
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(due_on=date(2026, 10, 31)).update(state="cancelled")

    assert table_of(busy).light.code == "on_track"

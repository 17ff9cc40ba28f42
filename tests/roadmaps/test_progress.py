"""«Выполнено N из M» is one figure: read row by row, counted by the database, shown on the page and in the list."""

from datetime import date
from itertools import chain, combinations_with_replacement, product

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.models import Occurrence
from roadmaps.queries.filters import Filters
from roadmaps.queries.progress import Progress, progress_by
from roadmaps.queries.rows import roadmap_rows
from roadmaps.queries.schools import child_rows
from roadmaps.queries.status import Due
from tests import factories
from tests.world import TODAY, World

PAST, AHEAD = date(2026, 11, 20), date(2026, 11, 30)
TERMS = [*product(["not_started", "in_progress"], [PAST, AHEAD, None]), ("done", PAST), ("cancelled", PAST)]
SETS = list(chain.from_iterable(combinations_with_replacement(TERMS, size) for size in (1, 2)))


def every_mixture(world: World) -> Progress:
    """An activity per mixture of one or two terms; the figures by the words of the definition."""
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(roadmap=world.school.roadmap).delete()
        world.school.line.delete()
        world.school.responsible.delete()
        world.school.activity.delete()
        for terms in SETS:
            activity = factories.make_activity(world.school.stage)
            for state, due_on in terms:
                done_on = due_on if state == "done" else None
                starts_on = due_on and date(2026, 11, 1)
                factories.make_occurrence(activity, state=state, starts_on=starts_on, due_on=due_on, done_on=done_on)
    states = [{state for state, _due_on in terms} for terms in SETS]
    return Progress(
        done=sum("done" in each and each <= {"done", "cancelled"} for each in states),
        total=sum(each != {"cancelled"} for each in states),
        overdue=sum(any(s in {"not_started", "in_progress"} and day == PAST for s, day in terms) for terms in SETS),
    )


def test_every_way_of_counting_agrees(world: World) -> None:
    expected, roadmap = every_mixture(world), world.school.roadmap
    with tenancy.tx(SYSTEM):
        counted = progress_by("roadmap_id", Occurrence.objects.filter(roadmap=roadmap), TODAY)
    viewer = world.viewer("municipal_official")
    with tenancy.tx(viewer.scope):
        fields = ("pk", "activity_id", "starts_on", "due_on", "state", "files_count", "done_on")
        rows = Occurrence.objects.visible_to(viewer).filter(roadmap=roadmap).order_by("due_on", "pk")
        dues: dict[int, list[Due]] = {}
        for row in rows.values_list(*fields):
            dues.setdefault(row[1], []).append(Due(*row))
        table = roadmap_rows(viewer, roadmap, TODAY, Filters())
        listed = next(row for row in child_rows(viewer, world.municipalities[0], 2026, TODAY) if row.roadmap == roadmap)

    assert counted == {roadmap.pk: expected}
    assert (Progress.of(dues.values(), TODAY), listed.progress) == (expected, expected)
    assert (table.done, table.counters["overdue"]) == (expected.done, expected.overdue)


def test_nothing_counts_as_nothing(world: World) -> None:
    with tenancy.tx(SYSTEM):
        assert progress_by("roadmap_id", Occurrence.objects.none(), TODAY) == {}
    assert Progress.of([], TODAY) == Progress()

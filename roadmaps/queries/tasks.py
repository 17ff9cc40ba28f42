"""«Что сегодня»: what needs somebody's hand, most risky first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.dates import near_day
from core.viewer import Viewer
from roadmaps.models import Activity, Responsible, Roadmap
from roadmaps.queries.lights import Light, Tally, light_of
from roadmaps.queries.status import Due, Status, current_of, due_rows, status_of

FIRST = 10
AHEAD_DAYS = 30
SHOWS = {"overdue": "Просрочено", "today": "Сегодня", "week": "На неделе", "mine": "Мои"}


@dataclass(frozen=True, slots=True)
class Task:
    pk: int
    name: str
    stage: str
    occurrence: int
    words: str
    status: Status
    due_on: date
    state: str
    mine: bool


@dataclass(frozen=True, slots=True)
class StageProgress:
    name: str
    pk: int
    roadmap: int
    done: int
    total: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Today:
    """`tasks` are overdue or due within a week (filtered by `show`), `later` within 30 days, `next` is after that."""

    roadmaps: list[Roadmap]
    tasks: list[Task]
    later: list[Task]
    next: Task | None
    counters: list[tuple[str, str, int]]
    attention: int
    lights: list[tuple[Roadmap, Light]]
    stage: StageProgress | None


def today_of(viewer: Viewer, school_year: int, today: date, show: str = "") -> Today:
    """Of the approved roadmaps of the viewer's organization; drafts are only listed. Four queries."""
    roadmaps = list(
        Roadmap.objects.visible_to(viewer)
        .filter(organization=viewer.organization)
        .of_year(school_year)
        .current()
        .order_by("starts_on", "pk")
    )
    approved = [row for row in roadmaps if not row.is_draft]
    dues = due_rows(viewer, viewer.organization.pk, [row.pk for row in approved]) if approved else {}
    rows = _activities(viewer, approved) if approved else []
    mine = _mine(viewer, approved) if approved else set()
    everything = sorted(_tasks(rows, dues, mine, today), key=lambda task: (task.due_on, task.pk))
    near = [task for task in everything if (task.due_on - today).days <= 7]
    later = [task for task in everything if 7 < (task.due_on - today).days <= AHEAD_DAYS]
    return Today(
        roadmaps=roadmaps,
        tasks=[task for task in near if _shown(task, show, today)],
        later=later,
        next=next((task for task in everything if task.due_on > today), None),
        counters=[(key, words, sum(_shown(t, key, today) for t in near)) for key, words in SHOWS.items()],
        attention=len(near),
        lights=_lights(roadmaps, rows, dues, today),
        stage=_stage(rows, dues, today),
    )


Row = tuple[int, str, str, int, int]  # activity, its name, stage, stage id, roadmap id


def _activities(viewer: Viewer, roadmaps: list[Roadmap]) -> list[Row]:
    rows = Activity.objects.visible_to(viewer).filter(organization=viewer.organization, roadmap__in=roadmaps)
    fields = ("pk", "name", "stage__name", "stage_id", "roadmap_id")
    return list(rows.order_by("roadmap_id", "stage__position", "position").values_list(*fields))


def _mine(viewer: Viewer, roadmaps: list[Roadmap]) -> set[int]:
    """Activities where the viewer is named, as a person or by a role."""
    rows = Responsible.objects.visible_to(viewer).filter(
        organization=viewer.organization, activity__roadmap__in=roadmaps
    )
    named = rows.values_list("activity_id", "person_id", "role")
    own = viewer.membership.pk
    return {activity for activity, person, role in named if person == own or (role and role in viewer.roles)}


def _tasks(rows: list[Row], dues: dict[int, list[Due]], mine: set[int], today: date) -> Iterable[Task]:
    for pk, name, stage, *_ in rows:
        due = current_of(dues.get(pk, ()))
        if due is None or not due.is_open or due.due_on is None:
            continue
        status = status_of(due.state, due.due_on, today)
        words = status.text if status.code in {"overdue", "soon"} else f"Срок {near_day(due.due_on, today)}"
        yield Task(pk, name, stage, due.pk, words, status, due.due_on, due.state, pk in mine)


def _shown(task: Task, show: str, today: date) -> bool:
    tests = {
        "overdue": task.due_on < today,
        "today": task.due_on == today,
        "week": today <= task.due_on <= today + timedelta(days=7),
        "mine": task.mine,
    }
    return tests.get(show, True)


def _lights(
    roadmaps: list[Roadmap], rows: list[Row], dues: dict[int, list[Due]], today: date
) -> list[tuple[Roadmap, Light]]:
    of_map: dict[int, list[Due]] = {row.pk: [] for row in roadmaps}
    for pk, _, _, _, roadmap in rows:
        of_map[roadmap] += dues.get(pk, [])
    return [(row, light_of(Tally.of(row, of_map[row.pk], today), today)) for row in roadmaps]


def _stage(rows: list[Row], dues: dict[int, list[Due]], today: date) -> StageProgress | None:
    """The stage of the nearest unfinished term that is not overdue, else of the first unfinished one."""
    current = ((row, current_of(dues.get(row[0], ()))) for row in rows)
    terms = [(due.due_on, row) for row, due in current if due and due.is_open and due.due_on]
    if not terms:
        return None
    ahead = [term for term in terms if term[0] >= today]
    _, (_, _, name, stage, roadmap) = min(ahead or terms)
    members = [row for row in rows if row[3] == stage]
    currents = [due for row in members if (due := current_of(dues.get(row[0], ())))]
    last = max((due.due_on for due in currents if due.due_on), default=None)
    return StageProgress(name, stage, roadmap, sum(due.state == "done" for due in currents), len(members), last)

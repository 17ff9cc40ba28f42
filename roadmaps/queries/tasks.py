"""«Что сегодня»: what needs somebody's hand, most risky first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.roles import Permission
from core.dates import near_day
from core.http import address_of
from core.statements import day_of
from core.viewer import Viewer
from roadmaps.queries.endorsement import MovedMap
from roadmaps.queries.event_words import NEWS
from roadmaps.queries.events import SHOWN_AT_HOME, Happened, happened
from roadmaps.queries.lights import Light, Tally, light_of
from roadmaps.queries.statements.today import read_today
from roadmaps.queries.status import Due, Status, current_of, dues_by_activity, status_of
from roadmaps.work import REVIEW, is_open

FIRST = 10
AHEAD_DAYS = 30
FROM_WHOM = {"municipality": "от муниципалитета", "region": "от региона"}
SHOWS = {"overdue": "Просрочено", "today": "Сегодня", "week": "На неделе", "mine": "Мои"}


@dataclass(frozen=True, slots=True)
class RoadmapHead:
    pk: int
    title: str
    status: str
    approved_on: date | None
    route: str

    @property
    def may_be_ordered(self) -> bool:
        """Nobody is deciding about it and nothing was returned; whether it has to be endorsed first, the order asks."""
        return self.route in ("writing", "endorsed")

    @property
    def is_draft(self) -> bool:
        return self.status == "draft"

    @property
    def address(self) -> str:
        return address_of("roadmap_detail", self.pk)


@dataclass(frozen=True, slots=True)
class Deferred:
    """Put off by the viewer; on `until` the task is back."""

    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Task:
    """An activity by the occurrence that speaks for it."""

    pk: int
    name: str
    stage: str
    occurrence: int
    status: Status
    due_on: date
    state: str
    mine: bool
    deferred: Deferred | None = None

    def words(self, today: date) -> str:
        """How late it is or how soon, else its term."""
        near = self.status.code in {"overdue", "soon"}
        return self.status.text if near else f"Срок {near_day(self.due_on, today)}"


@dataclass(frozen=True, slots=True)
class StageProgress:
    name: str
    pk: int
    roadmap: int
    done: int
    total: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Claim:
    """Reported as done, waits to be looked at."""

    name: str
    stage: str
    address: str


@dataclass(frozen=True, slots=True)
class Today:
    """`tasks` are overdue or due within a week (filtered by `show`), `later` within 30 days, `next` is after that.

    What the viewer put off stands first in `later` and leaves `tasks`, but for a filtered list; every figure counts it.

    `offers` are activities from above that wait for a decision: from whom, how many. `moved` are own drafts that came
    back, for whoever sends them. `unread` are the viewer's news, which the top of every page counts.
    """

    roadmaps: list[RoadmapHead]
    tasks: list[Task]
    later: list[Task]
    next: Task | None
    counters: list[tuple[str, str, int]]
    attention: int
    lights: list[tuple[RoadmapHead, Light]]
    stage: StageProgress | None
    events: list[Happened]
    claims: list[Claim]
    offers: list[tuple[str, int]]
    moved: list[MovedMap]
    put_off: int
    unread: int


def today_of(viewer: Viewer, school_year: int, today: date, show: str = "") -> Today:
    """Of the approved roadmaps of the viewer's organization; drafts are only listed. One statement.

    Whoever marks nothing (a mentor) sees own activities only: the list holds what its reader can act on.
    """
    events = SHOWN_AT_HOME if viewer.can(Permission.HISTORY_VIEW) else 0
    lists = read_today(viewer, school_year, today, NEWS, events, sends=viewer.can(Permission.ROADMAP_SEND))
    roadmaps = [RoadmapHead(pk, title, status, day_of(on), route) for pk, title, status, on, route in lists.maps]
    rows: list[Row] = [tuple(row) for row in lists.activities]
    dues = dues_by_activity(lists.dues)
    current = {row[0]: due for row in rows if (due := current_of(dues.get(row[0], ())))}
    put_off = {pk: Deferred(date.fromisoformat(until), reason) for pk, until, reason in lists.deferred}
    marks = viewer.can(Permission.ACTIVITY_MARK)
    tasks = (task for task in _tasks(rows, current, today, put_off) if marks or task.mine)
    everything = sorted(tasks, key=lambda task: (task.due_on, task.pk))
    shows = [key for key in SHOWS if marks or key != "mine"]
    near = [task for task in everything if (task.due_on - today).days <= 7]
    later = [task for task in everything if 7 < (task.due_on - today).days <= AHEAD_DAYS]
    return Today(
        roadmaps=roadmaps,
        tasks=[task for task in near if _shown(task, show, today) and (show or not task.deferred)],
        later=[task for task in near if task.deferred] + later,
        next=next((task for task in everything if task.due_on > today), None),
        counters=[(key, SHOWS[key], sum(_shown(task, key, today) for task in near)) for key in shows],
        attention=len(near),
        lights=_lights(roadmaps, rows, dues, today),
        stage=_stage(rows, current, today),
        events=[happened(*event) for event in lists.events],
        claims=list(_claims(rows, dues)) if viewer.can(Permission.ACTIVITY_REVIEW) else [],
        offers=[(FROM_WHOM[level], number) for level, number in lists.offers],
        moved=[MovedMap(*values) for values in lists.moved],
        put_off=sum(task.deferred is not None for task in near),
        unread=lists.unread,
    )


Row = tuple[int, str, str, int, int, bool]  # activity, its name, stage, stage id, roadmap id, whether it is mine
Dues = Mapping[int, Sequence[Due]]
Current = Mapping[int, Due]  # the occurrence that speaks for an activity


def _tasks(rows: list[Row], current: Current, today: date, put_off: Mapping[int, Deferred]) -> Iterable[Task]:
    for pk, name, stage, _, _, mine in rows:
        due = current.get(pk)
        if due is None or due.due_on is None or not is_open(due.state):
            continue
        status = status_of(due.state, due.due_on, today)
        yield Task(pk, name, stage, due.pk, status, due.due_on, due.state, mine, put_off.get(due.pk))


def _claims(rows: list[Row], dues: Dues) -> Iterable[Claim]:
    for pk, name, stage, *_ in rows:
        for due in dues.get(pk, ()):
            if due.state == REVIEW:
                yield Claim(name, stage, f"{address_of('activity_detail', pk)}#occurrence-{due.pk}")


def _shown(task: Task, show: str, today: date) -> bool:
    if show == "mine":
        return task.mine
    ahead = (task.due_on - today).days
    return {"overdue": ahead < 0, "today": ahead == 0, "week": 0 <= ahead <= 7}.get(show, True)


def _lights(roadmaps: list[RoadmapHead], rows: list[Row], dues: Dues, today: date) -> list[tuple[RoadmapHead, Light]]:
    of_map: dict[int, list[Due]] = {row.pk: [] for row in roadmaps}
    for pk, _, _, _, roadmap, _ in rows:
        of_map[roadmap] += dues.get(pk, [])
    return [(row, light_of(Tally.of(row, of_map[row.pk], today), today)) for row in roadmaps]


def _stage(rows: list[Row], current: Current, today: date) -> StageProgress | None:
    """The stage of the nearest unfinished term that is not overdue, else of the first unfinished one."""
    spoken = ((row, current.get(row[0])) for row in rows)
    terms = [(due.due_on, row) for row, due in spoken if due and due.due_on and is_open(due.state)]
    if not terms:
        return None
    ahead = [term for term in terms if term[0] >= today]
    _, (_, _, name, stage, roadmap, _) = min(ahead or terms)
    members = [row for row in rows if row[3] == stage]
    currents = [due for row in members if (due := current.get(row[0]))]
    last = max((due.due_on for due in currents if due.due_on), default=None)
    return StageProgress(name, stage, roadmap, sum(due.state == "done" for due in currents), len(members), last)

"""«Что сегодня», put together of stencils: tasks, what waits for a decision, the state of the maps, news."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils import dateformat
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.roles import Permission
from core.stencils import filled
from core.templatetags.ui import day, meter
from core.viewer import Viewer
from core.words import plural
from mentoring.models import NextStep
from mentoring.queries.home import PairsAtHome
from roadmaps.layouts.news import decisions_html, events_html
from roadmaps.queries.endorsement import Decision
from roadmaps.queries.lights import Light, Reason
from roadmaps.queries.status import Status
from roadmaps.queries.tasks import RoadmapHead, StageProgress, Task, Today

TITLE = "Что сегодня"
NOTHING = SafeString("")
TASKS = ("дело", "дела", "дел")


class PageTraits(NamedTuple):
    mapped: bool
    paired: bool
    sifted: bool
    show: str
    filled: bool
    hides: bool
    put_off: bool
    continues: bool
    later: bool
    may_create: bool
    happened: bool


class CounterTraits(NamedTuple):
    current: bool
    bad: bool


class TaskTraits(NamedTuple):
    code: str
    deferred: bool
    may_mark: bool
    first: bool


class LaterTraits(NamedTuple):
    deferred: bool


class ReasonTraits(NamedTuple):
    listed: bool


class StageTraits(NamedTuple):
    dated: bool


@dataclass(frozen=True, slots=True)
class Home:
    """What was found for the page; `shown` of its tasks are listed."""

    page: Today
    care: PairsAtHome
    assigned: list[NextStep]
    decisions: list[Decision]
    schools: list[tuple[Status, int]]
    today: date
    show: str
    shown: int


def blocks_of(home: Home, viewer: Viewer, own_pairs: str, csrf_token: str) -> dict[str, str]:
    """By the names of the blocks of `base.html`; `own_pairs` is ready HTML."""
    page = home.page
    overdue = next((number for key, _, number in page.counters if key == "overdue"), 0)
    may_create = viewer.can(Permission.ROADMAP_EDIT) and not page.roadmaps
    return {
        "title": f"({overdue}) Просрочено · {TITLE}" if overdue else TITLE,
        "heading": TITLE,
        "actions": render_to_string("roadmaps/home/create.html") if may_create else NOTHING,
        "meta": _meta(page.stage, home.today),
        "content": _content(home, viewer, own_pairs, csrf_token),
    }


def _meta(stage: StageProgress | None, today: date) -> SafeString:
    if stage is None:
        return format_html("<span>{}</span>", _weekday(today))
    term = format_html(" — до {}", day(stage.due_on, today)) if stage.due_on else NOTHING
    return format_html("<span>{}</span><span>{}{}</span>", _weekday(today), stage.name, term)


@lru_cache(maxsize=8)
def _weekday(today: date) -> str:
    """«воскресенье, 22 ноября»."""
    return dateformat.format(today, "l, j E")


def _content(home: Home, viewer: Viewer, own_pairs: str, csrf_token: str) -> SafeString:
    page, today = home.page, home.today
    tasks, drafts = page.tasks[: home.shown], any(row.is_draft for row in page.roadmaps)
    traits = PageTraits(
        mapped=bool(page.roadmaps),
        paired=bool(own_pairs),
        sifted=page.attention > 0 or bool(home.show) or not own_pairs,
        show=home.show,
        filled=bool(tasks),
        hides=len(page.tasks) > len(tasks),
        put_off=page.put_off > 0,
        continues=page.next is not None,
        later=bool(page.later),
        may_create=viewer.can(Permission.ROADMAP_EDIT),
        happened=bool(page.events),
    )
    return filled(
        "roadmaps/home.html",
        traits,
        own_pairs=own_pairs,
        decisions=decisions_html(home.decisions),
        pairs=_pairs(home, csrf_token),
        attention=page.attention,
        counters=_counters(page, home.show),
        tasks=_tasks(tasks, today, csrf_token, leads=not home.decisions, may_mark=viewer.can(Permission.ACTIVITY_MARK)),
        hidden=len(page.tasks) - len(tasks),
        next_on=day(page.next.due_on, today) if page.next else "",
        next=page.next.pk if page.next else "",
        next_name=page.next.name if page.next else "",
        ahead=_ahead(page),
        later_tasks=_later(page.later, today, csrf_token),
        drafts=_part("drafts", {"page": page, "viewer": viewer, "csrf_token": csrf_token}) if drafts else NOTHING,
        schools=_part("schools", {"lights": home.schools}) if home.schools else NOTHING,
        lights=SafeString("".join(_light(row, light) for row, light in page.lights if not row.is_draft)),
        stage=_stage(page.stage, today) if page.stage else NOTHING,
        events=events_html(page.events, today),
    )


def _part(name: str, context: dict[str, object]) -> str:
    """What is seldom there is rendered."""
    return render_to_string(f"roadmaps/home/{name}.html", context)


def _pairs(home: Home, csrf_token: str) -> str:
    if not (home.care.lines or home.care.tasks or home.assigned):
        return NOTHING
    context = {"care": home.care, "assigned": home.assigned, "today": home.today, "csrf_token": csrf_token}
    return render_to_string("mentoring/home_pairs.html", context)


def _ahead(page: Today) -> str:
    """«5 дел за 30 дней, отложено 2»."""
    number = len(page.later)
    put_off = f", отложено {page.put_off}" if page.put_off else ""
    return f"{number} {plural(number, TASKS)} за 30 дней{put_off}"


def _counters(page: Today, show: str) -> SafeString:
    rows = [
        filled(
            "roadmaps/home/counter.html",
            CounterTraits(show == key, key == "overdue" and number > 0),
            key=key,
            words=words,
            number=number,
        )
        for key, words, number in page.counters
    ]
    return SafeString("".join(rows))


def _tasks(tasks: list[Task], today: date, csrf_token: str, *, leads: bool, may_mark: bool) -> SafeString:
    """`leads`: the first of them is the first thing to do, nothing waits for a decision above."""
    rows = [
        filled(
            "roadmaps/home/task.html",
            TaskTraits(task.status.code, task.deferred is not None, may_mark, leads and place == 0),
            activity=task.pk,
            occurrence=task.occurrence,
            name=task.name,
            term=task.words(today),
            stage=task.stage,
            until=day(task.deferred.until, today) if task.deferred else "",
            csrf_token=csrf_token,
        )
        for place, task in enumerate(tasks)
    ]
    return SafeString("".join(rows))


def _later(tasks: list[Task], today: date, csrf_token: str) -> SafeString:
    rows = [
        filled(
            "roadmaps/home/later.html",
            LaterTraits(task.deferred is not None),
            activity=task.pk,
            occurrence=task.occurrence,
            name=task.name,
            term=task.words(today),
            stage=task.stage,
            until=day(task.deferred.until, today) if task.deferred else "",
            reason=task.deferred.reason if task.deferred else "",
            csrf_token=csrf_token,
        )
        for task in tasks
    ]
    return SafeString("".join(rows))


def _light(roadmap: RoadmapHead, light: Light) -> SafeString:
    return filled(
        "roadmaps/home/light.html",
        None,
        roadmap=roadmap.pk,
        title=roadmap.title,
        label=light.label,
        reasons=SafeString("".join(_reason(roadmap.pk, reason) for reason in light.reasons)),
    )


def _reason(roadmap: int, reason: Reason) -> SafeString:
    traits = ReasonTraits(bool(reason.query))
    return filled("roadmaps/home/reason.html", traits, roadmap=roadmap, query=reason.query, text=reason.text)


def _stage(stage: StageProgress, today: date) -> SafeString:
    return filled(
        "roadmaps/home/stage.html",
        StageTraits(stage.due_on is not None),
        name=stage.name,
        roadmap=stage.roadmap,
        stage=stage.pk,
        done=stage.done,
        total=stage.total,
        due_on=day(stage.due_on, today),
        meter=meter(stage.done, stage.total),
    )

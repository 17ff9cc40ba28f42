"""The page of an activity, put together of stencils: its parts from the top to the bottom."""

from typing import NamedTuple

from django.template.defaultfilters import linebreaksbr, truncatechars
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.roles import Permission
from core.stencils import filled
from core.templatetags.ui import day, moment, plural, whole_number
from core.viewer import Viewer
from roadmaps.layouts.terms import buttons_html, term_html
from roadmaps.models import Activity, Subject
from roadmaps.queries.activities import ActivityPage, Line, Message
from roadmaps.queries.events import Happened
from roadmaps.queries.works import Work

NOTHING = SafeString("")
CRUMBS = '<ol><li><a href="{}">{}</a></li><li><a href="{}">{}</a></li></ol>'  # components/crumbs.html
SUBJECTS: dict[str, str] = dict(Subject.choices)
TIMES = "раз,раза,раз"


class PageTraits(NamedTuple):
    can_edit: bool
    draft: bool
    edits: bool
    approved: bool
    based: bool
    can_plan: bool
    dated: bool
    happened: bool


class LineTraits(NamedTuple):
    can_mark: bool
    ticked: bool
    focused: bool


class ListTraits(NamedTuple):
    """A section that may be empty."""

    filled: bool


class ResultTraits(NamedTuple):
    several: bool
    lacking: bool
    named: bool
    filled: bool
    orders: bool


class TalkTraits(NamedTuple):
    filled: bool
    may_write: bool


class MessageTraits(NamedTuple):
    removed: bool
    removable: bool


class EventTraits(NamedTuple):
    noted: bool


class FactTraits(NamedTuple):
    quoted: bool
    noted: bool
    held: bool
    expects: bool
    addressed: bool
    sorted: bool
    about: str
    document_needed: bool
    can_settle: bool
    can_mark: bool


def blocks_of(page: ActivityPage, viewer: Viewer, work: Work | None, csrf_token: str) -> dict[str, str]:
    """By the names of the blocks of `base.html`."""
    activity = page.activity
    return {
        "title": f"{_short(activity.name, 80)} · {_short(activity.stage.name, 40)}",
        "crumbs": format_html(
            CRUMBS, activity.roadmap.get_absolute_url(), "Дорожная карта", page.stage_address, activity.stage.name
        ),
        "heading": activity.name,
        "meta": _meta(page, viewer),
        "content": _content(page, viewer, work, csrf_token),
    }


def _short(name: str, letters: int) -> str:
    return name if len(name) <= letters else truncatechars(name, letters)


def _meta(page: ActivityPage, viewer: Viewer) -> SafeString:
    activity = page.activity
    words: list[str] = [page.status.label]
    if activity.number:
        words.append(f"Мероприятие {activity.number}")
    if activity.organization_id != viewer.organization.pk:
        words.append(activity.organization.short_name)
    return format_html_join("", "<span>{}</span>", ((each,) for each in words))


def _content(page: ActivityPage, viewer: Viewer, work: Work | None, csrf_token: str) -> SafeString:
    activity, roadmap, current = page.activity, page.activity.roadmap, page.current
    own = activity.organization_id == viewer.organization.pk
    traits = PageTraits(
        can_edit=page.can_edit,
        draft=roadmap.is_draft,
        edits=own and viewer.can(Permission.ROADMAP_EDIT),
        approved=roadmap.status == "approved",
        based=bool(roadmap.approval_basis),
        can_plan=page.can_plan,
        dated=current is not None and current.occurrence.due_on is not None,
        happened=bool(page.events),
    )
    alone = current is not None and len(page.occurrences) == 1 and not page.can_edit
    return filled(
        "roadmaps/activity_detail.html",
        traits,
        activity=activity.pk,
        roadmap=roadmap.pk,
        basis=whole_number(roadmap.approval_basis),
        current=current.occurrence.pk if current else "",
        chat=page.chat,
        buttons=buttons_html(page, current, csrf_token, main=True) if alone and current else NOTHING,
        work=_work(page, work, csrf_token),
        checklist=checklist_html(page.lines, csrf_token, can_mark=page.can_mark),
        results=_results(page, viewer, csrf_token),
        discussion=_discussion(page, csrf_token) if page.can_talk else NOTHING,
        facts=_facts(page),
        addressed=_addressed(activity, viewer) if own and viewer.can(Permission.SCHOOL_LIST) else NOTHING,
        events=SafeString("".join(_event(each) for each in page.events)),
    )


def _work(page: ActivityPage, work: Work | None, csrf_token: str) -> str:
    """Seldom there, so it is rendered."""
    if work is None and page.activity.removed_on is None:
        return NOTHING
    context = {"page": page, "activity": page.activity, "work": work, "csrf_token": csrf_token}
    return render_to_string("roadmaps/activity/work.html", context)


def _addressed(activity: Activity, viewer: Viewer) -> str:
    return render_to_string("roadmaps/activity/addressed.html", {"activity": activity, "viewer": viewer})


def checklist_html(lines: list[Line], csrf_token: str, *, can_mark: bool, focus: int | None = None) -> SafeString:
    """Also what htmx gets after a mark; `focus` is the line that was marked."""
    rows = [
        filled(
            "roadmaps/activity/line.html",
            LineTraits(can_mark, line.done_at is not None, line.pk == focus),
            line=line.pk,
            text=line.text,
            on=day(line.done_at),
            csrf_token=csrf_token,
        )
        for line in lines
    ]
    done = sum(line.done_at is not None for line in lines)
    return filled(
        "roadmaps/activity/checklist.html",
        ListTraits(bool(lines)),
        lines=SafeString("".join(rows)),
        done=done,
        total=len(lines),
    )


def _results(page: ActivityPage, viewer: Viewer, csrf_token: str) -> SafeString:
    activity, current = page.activity, page.current
    traits = ResultTraits(
        several=len(page.occurrences) > 1,
        lacking=page.document_needed and current is not None and current.is_open and not current.has_proof,
        named=bool(activity.expected_result),
        filled=bool(page.occurrences),
        orders=page.can_mark and viewer.can(Permission.ORDER_PREPARE),
    )
    rows = [term_html(page, row, csrf_token) for row in page.occurrences]
    return filled(
        "roadmaps/activity/results.html",
        traits,
        activity=activity.pk,
        expected=activity.expected_result,
        rows=SafeString("".join(rows)),
        csrf_token=csrf_token,
    )


def _discussion(page: ActivityPage, csrf_token: str) -> SafeString:
    activity = page.activity
    return filled(
        "roadmaps/activity/discussion.html",
        TalkTraits(bool(page.comments), activity.roadmap.status != "archived"),
        activity=activity.pk,
        total=len(page.comments),
        comments=SafeString("".join(_message(each, csrf_token) for each in page.comments)),
        csrf_token=csrf_token,
    )


def _message(message: Message, csrf_token: str) -> SafeString:
    return filled(
        "roadmaps/activity/comment.html",
        MessageTraits(message.removed, message.removable),
        comment=message.pk,
        who=message.who,
        made_at=moment(message.made_at),
        text=linebreaksbr(message.text),
        csrf_token=csrf_token,
    )


def _facts(page: ActivityPage) -> SafeString:
    activity = page.activity
    traits = FactTraits(
        quoted=bool(activity.term_text),
        noted=bool(activity.term_note),
        held=bool(page.responsibles),
        expects=bool(activity.expected_result),
        addressed=bool(activity.audience),
        sorted=bool(activity.event_kind),
        about=SUBJECTS.get(activity.subject, ""),
        document_needed=page.document_needed,
        can_settle=page.can_settle,
        can_mark=page.can_mark,
    )
    return filled(
        "roadmaps/activity/facts.html",
        traits,
        activity=activity.pk,
        term=_term(page),
        term_text=activity.term_text,
        term_note=activity.term_note,
        people=SafeString("<br>".join(map(escape, page.responsibles))),
        expected=activity.expected_result,
        audience=activity.audience,
        event_kind=activity.event_kind,
    )


def _term(page: ActivityPage) -> str:
    number = len(page.occurrences)
    if number > 1:
        return f"{number} {plural(number, TIMES)}"
    return page.current.window if page.current else "без срока"


def _event(event: Happened) -> SafeString:
    traits, at = EventTraits(bool(event.note)), moment(event.at)
    return filled("roadmaps/activity/event.html", traits, text=event.text, note=event.note, who=event.who, at=at)

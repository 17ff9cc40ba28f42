"""What an occurrence is today: one function for the page, the letter and the paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.safestring import SafeString

from core.templatetags.ui import status as status_tag
from core.viewer import Viewer
from roadmaps.models import Occurrence

SOON_DAYS = 7
OPEN = frozenset({"not_started", "in_progress"})
WORDS = {"done": "Выполнено", "cancelled": "Отменено", "in_progress": "В работе", "not_started": "Не начато"}


@dataclass(frozen=True, slots=True)
class Status:
    """`code` is a shape of core.templatetags.ui: done, in_progress, overdue, soon, not_started, cancelled, no_term."""

    code: str
    text: str
    days: int = 0

    @property
    def mark(self) -> SafeString:
        """Shape and word, for a row."""
        return _mark(self.code, self.text, False)

    @property
    def label(self) -> SafeString:
        """The filled label, for a heading."""
        return _mark(self.code, self.text, True)


@cache
def _mark(code: str, text: str, light: bool) -> SafeString:
    return status_tag(code, text, light)


def status_of(state: str, due_on: date | None, today: date, lead: int = SOON_DAYS) -> Status:
    """Overdue and soon are derived here and nowhere stored; `lead` is how many days before the due date is soon."""
    if state not in OPEN:
        return Status(state, WORDS[state])
    if due_on is None:
        return Status("no_term", "Без срока") if state == "not_started" else Status(state, WORDS[state])
    days = (due_on - today).days
    if days < 0:
        return Status("overdue", f"Просрочено на {-days}\u00a0дн.", -days)
    if days == 0:
        return Status("soon", "Срок сегодня")
    if days <= lead:
        return Status("soon", f"Скоро: {days}\u00a0дн.", days)
    return Status(state, WORDS[state], days)


@dataclass(frozen=True, slots=True)
class Due:
    """An occurrence without its row."""

    pk: int
    activity_id: int
    starts_on: date | None
    due_on: date | None
    state: str
    files: int
    done_on: date | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def due_rows(viewer: Viewer, organization_id: int, roadmaps: list[int]) -> dict[int, list[Due]]:
    """Activity id → its occurrences, earliest first, those without a date last. One query."""
    rows = Occurrence.objects.visible_to(viewer).filter(organization_id=organization_id, roadmap_id__in=roadmaps)
    found: dict[int, list[Due]] = {}
    fields = ("pk", "activity_id", "starts_on", "due_on", "state", "files_count", "done_on")
    for row in rows.order_by("due_on", "pk").values_list(*fields):
        found.setdefault(row[1], []).append(Due(*row))
    return found


def current_of(dues: Iterable[Due]) -> Due | None:
    """The one that speaks for its activity: the earliest unfinished, else the last done, else the last."""
    last = None
    for due in dues:
        if due.is_open:
            return due
        if last is None or last.state != "done" or due.state == "done":
            last = due
    return last

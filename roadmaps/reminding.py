"""When a term calls for a letter: an organization's plan of reminders, and a day as its digest sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import FIVE_DAYS, next_working_day

FIRST_LOOK_BACK = timedelta(days=7)  # of an organization that has never had a digest


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """Days before and after a term. 0 for `coordinator_after` or `above_after`: nobody else is told.

    Usual values: screens of the program, «срок мероприятия». `quiet` holds the days of the organization and of those
    above it, both ends included.
    """

    lead_days: tuple[int, ...] = (7, 3, 1, 0)
    overdue_days: tuple[int, ...] = (1, 3, 7)
    on_mondays: bool = True
    coordinator_after: int = 7
    above_after: int = 14
    summary_weekday: int = 0  # Monday
    quiet: tuple[tuple[date, date], ...] = ()

    def is_quiet(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.quiet)

    @property
    def farthest(self) -> int:
        return max(self.lead_days, default=0)

    def told_beside(self, late: int) -> tuple[bool, bool]:
        """Whether the coordinator and the body above also hear of a term so many days late."""
        return 0 < self.coordinator_after <= late, 0 < self.above_after <= late


USUAL = ReminderPlan()


@dataclass(frozen=True, slots=True)
class Day:
    """A local day, the day of the digest before it, and how far ahead it looks.

    Points of time that fell on days off, quiet days or days without the program count from `since` on: nothing is
    told twice, nothing is lost, and however long the gap was it ends with one letter about the present state.
    """

    today: date
    since: date
    covered: date  # what lay before this day was told on `since`
    next_working: date
    is_first: bool = False

    @classmethod
    def of(cls, today: date, since: date | None = None, week: int = FIVE_DAYS) -> "Day":
        last = since if since is not None and since < today else today - FIRST_LOOK_BACK
        return cls(today, last, min(next_working_day(last, week), today), next_working_day(today, week), since is None)

    @property
    def opens_week(self) -> bool:
        """The first digest of a week from Monday to Sunday."""
        return self.reaches(self.today - timedelta(days=self.today.weekday()))

    def reaches_weekday(self, weekday: int) -> bool:
        """That day of this week or of the last one has come since the last digest; 0 is Monday."""
        if self.is_first:
            return self.today.weekday() == weekday
        point = self.today - timedelta(days=self.today.weekday()) + timedelta(days=weekday)
        return self.reaches(point) or self.reaches(point - timedelta(days=7))

    def horizon(self, plan: ReminderPlan) -> date:
        """The last term that a digest of this day shows."""
        return self.next_working + timedelta(days=plan.farthest - 1)

    def reaches(self, point: date) -> bool:
        """The point has come since the last digest."""
        return self.since < point <= self.today

    def calls(self, due_on: date, plan: ReminderPlan) -> bool:
        """Whether this very term is a reason to write today.

        Days before a term that are days off move to the working day before, days after it to the one after.
        """
        late = (self.today - due_on).days
        if late <= 0:
            return self._any(due_on, plan.lead_days)
        if any(self.reaches(due_on + timedelta(days=each)) for each in plan.overdue_days):
            return True
        return plan.on_mondays and self.opens_week and late > max(plan.overdue_days, default=0)

    def _any(self, due_on: date, lead_days: Iterable[int]) -> bool:
        return any(self.covered <= due_on - timedelta(days=lead) < self.next_working for lead in lead_days)

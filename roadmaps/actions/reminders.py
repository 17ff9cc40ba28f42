"""Morning digests and letters of assignment."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from core import tenancy
from core.calendar import is_working_day
from core.locks import try_lock
from core.tenancy import SYSTEM
from core.viewer import Viewer
from core.words import plural
from notifications.actions import News, notify_each
from notifications.models import Kind
from roadmaps.actions.weekly import queue_weeks
from roadmaps.models import Activity, Roadmap
from roadmaps.queries.reminder_plans import plans_of
from roadmaps.queries.reminders import Counts, Reminder, morning_zones, reminders, working_weeks
from roadmaps.queries.responsible import Owner, responsible_people
from roadmaps.reminding import Day, ReminderPlan
from roadmaps.terms.wording import ACTIVITIES
from schools.models import Membership, Organization

ORGANIZATIONS_AT_ONCE = 200
KEPT = 100  # ids of a letter; more than a person reads


def queue_digests(now: datetime) -> int:
    """One digest per membership and local day, in the morning of its organization. Returns how many.

    On its day of the week the summary as well. Every region is a transaction of its own under a lock: a second beat
    passes it by, and the day noted on the organization (and the key of the letter) make a later one find nothing.
    """
    with tenancy.tx(SYSTEM):
        waiting = Organization.objects.active()
        zones = morning_zones(waiting.values_list("time_zone", flat=True).distinct(), now)
        regions = sorted(set(waiting.filter(_morning(zones)).values_list("region_id", flat=True)))
    return sum(_queue_region(region, zones, now) for region in regions)


def notify_assigned(
    activities: Iterable[Activity], memberships: Iterable[Membership], *, by: Viewer, now: datetime
) -> int:
    """Tells people at once which activities of approved roadmaps are theirs now, in one letter; not whoever did it."""
    theirs = [row for row in activities if row.roadmap.status == Roadmap.Status.APPROVED]
    if not theirs:
        return 0
    first, title, payload = theirs[0], _assigned_title(theirs), _payload([row.pk for row in theirs], by)
    url = first.get_absolute_url() if len(theirs) == 1 else first.roadmap.get_absolute_url()
    others = [person for person in memberships if by.user is None or person.account_id != by.user.pk]
    key = f"activities:{first.pk}:{len(theirs)}:{first.organization.local_date(now)}"
    return notify_each([News(person, title, url, payload) for person in others], kind=Kind.ASSIGNED, key=key, now=now)


def notify_approved(roadmap: Roadmap, *, by: Viewer, now: datetime) -> int:
    """One letter per person named in a roadmap that has just been approved, with the number of activities."""
    activities = {row.pk: row for row in Activity.objects.visible_to(by).filter(roadmap=roadmap)}
    owners = {row.pk: Owner(row.organization_id, row.municipality_id, row.region_id) for row in activities.values()}
    people: dict[int, Membership] = {}
    theirs: dict[int, list[Activity]] = {}
    for pk, named in responsible_people(owners, roadmap.organization.local_date(now)).items():
        for person in named.values():
            people[person.pk] = person
            theirs.setdefault(person.pk, []).append(activities[pk])
    items = [
        News(people[pk], _assigned_title(rows), roadmap.get_absolute_url(), _payload([a.pk for a in rows], by))
        for pk, rows in theirs.items()
    ]
    return notify_each(items, kind=Kind.ASSIGNED, key=f"roadmap:{roadmap.pk}:{roadmap.version}", now=now)


def _queue_region(region_id: int, zones: dict[str, date], now: datetime) -> int:
    with tenancy.tx(SYSTEM):
        if not try_lock("digests", region_id):
            return 0
        everybody = list(Organization.objects.active().filter(region_id=region_id).order_by("pk"))
        plans, weeks = plans_of(everybody), working_weeks(everybody)
        days = {row.pk: day for row in everybody if (day := _day_of(row, zones, plans[row.pk], weeks[row.pk]))}
        found = _reminders_of_region(everybody, days, plans) if days else []
        queue_weeks(region_id, days, plans, now=now)
        told = 0
        for today in {day.today for day in days.values()}:
            items = [_digest(row, today) for row in found if row.called and days[row.organization].today == today]
            told += notify_each(items, kind=Kind.DIGEST, key=today.isoformat(), now=now)
            Organization.objects.filter(pk__in=[pk for pk in days if days[pk].today == today]).update(digest_on=today)
        return told


def _day_of(organization: Organization, zones: dict[str, date], plan: ReminderPlan, week: int) -> Day | None:
    """None: no morning of a working day there, its digests are written, or it wants no letters on such a day.

    A quiet day leaves `digest_on` as it was, so that the first digest after it looks back over all of them.
    """
    today = zones.get(organization.time_zone)
    done = organization.digest_on is not None and today is not None and organization.digest_on >= today
    if today is None or done or plan.is_quiet(today) or not is_working_day(today, week):
        return None
    return Day.of(today, organization.digest_on, week)


def _reminders_of_region(
    organizations: list[Organization], days: dict[int, Day], plans: dict[int, ReminderPlan]
) -> list[Reminder]:
    """One per person, from all roadmaps of the region, whichever clock their organizations have."""
    merged: dict[int, Reminder] = {}
    for start in range(0, len(organizations), ORGANIZATIONS_AT_ONCE):
        part = organizations[start : start + ORGANIZATIONS_AT_ONCE]
        for pk, reminder in reminders(part, days, plans).items():
            merged.setdefault(pk, Reminder(reminder.membership)).add(reminder)
    return list(merged.values())


def _digest(reminder: Reminder, day: date) -> News:
    title = Counts.of(reminder.due.values(), day).words()
    payload = {"day": day.isoformat(), "occurrences": reminder.occurrences()[:KEPT]}
    return News(reminder.membership, title, reverse("home"), payload)


def _morning(zones: dict[str, date]) -> Q:
    """Organizations whose morning it is and whose digests of the day are not written yet."""
    found = Q(pk__in=())
    for zone, day in zones.items():
        found |= Q(time_zone=zone) & (Q(digest_on=None) | Q(digest_on__lt=day))
    return found


def _assigned_title(activities: list[Activity]) -> str:
    if len(activities) == 1:
        return f"Вам поручено: {activities[0].name}"
    number = len(activities)
    return f"Вам поручено {number} {plural(number, ACTIVITIES)}"


def _payload(activities: list[int], by: Viewer) -> dict[str, object]:
    return {
        "activities": activities[:KEPT],
        "number": len(activities),
        "by": by.membership.pk if by.membership else None,
    }

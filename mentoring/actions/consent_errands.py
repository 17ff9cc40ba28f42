"""Errands about consents: withdrawn, soon over, a birthday after which somebody else signs."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import SYSTEM_VIEWER, Viewer
from mentoring.actions.clearance_errands import clearances_ending, pause_uncleared, settle_clearances
from mentoring.actions.errands import Cause, close_settled, open_errand, open_errands
from mentoring.actions.pair_consequences import consent_back, consent_over
from mentoring.consents.rules import signers_for, years_before
from mentoring.models import Consent, Errand, Person, Purpose
from mentoring.models.consents import SOON
from mentoring.models.people import ADULT, SIGNS_BESIDE_PARENT
from mentoring.queries.coverage import uncovered_people
from notifications.actions import notify
from notifications.models import Kind
from schools.models import Membership, Organization

STEPS = (0, 7, 30)  # days before the end of a term
MISSED = timedelta(days=14)  # how far back a birthday is still looked for when no task ran
ONE_DAY = timedelta(days=1)
TO_SETTLE = timedelta(days=7)
ABOUT_COVER = (Errand.Kind.TURNED_14, Errand.Kind.TURNED_18, Errand.Kind.GUARDIAN, Errand.Kind.REFUSED)
BIRTHDAYS = (
    (SIGNS_BESIDE_PARENT, Errand.Kind.TURNED_14, "Исполнилось 14 лет: кроме представителя подписывает сам ученик."),
    (ADULT, Errand.Kind.TURNED_18, "Исполнилось 18 лет: нужно собственное согласие."),
)
STOPPED = (
    "Согласие на обработку отозвано, работа с данными остановлена. Прекратите встречи и предупредите вторую сторону."
)
WITHDRAWN = "Отозвано согласие: {purpose}. Уберите то, что на нём держалось."
ENDING = "Согласие ({purpose}) действует до {day}. Попросите подписать новое."
ENDED = "Срок согласия ({purpose}) истёк {day}: человек не может быть в паре и в приказе."
REFUSED = "Представитель не дал согласие на обработку данных. Участие не начинайте, поговорите с семьёй."
GUARDIAN_GONE = "Сменился законный представитель: нужно согласие нового."


def tell_withdrawn(consent: Consent, *, by: Viewer, now: datetime) -> None:
    """An errand for today and news for the curators."""
    person = Person.objects.get(pk=consent.person_id)
    stopped = person.status == Person.Status.BLOCKED
    text = STOPPED if stopped else WITHDRAWN.format(purpose=consent.get_purpose_display())
    today = consent.organization.local_date(now)
    occasion = f"consent-withdrawn:{consent.pk}"
    kind = Errand.Kind.WITHDRAWN
    if open_errand(person, kind, text=text, occasion=occasion, due_on=today, now=now):
        tell_curators(consent.organization, title="Отозвано согласие участника", key=occasion, now=now)


def tell_refused(consent: Consent, *, by: Viewer, now: datetime) -> None:
    """Of a refusal to the processing the curator has to know; what is free to refuse stands in the matrix alone."""
    if consent.purpose != Purpose.PROCESSING:
        return
    occasion, today = f"consent-refused:{consent.pk}", consent.organization.local_date(now)
    kind = Errand.Kind.REFUSED
    if open_errand(consent.person, kind, text=REFUSED, occasion=occasion, due_on=today + TO_SETTLE, now=now):
        tell_curators(consent.organization, title="Представитель не дал согласие", key=occasion, now=now)


def tell_guardian_gone(person: Person, ended: int, *, organization: Organization, now: datetime) -> None:
    """Only where a consent ended with the representative."""
    if ended:
        due_on = organization.local_date(now) + TO_SETTLE
        occasion = f"guardian:{person.pk}:{now:%Y%m%d%H%M%S}"
        open_errand(person, Errand.Kind.GUARDIAN, text=GUARDIAN_GONE, occasion=occasion, due_on=due_on, now=now)


def hold_people(people: Iterable[int]) -> None:
    """Before any of their papers: two papers of one person at once would each take the other for what it was, and
    somebody would be at work without a consent or rest with one."""
    rows = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(people))
    list(rows.order_by("pk").values_list("pk", flat=True))


def settle_errands(consent: Consent, former: Consent | None, *, by: Viewer, now: datetime) -> None:
    """What a new signature answers leaves the list by itself; its person meets with the groups again."""
    person = consent.person
    if former is not None:
        close_settled(person, [Errand.Kind.EXPIRING], by=by, now=now, occasion=f"expiring:{former.pk}:")
    lacking = uncovered_people(Person.objects.filter(pk=person.pk), consent.organization.local_date(now))
    if not lacking.exists():
        close_settled(person, ABOUT_COVER, by=by, now=now)
        consent_back(person.pk, by=by)


def tell_curators(organization: Organization, *, title: str, key: str, now: datetime) -> int:
    """The line in the inbox names nobody."""
    people = Membership.objects.active().filter(organization=organization).select_related("account")
    keepers = people.filter(roles__overlap=[Role.CURATOR, Role.COORDINATOR])
    url = reverse("errand_list")
    return notify(keepers, kind=Kind.ERRAND, about=organization, title=title, key=key, now=now, url=url, payload={})


def watch_consents(now: datetime) -> int:
    """Errands of the local day of every organization: birthdays at 14 and 18, terms that end, and pauses of pairs whose
    consent or clearance is over. Returns how many errands are new.

    The occasion keeps a second run, or one on the same day, from opening anything twice.
    """
    new = 0
    for today, zones in _days(now).items():
        with tenancy.tx(SYSTEM):
            own = {"organization__time_zone__in": zones}
            new += _watch(today, own, now)
            consent_over(_without_cover(today, own), on=today, by=SYSTEM_VIEWER)
            pause_uncleared(today, own, by=SYSTEM_VIEWER, now=now)
    return new


def _without_cover(today: date, own: dict[str, Any]) -> list[int]:
    """People whose consent to the processing has just ended and who have given no other."""
    over = Consent.objects.filter(
        state=Consent.State.GIVEN, purpose=Purpose.PROCESSING, valid_until__range=(today - MISSED, today - ONE_DAY)
    )
    people = Person.objects.present().filter(**own, pk__in=over.values("person"))
    lacking = uncovered_people(people, today).values_list("pk", flat=True)
    hold_people(lacking)
    return list(lacking.all())


def watch_organization(organization: Organization, *, now: datetime) -> int:
    """The same for one organization, under the scope of the caller."""
    today = organization.local_date(now)
    own = {"organization": organization}
    return _watch(today, own, now)


def _watch(today: date, own: dict[str, Any], now: datetime) -> int:
    settle_clearances(today, own, now=now)
    causes = [*_birthdays(today, own), *_endings(today, own), *clearances_ending(today, own)]
    return open_errands(causes, now=now)


def _days(now: datetime) -> dict[date, list[str]]:
    """Local dates with the time zones that have them; the empty zone is that of the installation."""
    found: dict[date, list[str]] = {}
    with tenancy.tx(SYSTEM):
        zones = list(Organization.objects.active().values_list("time_zone", flat=True).distinct())
    for zone in zones:
        local = now.astimezone(ZoneInfo(zone or settings.TIME_ZONE)).date()
        found.setdefault(local, []).append(zone)
    return found


def _birthdays(today: date, own: dict[str, Any]) -> Iterator[Cause]:
    for age, kind, text in BIRTHDAYS:
        born = (years_before(today - MISSED, age), years_before(today, age))
        people = Person.objects.present().filter(birth_date__gt=born[0], birth_date__lte=born[1])
        rows = uncovered_people(people.filter(**own, participations__isnull=False), today)
        for pk, organization in rows.values_list("pk", "organization_id").distinct():
            yield Cause(organization, pk, kind, text, f"{kind}:{pk}", today + TO_SETTLE)


def _endings(today: date, own: dict[str, Any]) -> Iterator[Cause]:
    """One errand a step; the one of the step before stays until the new paper is signed."""
    rows = Consent.objects.filter(
        state=Consent.State.GIVEN,
        valid_until__range=(today - MISSED, today + SOON),
        person__status=Person.Status.ACTIVE,
        **own,
    )
    for consent in _still_wanted(rows.select_related("person"), today):
        if (end := consent.valid_until) is not None:
            left = max(0, (end - today).days)
            step = next(days for days in STEPS if left <= days)
            words = ENDING if end >= today else ENDED
            text = words.format(purpose=consent.get_purpose_display(), day=f"{end:%d.%m.%Y}")
            occasion = f"expiring:{consent.pk}:{step}"
            yield Cause(
                consent.organization_id, consent.person_id, Errand.Kind.EXPIRING, text, occasion, max(end, today)
            )


def _still_wanted(consents: Iterable[Consent], today: date) -> Iterator[Consent]:
    """A parent's consent of somebody who has come of age may end in peace."""
    return (row for row in consents if row.signer in signers_for(row.purpose, row.person, today))

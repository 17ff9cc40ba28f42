"""News about pairs for those who are not asking: a mentee reads no colleagues, so whom to tell is looked up for it."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from accounts.roles import CONCERN_ROLES, Role
from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import NextStep, Pair, Person
from notifications.actions import notify
from notifications.models import Kind
from schools.models import Membership

CURATORS = frozenset({Role.CURATOR, Role.COORDINATOR})
TITLES = {
    "unfit": "Участник пары отметил, что они не подошли друг другу",
    "denied": "Наставляемый отметил, что встречи не было",
    "offered": "Наставник передал вам отметку встречи",
    "asked": "Наставляемый просит о встрече",
    "concern": "Новое сообщение о проблеме в паре",
    "remind": "Куратор спрашивает о встречах пары",
    "declined": "Участник не согласился на пару",
    "step": "Вам поручили помочь тому, кто остался без пары",
    "plan_sent": "Программа пары ждёт согласования",
    "plan_agreed": "Программа пары согласована",
    "plan_returned": "Куратор вернул программу пары",
}

SAID = frozenset({"concern", "unfit", "denied"})  # by one side: not told to the other, who may be a curator too


def tell_curators(pair: Pair, news: str, *, key: str, url: str, now: datetime) -> int:
    """`news` is a key of TITLES; nobody is named."""
    return _tell(pair, news, CURATORS, key=key, url=url, now=now)


def tell_of_concern(pair: Pair, *, key: str, url: str, now: datetime) -> int:
    """Curators and the psychologist alone, that there is a message and no word of it."""
    return _tell(pair, "concern", CONCERN_ROLES, key=key, url=url, now=now)


def _tell(pair: Pair, news: str, roles: Collection[str], *, key: str, url: str, now: datetime) -> int:
    kind = Kind.CONCERN if news == "concern" else Kind.PAIR_NEWS
    with tenancy.scope(SYSTEM):
        people = Membership.objects.active().filter(organization=pair.organization_id, roles__overlap=list(roles))
        if news in SAID and (others := people.exclude(account__in=_accounts(pair))).exists():
            people = others
        return notify(
            people.select_related("account"),
            kind=kind,
            about=pair,
            title=TITLES[news],
            key=f"{news}:{key}",
            now=now,
            url=url,
            payload={"news": news, "url": url},
        )


def _accounts(pair: Pair) -> list[int]:
    """Of both sides: whoever is a curator too is not told of what was said about the own pair."""
    sides = Q(pk=pair.mentor_id) | Q(memberships__pair=pair)
    return list(Person.objects.filter(sides, account__isnull=False).values_list("account_id", flat=True))


def tell_responsible(step: NextStep, *, now: datetime) -> int:
    """Whoever answers for somebody without a pair, unless the step was taken upon oneself."""
    rows = Membership.objects.active().filter(organization=step.organization_id, account=step.responsible_id)
    people = list(rows.select_related("account"))
    own = any(Role.PSYCHOLOGIST in person.roles for person in people)
    url = reverse("next_step_mine" if own else "next_step_list")
    return notify(
        people,
        kind=Kind.PAIR_NEWS,
        about=step,
        title=TITLES["step"],
        key=f"step:{step.pk}",
        now=now,
        url=url,
        payload={"news": "step", "url": url},
    )


def tell_mentor(pair: Pair, news: str, *, key: str, url: str, now: datetime) -> int:
    """The mentor's own way in; nobody is told where the mentor has none."""
    with tenancy.scope(SYSTEM):
        account = Person.objects.filter(pk=pair.mentor_id).values_list("account_id", flat=True).first()
        people = Membership.objects.active().filter(organization=pair.organization_id, account_id=account)
        return notify(
            people.select_related("account") if account else [],
            kind=Kind.PAIR_NEWS,
            about=pair,
            title=TITLES[news],
            key=f"{news}:{key}",
            now=now,
            url=url,
            payload={"news": news, "url": url},
        )

"""Activities that are addressed to the organizations below: recognised by who answers, and what is offered. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from accounts.roles import Role
from core.years import school_year_of
from roadmaps.parties.people import SCHOOL_ROLES, role_of
from roadmaps.states.snapshots import ActivityState, Answerer, TermWindow

SCHOOLS, MUNICIPALITIES = "school", "municipality"
_BODIES = r"(?:муниципальн\w+\s+)?(?:обще)?образовательн\w+\s+(?:организаци[ий]|учреждени[яй])"
_THEIR_PEOPLE = r"(?:руководители|директора|кураторы|координаторы)\s+(?:наставничества\s+)?(?:в\s+)?"
_SCHOOLS = re.compile(
    rf"(?:все\s+)?(?:{_BODIES}|(?:ОО|ОУ)(?!\s*[«\"])|школы)\b|{_THEIR_PEOPLE}(?:{_BODIES}|ОО|ОУ|школ)\b", re.IGNORECASE
)
_MUNICIPALITIES = re.compile(
    r"(?:все\s+)?(?:муниципалитеты|муниципальные\s+(?:образования|координаторы|районы)|органы\s+местного\s+самоуправления"
    r"|муниципальные\s+органы\s+управления|МОУО\b|ОМСУ\b)",
    re.IGNORECASE,
)
# Who takes an activity from above upon himself when the document names nobody nearer.
NEAREST: dict[str, str] = {SCHOOLS: Role.COORDINATOR.value, MUNICIPALITIES: Role.MUNICIPAL_OFFICIAL.value}


def addressed_to(parties: Iterable[str], level: str) -> str:
    """The level below that the words of the responsible name, as seen from an organization of `level`; or nothing."""
    words = list(parties)
    if level == "region" and any(_MUNICIPALITIES.match(each) for each in words):
        return MUNICIPALITIES
    return SCHOOLS if level != "school" and any(_SCHOOLS.match(each) for each in words) else ""


def offer_of(state: ActivityState) -> ActivityState:
    """What an organization below is asked to take: its own term, its own people, nobody's number or key."""
    level = state.addressed_to
    people = _answerers(state.responsibles, level)
    return replace(
        state,
        pk=None,
        number="",
        addressed_to="",
        compulsory=False,
        windows=tuple(replace(window, level="") for window in state.windows if window.level in ("", level)),
        responsibles=people,
        responsible_text=", ".join(each.text for each in people),
    )


def _answerers(named: Sequence[Answerer], level: str) -> tuple[Answerer, ...]:
    """Those of the level below, as roles there; the bodies and people above answer above."""
    words = _MUNICIPALITIES if level == MUNICIPALITIES else _SCHOOLS
    below = [each for each in named if each.level == level or (not each.level and words.match(each.text))]
    roles = {_role(each, level): each.text for each in below} or {NEAREST[level]: str(Role(NEAREST[level]).label)}
    return tuple(Answerer("role", text, role=role) for role, text in roles.items())


def _role(each: Answerer, level: str) -> str:
    if level != SCHOOLS:
        return NEAREST[level]
    return each.role if each.role in SCHOOL_ROLES else role_of(each.text, SCHOOL_ROLES) or NEAREST[level]


def fitted(state: ActivityState, starts_on: date, ends_on: date) -> ActivityState:
    """The same with the terms that touch the period; when none does, the first one after its beginning."""
    dated = sorted((each for each in state.windows if each.due_on), key=lambda each: each.due_on or "")
    ahead = [each for each in dated if (each.due_on or "") >= starts_on.isoformat()]
    inside = [each for each in ahead if _begins(each) <= ends_on.isoformat()]
    return replace(state, windows=tuple(inside or ahead[:1]))


def years_of(state: ActivityState, starts_on: date, ends_on: date, *, since: int) -> list[int]:
    """School years, from `since` on, in which the organization below has something to do.

    Those that a term touches, without terms those of the period; none when all of them are past.
    """
    spans = [(_begins(each), each.due_on) for each in state.windows if each.due_on]
    days = [(max(date.fromisoformat(begin), starts_on), date.fromisoformat(end)) for begin, end in spans]
    found = {
        year
        for first, last in days or [(starts_on, ends_on)]
        for year in range(school_year_of(min(first, last)), school_year_of(last) + 1)
    }
    return sorted(year for year in found if year >= since)


def _begins(window: TermWindow) -> str:
    return window.starts_on or window.due_on or ""

"""Every address × every role × own, neighbouring and foreign organizations, with canaries.

Runs twice: with all walls, and with wall 1 alone (the world is the owner's, whom the policies do not bind).
"""

import hashlib
import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zlib import crc32

import pypdf
import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.models import TenantModel, TenantQuerySet
from core.statements import scope_values
from core.tenancy import NOBODY, SYSTEM
from core.viewer import SYSTEM_VIEWER
from roadmaps.models import Activity
from roadmaps.queries.statements import table
from tests.walls.routes import EVERYONE, GUESTS, LIBRARY_PREFIXES, OFFICIALS, ROUTES, patterns
from tests.world import School, World

ROLES = sorted(EVERYONE | {"guest"})
TENANT_MODELS = [m for m in apps.get_models() if issubclass(m, TenantModel)]
OWN, FOREIGN = 0, (1, 2, -1)  # same municipality, other municipality, other region
WALLS = ["all walls", pytest.param("wall 1 alone", marks=pytest.mark.owner)]


def test_every_address_is_decided() -> None:
    names = {p.name for p in patterns() if p.name and not p.name.startswith(LIBRARY_PREFIXES)}
    assert names == set(ROUTES)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Most answers of a walk are 404 and 403, a warning each; errors are still told."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def sign_in(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "guest":
        client.force_login(world.people[role].account)
    return client


def address(name: str, school: School) -> str:
    return reverse(name, kwargs=ROUTES[name][1](school))


def addresses(name: str, role: str, world: World) -> list[tuple[int, str]]:
    """Of the own school and the foreign ones; an address that names no row is the same for all of them."""
    numbers: dict[str, int] = {}
    for number in (OWN, *asked_for(FOREIGN, name, role)):
        numbers.setdefault(address(name, world.schools[number]), number)
    return [(number, url) for url, number in numbers.items()]


def asked_for(foreign: tuple[int, ...], name: str, role: str) -> tuple[int, ...]:
    """A closed door is closed before any row is looked for, and the walk sees that it is (`is_let_in_rightly`).

    There one foreign school stands for all, another one at each address.
    """
    return foreign if is_open(name, role) else (foreign[crc32(name.encode()) % len(foreign)],)


def is_open(name: str, role: str) -> bool:
    who, _fill = ROUTES[name]
    return role in who or who >= GUESTS


def body_of(response: HttpResponse) -> str:
    """Text of any answer: pages, redirects, prints, headers."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    text = data.decode(errors="ignore") + str(dict(response.headers))
    if data.startswith(b"%PDF-") and len(data) > 1000:
        text += "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    return text


def seen_in(world: World, text: str) -> set[str]:
    words = {school.canary for school in world.schools} | {school.secret for school in world.schools}
    return {word for word in words if word in text}


def allowed_words(world: World, role: str) -> set[str]:
    """Own school whole; officials read what is below them but no personal data."""
    own = {world.school.canary, world.school.secret}
    if role == "guest":
        return set()
    if role not in OFFICIALS:
        return own
    below = world.schools[:2] if role.startswith("municipal") else world.schools[:4]
    return {school.canary for school in below}


def fingerprint(schools: list[School]) -> str:
    """Checksum of every row of these organizations, but for what the system counts from them (ADR 12): an official asks
    for a new count, and no policy lets anybody but the system write it."""
    ids = [school.organization.pk for school in schools]
    parts = []
    with tenancy.tx(SYSTEM), connection.cursor() as cursor:
        for model in TENANT_MODELS:
            if model.tenant_class == "counted":
                continue
            table = model._meta.db_table
            cursor.execute(
                f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t '
                "WHERE organization_id = ANY(%s)",
                [ids],
            )
            parts.append(f"{table}:{cursor.fetchone()[0]}")
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def foreign_ids(school: School) -> dict[str, Any]:
    """Ids of a foreign school in every field a form may have."""
    keys = {
        "organization": school.organization.pk,
        "roadmap": school.roadmap.pk,
        "source": school.roadmap.pk,
        "stage": school.stage.pk,
        "activity": school.activity.pk,
        "occurrence": school.occurrence.pk,
        "person": school.coordinator.pk,
        "people": school.coordinator.pk,
        "absent": school.coordinator.pk,
        "deputy": school.coordinator.pk,
        "successor": school.coordinator.pk,
        "hand_over_to": school.coordinator.pk,
        "control": school.coordinator.pk,
        "signatory": school.coordinator.pk,
    }
    return keys | {"name": "Проба", "title": "Проба", "version": "1", "roles": "director", "is_platform": "on"}


def is_let_in_rightly(name: str, role: str, status: int) -> bool:
    """At the own school the door is what the table says."""
    who, _fill = ROUTES[name]
    if role == "guest":
        return who >= GUESTS or status == 302
    if role in OFFICIALS:  # the school below is not theirs to write: 403 or 404 then
        return role in who or status == 403
    return (status == 403) == (role not in who)


def is_hidden(name: str, role: str, status: int) -> bool:
    """Whoever has the right at the own school finds nothing of another one; the rest is for the table to say."""
    who, _fill = ROUTES[name]
    asked = role in who and role not in OFFICIALS and not who >= GUESTS
    return not asked or status in (404, 405)


def walked(role: str, walls: str) -> list[str]:
    """Behind a closed door wall 1 has nothing to hold: those are walked with all walls only."""
    return [name for name in ROUTES if walls == "all walls" or is_open(name, role)]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("walls", WALLS)
def test_reading_stays_inside_ones_walls(walls: str, role: str, world: World) -> None:
    """No word of others is read, every door is what the table says, and nothing breaks."""
    client, allowed = sign_in(world, role), allowed_words(world, role)
    leaks, crashes, doors, found = [], [], [], []
    for name in walked(role, walls):
        for number, url in addresses(name, role, world):
            response = client.get(url)
            if words := seen_in(world, body_of(response)) - allowed:
                leaks.append((url, words))
            if response.status_code >= 500:
                crashes.append((url, response.status_code))
            if number == OWN and not is_let_in_rightly(name, role, response.status_code):
                doors.append((name, response.status_code))
            if number != OWN and not is_hidden(name, role, response.status_code):
                found.append((name, number, response.status_code))
    assert (leaks, crashes, doors, found) == ([], [], [], [])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("walls", WALLS)
def test_writing_never_touches_a_foreign_row(
    walls: str, role: str, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    client, allowed = sign_in(world, role), allowed_words(world, role)
    foreign = world.schools[2:] if role in OFFICIALS else world.schools[1:]
    before, numbers = fingerprint(foreign), FOREIGN[1 if role in OFFICIALS else 0 :]
    leaks, crashes = [], []
    for name in walked(role, walls):
        for school in (world.schools[n] for n in asked_for(numbers, name, role)):
            with django_capture_on_commit_callbacks(execute=True):
                response = client.post(address(name, school), foreign_ids(school))
            if response.status_code >= 500:
                crashes.append((name, response.status_code))
            if found := seen_in(world, body_of(response)) - allowed:
                leaks.append((name, school.organization.short_name, found))
    connection.check_constraints()  # what a commit would have refused
    assert (leaks, crashes, fingerprint(foreign) == before) == ([], [], True)


@pytest.mark.owner
def test_without_any_wall_the_walk_sees_leaks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: unfiltered views, policies off. A walk that finds nothing here would find nothing anywhere."""
    monkeypatch.setattr(TenantQuerySet, "visible_to", lambda self, viewer: self)
    monkeypatch.setattr(table, "scope_values", lambda viewer: scope_values(SYSTEM_VIEWER))
    client = sign_in(world, "coordinator")
    text = body_of(client.get(address("roadmap_detail", world.schools[-1])))
    assert world.schools[-1].canary in text


@pytest.mark.parametrize(
    ("walls", "seen"), [(WALLS[0], False), pytest.param("wall 1 alone", True, marks=pytest.mark.owner)]
)
def test_policies_bind_with_all_walls_only(walls: str, seen: bool, world: World) -> None:
    """The other control: the walk as the owner must not be the same walk once more."""
    with tenancy.tx(NOBODY):
        assert Activity._base_manager.exists() is seen

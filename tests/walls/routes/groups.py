"""Who is let in, and what fills an address."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.world import School

Fill = Callable[[School], dict[str, Any]]

OFFICIALS = frozenset({"region_official", "region_operator", "municipal_official", "municipal_methodist"})
STAFF = frozenset({"director", "coordinator", "curator"})
EVERYONE = OFFICIALS | STAFF | {"psychologist", "mentor", "mentee"}
READERS = EVERYONE - {"mentee"}
EDITORS = OFFICIALS | {"coordinator"}
MARKERS = OFFICIALS | STAFF
DRAFTERS = frozenset({"region_official", "municipal_official"}) | STAFF
SIGNERS = DRAFTERS - {"curator"}
MANAGERS = SIGNERS
ACCEPTERS = SIGNERS
GUARDS = frozenset({"director", "coordinator"})
KEEPERS = frozenset({"coordinator", "curator"})
WRITERS = KEEPERS | {"mentor", "mentee"}
HEADS = frozenset({"region_official", "municipal_official", "director"})
DECIDERS = HEADS | {"municipal_methodist"}
SENDERS = frozenset({"region_official", "municipal_official"})
GUESTS = EVERYONE | {"guest"}
PARTNERS = frozenset({"mentor", "mentee"})
MARKERS_OF_MEETINGS = KEEPERS | {"mentor"}
TRUSTED = frozenset({"curator", "psychologist"})


def nothing(school: School) -> dict[str, Any]:
    return {}


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


# allauth's own pages: they show the signed-in person's account only.
LIBRARY_PREFIXES = ("account_", "mfa_", "usersessions_", "headless")

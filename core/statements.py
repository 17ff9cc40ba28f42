"""Statements written by hand, for the pages opened most: wall 1 as text, lists as JSON.

A statement names its tables in quotes, because wall 2 looks for them so, and repeats `visible_to` for each of them by
`visible(Model, alias)` with the parameters of `scope_values(viewer)`. Wall 3 stands behind it as everywhere.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from core.models import TenantModel
from core.tenancy import Scope
from core.viewer import Viewer

M = TypeVar("M", bound=Model)
SCOPE_FIELDS = tuple(field.name for field in fields(Scope))
CHILDREN = "'{mentor,mentee}'::varchar[]"


def visible(model: type[TenantModel], alias: str) -> str:
    """The condition of `visible_to` for one table of a statement. KeyError: no class to be read by hand.

    Answers are none: whoever stands in a pair reads those of the other side nowhere, which their models alone say.
    """
    t = alias
    own = f"{t}.account_id = %(account)s"
    within = f"{t}.region_id = ANY(%(regions)s) OR {t}.municipality_id = ANY(%(municipalities)s)"
    here = f"{t}.organization_id = ANY(%(schools)s)"
    above = f"{t}.organization_id = ANY(%(ancestors)s)"
    private = f"{within} OR {here}".replace("%(", "%(pd_")
    arms = {
        **dict.fromkeys(("org", "routed", "offered", "kept", "counted", "reminded"), f"{within} OR {here}"),
        "requested": f"{within} OR {here} OR {t}.sender_id = ANY(%(schools)s)",
        "handed_in": f"{within} OR {here} OR {t}.reporter_id = ANY(%(schools)s)",
        **dict.fromkeys(("inherited", "inherited_kept"), f"{within} OR {here} OR {above}"),
        **dict.fromkeys(("personal", "personal_kept"), private),
        "person": f"{private} OR {t}.id = ANY(%(persons)s)",
        "pair": f"{private} OR {t}.id = ANY(%(pairs)s)",
        **dict.fromkeys(("paired", "logged", "joint"), f"{private} OR {t}.pair_id = ANY(%(pairs)s)"),
        "asked": f"{private} OR {own}",
        "assigned": f"{private} OR {t}.responsible_id = %(account)s",
        "concern": f"{t}.organization_id = ANY(%(concerns)s)",
        "closed": f"{t}.organization_id = ANY(%(closed)s)",
        "published": f"{within} OR {here} OR {t}.published_at IS NOT NULL AND {above}",
        "settings": "true",
        "membership": f"{within} OR {here} OR {own}",
        "people": f"{here} OR ({within}) AND NOT {t}.roles <@ {CHILDREN} OR {own}",
        "event": f"{t}.organization_id = ANY(%(write_orgs)s)",
        "inbox": own,
    }
    return f"(%(system)s OR {arms[model.tenant_class]})"


def scope_values(viewer: Viewer) -> dict[str, Any]:
    """The parameters of `visible`."""
    return dict(_values(viewer.scope))


@lru_cache(maxsize=1024)
def _values(scope: Scope) -> dict[str, Any]:
    values = ((name, getattr(scope, name)) for name in SCOPE_FIELDS)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


def one_row(sql: str, parameters: dict[str, Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


@cache
def columns(model: type[Model], alias: str, *names: str) -> str:
    """The named columns of a model, else every one, in the order in which `taken` reads them."""
    fields_ = [field for field in model._meta.concrete_fields if not names or field.attname in names]
    return ", ".join(f'{alias}."{field.column}"' for field in fields_)


@cache
def _names(model: type[Model], *names: str) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not names or field.attname in names]


def taken(model: type[M], values: Iterator[Any], *names: str) -> M:
    """The row of a model from the next `columns` of a result; for fields that the driver reads without Django.

    A field left out is read by Django when somebody asks for it.
    """
    found = _names(model, *names)
    return model.from_db("default", found, list(islice(values, len(found))))


def listed(fields_: str, source: str, order: str) -> str:
    """A subselect that answers with a JSON list of lists; NULL when it is empty."""
    return f"(SELECT json_agg(json_build_array({fields_}) ORDER BY {order}) FROM {source})"


def day_of(value: str | None) -> date | None:
    """A date as JSON writes it."""
    return date.fromisoformat(value) if value else None


def moment_of(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None

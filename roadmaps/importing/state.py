"""Documents, results and choices as JSON-ready data: the wizard keeps them in a database row between its steps."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_state(value: Any) -> Any:
    """Dataclasses become dictionaries, tuples and sets become lists, dates and enumerations become strings."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: to_state(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return [[to_state(key), to_state(item)] for key, item in value.items()]
    if isinstance(value, frozenset | set):
        return sorted(to_state(item) for item in value)
    if isinstance(value, tuple | list):
        return [to_state(item) for item in value]
    return value


def from_state(kind: type[T], state: Any) -> T:
    """The value that `to_state` took apart: `from_state(ImportResult, row.state) == result`."""
    built: T = _build(kind, state)
    return built


def _build(kind: Any, state: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if state is None else _build(next(item for item in inner if item is not type(None)), state)
    if origin is tuple:
        kinds = [inner[0]] * len(state) if len(inner) == 2 and inner[1] is Ellipsis else inner
        return tuple(_build(item, part) for item, part in zip(kinds, state, strict=True))
    if origin is frozenset:
        return frozenset(_build(inner[0], part) for part in state)
    if origin is Mapping:
        return {_build(inner[0], key): _build(inner[1], item) for key, item in state}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], part) for name, part in state.items()})
    if isinstance(kind, type) and issubclass(kind, date):
        return kind.fromisoformat(state)
    return kind(state) if isinstance(kind, type) and issubclass(kind, Enum) else state


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)

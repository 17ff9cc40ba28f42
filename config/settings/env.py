"""The only place that reads the process environment. `NAME_FILE` names a file that holds the secret."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from core.databases import parse_url


def text(name: str, default: str | None = None) -> str:
    """Value of NAME, or the content of the file NAME_FILE. Raises ImproperlyConfigured when absent without default."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Environment variable {name} is not set")
    return value


def flag(name: str, default: bool = False) -> bool:
    return text(name, "on" if default else "").lower() in {"1", "on", "true", "yes"}


def number(name: str, default: int) -> int:
    return int(text(name, str(default)))


def words(name: str, default: str = "") -> list[str]:
    return [word for word in text(name, default).replace(",", " ").split() if word]


def database(name: str, default: str | None = None) -> dict[str, Any]:
    return parse_url(text(name, default))

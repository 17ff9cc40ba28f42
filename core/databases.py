"""Addresses of databases."""

from typing import Any
from urllib.parse import unquote, urlsplit


def parse_url(address: str) -> dict[str, Any]:
    """Django settings from postgres://user:password@host:port/base; `%2F` in the host names a socket folder."""
    url = urlsplit(address)
    return {
        "ENGINE": "core.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": _host(url.netloc),
        "PORT": str(url.port or ""),
    }


def _host(netloc: str) -> str:
    """Host with its letter case kept (urlsplit lowers it, which breaks socket folders)."""
    return unquote(netloc.rpartition("@")[2].partition(":")[0])

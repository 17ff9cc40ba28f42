"""A test client that holds the rule «GET never writes»."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client

WRITE = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
# What a GET may write: the session, the log of reads of personal data (tenancy: read log), when a calendar was read.
ALLOWED = re.compile(r'"(django_session|usersessions_usersession|core_auditevent|roadmaps_calendarfeed)"')


class GetWrote(AssertionError):
    """A GET request changed a row."""


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if WRITE.match(sql) and not ALLOWED.search(sql):
        raise GetWrote(sql[:200])
    return execute(sql, params, many, context)


class ReadOnlyGetClient(Client):
    def get(self, *args: Any, **kwargs: Any) -> Any:
        with connection.execute_wrapper(refuse_writes):
            return super().get(*args, **kwargs)

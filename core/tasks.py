"""Tasks carry ids; rights are worked out anew when a task runs."""

import logging
from typing import Any

from celery import Task, current_app
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    ProgrammingError,
    transaction,
)
from kombu.exceptions import OperationalError as QueueAway

logger = logging.getLogger(__name__)


class ScopedTask(Task):
    """Base of all tasks. A task declares its scope itself with `tenancy.tx(…)`; without one it raises NoScope.

    A database that restarts is waited for: the task runs again after 1, 2, 4 … 60 seconds, eight times at most.
    A cut connection is an OperationalError, an InterfaceError or a bare DatabaseError; its other kinds are bugs.
    """

    abstract = True
    autoretry_for = (DatabaseError, InterfaceError)
    dont_autoretry_for = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
    retry_backoff = True
    retry_backoff_max = 60
    retry_jitter = True
    max_retries = 8


def wake(task: str, *args: Any) -> None:
    """Asks a worker to run the task (by name) once the transaction has been committed.

    The work itself stands in rows: when the queue is away this is only logged, and the beat finds the work later.
    """
    transaction.on_commit(lambda: _send(task, args), robust=True)


def _send(task: str, args: tuple[Any, ...]) -> None:
    try:
        current_app.send_task(task, args=args)
    except (QueueAway, OSError):
        logger.warning("The queue is away, %s is left to the beat", task)

"""Tasks carry ids; rights are worked out anew when a task runs."""

from typing import Any

from celery import Task


class ScopedTask(Task):
    """Base of all tasks. A task declares its scope itself with `tenancy.tx(…)`; without one it raises NoScope."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return super().__call__(*args, **kwargs)

"""What long jobs there are (settings.JOBS): apps on the right say how theirs are done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.roles import Permission

if TYPE_CHECKING:
    from jobs.actions.running import Run


@dataclass(frozen=True, slots=True)
class JobKind:
    """`permission` is asked when the job is done and when its file is fetched, whatever was true when it was asked for.

    `back` names the page a job is asked on. What cannot be taken back half-done cannot be stopped.
    """

    title: str
    permission: Permission
    run: "Callable[[Run], None]"
    back: str
    ready: str = "Файл готов"
    fetch: str = "Скачать"
    can_stop: bool = True


def kind_of(name: str) -> JobKind:
    """Raises KeyError for what is no long job."""
    found: JobKind = import_string(settings.JOBS[name])
    return found

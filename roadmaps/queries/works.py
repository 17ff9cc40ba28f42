"""The work in the program that stands behind an activity: where it is done, and whether it is done.

`settings.SUBJECT_CHECKS` names the function of a subject: (viewer, activity) → Work or nothing. Apps on the right write
them; at most one is asked per page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from core.viewer import Viewer
from roadmaps.models import Activity

Check = Callable[[Viewer, Activity], "Work | None"]


@dataclass(frozen=True, slots=True)
class Work:
    """`words` name the page at `address`. `done` are the words by which the program sees it done on the day `on`."""

    words: str
    address: str
    done: str = ""
    on: date | None = None


def work_of(viewer: Viewer, activity: Activity) -> Work | None:
    """Nothing when the subject has no place in the program yet, or nothing was begun there."""
    path = settings.SUBJECT_CHECKS.get(activity.subject)
    if path is None:
        return None
    check: Check = import_string(path)
    return check(viewer, activity)

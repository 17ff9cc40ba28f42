"""What the page of a long job shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from core.viewer import Viewer
from jobs.models import Job

TOLD_AFTER = timedelta(seconds=10)
QUARTER = 25


def own_jobs(viewer: Viewer) -> QuerySet[Job]:
    """A job belongs to whoever asked for it."""
    return Job.objects.visible_to(viewer).filter(organization=viewer.organization, account=viewer.user)


@dataclass(frozen=True, slots=True)
class Progress:
    """`minutes` left are told after ten seconds of work, 0 before; `quarter` is what a screen reader hears."""

    done: int
    total: int
    minutes: int
    quarter: int


def progress_of(job: Job, now: datetime) -> Progress:
    passed = now - job.asked_at
    minutes = 0
    if job.done and passed > TOLD_AFTER:
        left = passed * (job.total - job.done) / job.done
        minutes = max(1, round(left.total_seconds() / 60))
    percent = 100 * job.done // job.total if job.total else 0
    return Progress(job.done, job.total, minutes, percent - percent % QUARTER)

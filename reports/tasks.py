"""Tasks read the clock and call one action. Each is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from reports.actions import counting, schedules


@shared_task
def count_regions() -> int:
    return counting.count_regions(timezone.now())


@shared_task
def send_due_reports() -> int:
    return schedules.send_due_reports(timezone.now())

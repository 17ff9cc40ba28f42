"""Tasks read the clock and call one action. Each is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from jobs import actions


@shared_task
def run_job(pk: str) -> bool:
    return actions.run_job(pk)


@shared_task
def run_waiting_jobs() -> int:
    return actions.run_waiting_jobs()


@shared_task
def remove_old_files() -> int:
    return actions.remove_old_files(timezone.now())

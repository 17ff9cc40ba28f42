"""Thin tasks: ids in, one action, a count out. Each is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from roadmaps.actions import imports, reading, reminders


@shared_task
def queue_digests() -> int:
    return reminders.queue_digests(timezone.now())


@shared_task
def remove_stale_imports() -> int:
    return imports.remove_stale_imports(timezone.now())


@shared_task
def read_waiting_imports() -> int:
    return reading.read_waiting_imports(timezone.localdate())

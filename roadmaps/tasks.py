from celery import shared_task
from django.utils import timezone

from roadmaps.actions import reminders


@shared_task
def queue_digests() -> int:
    return reminders.queue_digests(timezone.now())


@shared_task
def remove_stale_imports() -> int:
    from roadmaps.actions import imports

    return imports.remove_stale_imports(timezone.now())

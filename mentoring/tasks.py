"""Tasks read the clock and call one action. Each is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from mentoring.actions import consent_errands, meeting_reminders, people_loading, retention, surveys


@shared_task
def continue_people_imports() -> int:
    return people_loading.continue_people_imports(timezone.now())


@shared_task
def remove_stale_people_imports() -> int:
    return people_loading.remove_stale_people_imports(timezone.now())


@shared_task
def watch_retention() -> int:
    return retention.watch_retention(timezone.now())


@shared_task
def watch_consents() -> int:
    return consent_errands.watch_consents(timezone.now())


@shared_task
def remind_of_meetings() -> int:
    return meeting_reminders.remind_of_meetings(timezone.now())


@shared_task
def watch_surveys() -> int:
    return surveys.watch_surveys(timezone.now())

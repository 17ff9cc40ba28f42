"""Sending letters; woken by whoever queues one, and by the beat every minute."""

from celery import shared_task

from notifications import actions


@shared_task
def deliver() -> int:
    return actions.deliver()

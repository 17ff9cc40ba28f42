"""The queue is loaded with the settings, so that tasks find it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]

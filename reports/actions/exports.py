"""A file that was taken out: who, when, which."""

from datetime import datetime

from django.db import models

from core.audit import record
from core.viewer import Viewer


def note_export(subject: models.Model, report: str, file: str, *, by: Viewer, now: datetime) -> None:
    """In the log of whoever takes it: `subject` is the body, the request or the kept report that stands in the file.

    Files that name people are noted with their purpose instead (`jobs.actions.note_file`).
    """
    record(by, "report.downloaded", subject, organization=by.organization, at=now, report=report, file=file)

"""When a planned meeting is."""

from datetime import datetime

from mentoring.models import Meeting


def hours_of(meeting: Meeting) -> tuple[datetime, datetime]:
    """First and last moment, aware. Raises ValueError for a meeting that was never planned."""
    if meeting.during is None or meeting.during.lower is None or meeting.during.upper is None:
        raise ValueError(f"meeting {meeting.pk} has no hours")
    return meeting.during.lower, meeting.during.upper

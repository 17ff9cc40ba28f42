"""What a school says of its own light."""

from datetime import datetime

from django.db import transaction

from core.audit import record
from core.viewer import Viewer
from reports.models import LightComment


@transaction.atomic
def comment_light(text: str, *, school_year: int, by: Viewer, now: datetime) -> LightComment:
    """The levels above read it beside the light; earlier comments stay as history."""
    comment = LightComment.objects.create(
        organization=by.organization,
        school_year=school_year,
        text=text,
        said_at=now,
        said_by=by.membership.short_name,
        author=by.user,
    )
    record(by, "light.commented", comment, at=now)
    return comment

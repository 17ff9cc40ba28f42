"""What participants have answered about their pair. Read by curators who do not stand in it."""

from core.viewer import Viewer
from mentoring.meetings.voices import SHOWN, Told, Topic, topics_of
from mentoring.models import Answer, Pair
from mentoring.queries.meetings import kept_by
from mentoring.queries.pairs import shown_name


def voices_of(viewer: Viewer, pair: Pair) -> list[Topic]:
    """Nothing where the viewer keeps no pairs of others. One query."""
    if pair.organization_id not in kept_by(viewer) or pair.pk in viewer.scope.pairs:
        return []
    rows = Answer.objects.visible_to(viewer).filter(pair=pair, question__in=SHOWN).select_related("person")
    day = viewer.organization.local_date
    return topics_of(
        Told(row.person_id, shown_name(row.person), row.question, row.value, row.comment, day(row.given_at))
        for row in rows.order_by("given_at", "pk")
    )

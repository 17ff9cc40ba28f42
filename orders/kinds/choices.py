"""What the questions of a kind may be answered with: rows of the own organization."""

from collections.abc import Sequence
from datetime import date

from core.viewer import Viewer
from mentoring.models import Pair
from mentoring.queries.pair_choices import mentor_choices
from mentoring.queries.pairs import pair_title
from orders.kinds.base import Kind, Source
from orders.kinds.sources import Reader
from roadmaps.models import Roadmap

Choices = Sequence[tuple[int | str, str]]


def choices_for(viewer: Viewer, kind: Kind, today: date) -> dict[str, Choices]:
    """By the name of the question; only what this kind asks is read."""
    reader = Reader(Source(viewer, {}, today))
    return {ask.name: ask.choices or _rows(reader, ask.type) for ask in kind.asks}


def staff_choices(reader: Reader) -> list[tuple[int, str]]:
    return [(row.pk, ", ".join(part for part in (row.full_name, row.post) if part)) for row in reader.staff]


def _rows(reader: Reader, asked: str) -> Choices:
    if asked in ("staff", "staff_many"):
        return staff_choices(reader)
    if asked == "pair":
        found = reader.pairs(Pair.Status.ACTIVE, Pair.Status.PAUSED)
        return [(pair.pk, pair_title(pair, members)) for pair, members in found]
    if asked == "mentor":
        return mentor_choices(reader.viewer, reader.year)
    if asked == "roadmap":
        drafts = Roadmap.objects.visible_to(reader.viewer).filter(organization=reader.organization)
        return list(drafts.filter(status=Roadmap.Status.DRAFT).order_by("-pk").values_list("pk", "title"))
    return []

"""The journals of an organization: its own patterns over the built-in ones."""

from dataclasses import dataclass

from core.viewer import Viewer
from orders.models import Journal, JournalKind

BUILT_IN = {
    JournalKind.MAIN: "{n}-од",
    JournalKind.STAFF: "{n}-лс",
    JournalKind.PUPILS: "{n}-к",
    JournalKind.PREMISES: "{n}-ахд",
}


@dataclass(frozen=True, slots=True)
class JournalRow:
    kind: JournalKind
    pattern: str
    is_used: bool = True

    @property
    def label(self) -> str:
        return str(self.kind.label)


def journals_of(viewer: Viewer, organization_id: int) -> dict[str, JournalRow]:
    """All of them, in their order, by kind."""
    rows = Journal.objects.visible_to(viewer).filter(organization_id=organization_id)
    own = {row.kind: row for row in rows}
    return {str(kind): _row(kind, own.get(kind)) for kind in JournalKind}


def pattern_of(viewer: Viewer, organization_id: int, journal: str) -> str:
    return journals_of(viewer, organization_id)[journal].pattern


def _row(kind: JournalKind, own: Journal | None) -> JournalRow:
    if own is None:
        return JournalRow(kind, BUILT_IN[kind])
    return JournalRow(kind, own.pattern, own.is_used or kind == JournalKind.MAIN)

"""What the archive of an organization holds of its roadmaps: a table of each map, the files of its activities."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone

from core.bundles import Part, member_name
from core.sheets.model import Column, Group, Row, Sheet
from core.sheets.xlsx import as_xlsx
from core.viewer import Viewer
from roadmaps.models import Attachment, EvidenceLink, Roadmap
from roadmaps.queries.exports import exported_sheet
from roadmaps.queries.filters import Filters

FOLDER = "Дорожные карты"
COLUMNS = (
    *(Column("Карта", 60), Column("Мероприятие", 70), Column("Срок", 24), Column("Когда", 24)),
    *(Column("Имя файла или подпись", 60), Column("Где лежит", 70)),
)


def parts(viewer: Viewer) -> Iterator[Part]:
    """Names inside the archive are numbers and titles of maps: files that people named keep their names in a table."""
    rows = Roadmap.objects.visible_to(viewer).filter(organization=viewer.organization).order_by("pk")
    for roadmap in rows.select_related("organization"):
        name = f"{FOLDER}/{member_name(str(roadmap.pk), roadmap.title)}.xlsx"
        yield Part(name, partial(_table, roadmap, viewer), is_made=True)
    files = _files(viewer)
    if files or _links(viewer):
        yield Part(f"{FOLDER}/Подтверждения.xlsx", partial(_list, viewer), is_made=True)
    for file in files:
        yield Part(_place(file), partial(_bytes, file))


def _table(roadmap: Roadmap, viewer: Viewer) -> bytes:
    today = roadmap.organization.local_date(timezone.now())
    return as_xlsx(exported_sheet(viewer, roadmap, today, Filters(), "table"))


def _files(viewer: Viewer) -> list[Attachment]:
    rows = Attachment.objects.visible_to(viewer).filter(organization=viewer.organization)
    return list(rows.select_related("occurrence__activity__roadmap__organization").order_by("uploaded_at", "pk"))


def _links(viewer: Viewer) -> list[EvidenceLink]:
    rows = EvidenceLink.objects.visible_to(viewer).filter(organization=viewer.organization)
    return list(rows.select_related("occurrence__activity__roadmap__organization").order_by("added_at", "pk"))


def _place(file: Attachment) -> str:
    """The ending alone is taken from the name that a person gave."""
    ending = member_name(file.name.rpartition(".")[2])[:5].lower() if "." in file.name else "bin"
    return f"{FOLDER}/Файлы/{file.occurrence.activity.roadmap_id}/{file.pk}.{ending}"


def _bytes(file: Attachment) -> bytes:
    with file.file.open("rb") as stored:
        content: bytes = stored.read()
    return content


def _list(viewer: Viewer) -> bytes:
    rows = [_row(file, file.uploaded_at, file.name, _place(file)) for file in _files(viewer)]
    rows += [_row(link, link.added_at, link.title, link.url) for link in _links(viewer)]
    return as_xlsx(Sheet("Подтверждения", COLUMNS, (Group("", "", tuple(rows)),), "Подтверждения"))


def _row(proof: Attachment | EvidenceLink, at: datetime, name: str, place: str) -> Row:
    activity = proof.occurrence.activity
    zone = activity.roadmap.organization.zone
    return (activity.roadmap.title, activity.name, proof.occurrence.due_on, at.astimezone(zone).date(), name, place)

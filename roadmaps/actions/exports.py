"""A file that left the program."""

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.models import Roadmap

LONGEST_PDF = 400  # rows; a PDF of more keeps the only printer of a process busy for too long


class TooLongForPdf(DomainError):
    message = "Для PDF таблица слишком длинная. Отберите строки или скачайте документ .docx."


def note_export(roadmap: Roadmap, *, kind: str, view: str, rows: int, by: Viewer) -> None:
    """Who took what out, for the log. Raises TooLongForPdf."""
    if kind == "pdf" and rows > LONGEST_PDF:
        raise TooLongForPdf
    record(by, "roadmap.exported", roadmap, kind=kind, view=view, rows=rows)

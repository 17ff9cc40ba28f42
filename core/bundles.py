"""Files that go together into one archive. Core stands left of the apps: who adds what is a setting."""

import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.utils.module_loading import import_string

from core.viewer import Viewer

PACKED = ("pdf", "jpg", "jpeg", "png", "xlsx", "docx", "zip")  # packing them again gains nothing
UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an archive; `read` is called when its turn comes, under the viewer's scope.

    `is_made`: not a stored file but one that takes work, kept for the successor of a killed worker.
    """

    name: str
    read: Callable[[], bytes]
    is_made: bool = False


def handover_parts(viewer: Viewer) -> list[Part]:
    """Everything that settings.HANDOVER_SOURCES name, in their order; reads through `visible_to` only."""
    return [part for path in settings.HANDOVER_SOURCES for part in import_string(path)(viewer)]


def member_name(*words: str) -> str:
    """One step of the way inside an archive, without signs that file systems refuse, never leading out of it."""
    return UNFIT.sub(" ", " ".join(word for word in words if word)).strip(" .")[:LONGEST_NAME].strip(" .") or "файл"


@contextmanager
def packed(parts: Iterable[tuple[str, bytes]]) -> Iterator[IO[bytes]]:
    """The archive as a temporary file on the disk: it may be larger than the memory."""
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts:
                stored = name.rpartition(".")[2].lower() in PACKED
                archive.writestr(name, content, zipfile.ZIP_STORED if stored else None)
        file.seek(0)
        yield file

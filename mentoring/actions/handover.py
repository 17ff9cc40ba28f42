"""Everything of an organization in one archive: asked for a purpose, made by a worker, gone after a day."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from django.core.files.base import File

from accounts.roles import Permission
from core import tenancy
from core.bundles import Part, handover_parts, packed
from core.sheets.model import file_name
from core.viewer import Viewer
from jobs.actions import JobKind, Run, ask_job, kept_part
from jobs.models import Job

KIND = "handover"


def ask_handover(*, purpose: str, by: Viewer, now: datetime) -> Job:
    """Raises jobs.actions.AlreadyAsked."""
    return ask_job(KIND, {}, purpose=purpose, total=0, by=by, now=now)


def _make(run: Run) -> None:
    """Tables are kept one by one: after a killed worker the next one makes those that are missing and packs all."""
    by = run.by
    with tenancy.tx(by.scope):
        parts = handover_parts(by)
    run.report(0, len(parts))
    with packed(_read(parts, run)) as archive:
        name = file_name(by.organization.short_name, "данные", on=by.organization.local_date(run.clock()), suffix="zip")
        run.finish(file_name=name, content=File(archive))


def _read(parts: Sequence[Part], run: Run) -> Iterator[tuple[str, bytes]]:
    for done, part in enumerate(parts, 1):
        read = partial(_content, part, run.by)
        yield part.name, kept_part(run, part.name, read) if part.is_made else read()
        run.report(done)


def _content(part: Part, by: Viewer) -> bytes:
    with tenancy.tx(by.scope):
        return part.read()


HANDOVER = JobKind("Архив организации", Permission.DATA_HANDOVER, _make, "data_centre")

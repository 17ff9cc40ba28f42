"""What a long job has made on its way, part by part, so that the successor of a killed worker goes on behind it.

A part is a file beside the row, its name in `Job.state`; it goes with the end of the job, or after its day.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.core.files.storage import Storage

from core.files import delete_after_commit, keep_bytes
from jobs.models import Job

if TYPE_CHECKING:
    from jobs.actions.running import Run

KEPT, FOLDER = "kept", "exports"


def kept_part(run: "Run", name: str, make: Callable[[], bytes]) -> bytes:
    """What a worker before has made under this name, else what `make` gives, kept. Raises Overtaken."""
    key = hashlib.sha256(name.encode()).hexdigest()  # names of parts are words of people
    if place := run.job.state.get(KEPT, {}).get(key):
        try:
            with storage().open(place) as file:
                return bytes(file.read())
        except FileNotFoundError:  # swept away meanwhile: made anew
            pass
    content = make()
    with run.step() as row:
        place = keep_bytes(storage(), FOLDER, content)
        row.state = row.state | {KEPT: row.state.get(KEPT, {}) | {key: place}}
    return content


def drop_parts(rows: Iterable[Job]) -> list[Job]:
    """The parts go once the transaction holds; the rows are to be saved by the caller. Returns those that had any."""
    found = [row for row in rows if KEPT in row.state]
    for row in found:
        for place in row.state[KEPT].values():
            delete_after_commit(storage(), place)
        row.state = {name: value for name, value in row.state.items() if name != KEPT}
    return found


def storage() -> Storage:
    """That of the files of jobs."""
    return Job._meta.get_field("file").storage

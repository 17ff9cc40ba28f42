"""Files beside rows: what a transaction stored goes when it is rolled back, what it deletes goes when it holds."""

import logging
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile

from core.postgresql.base import present_connection

logger = logging.getLogger(__name__)


def store_file(field: FieldFile, content: File) -> None:
    """Stores the content where its field says; the caller saves the row in the same transaction."""
    field.save("file", content, save=False)
    present_connection().on_rollback(partial(_delete, field.storage, str(field.name)))


def delete_file_after_commit(field: FieldFile) -> None:
    """The stored bytes go once the transaction holds."""
    delete_after_commit(field.storage, str(field.name))


def keep_bytes(storage: Storage, folder: str, content: bytes) -> str:
    """Stores what no field stands for under a random name; whoever keeps the name that is answered deletes it."""
    name = storage.save(f"{folder}/{uuid4()}", ContentFile(content))
    present_connection().on_rollback(partial(_delete, storage, name))
    return name


def delete_after_commit(storage: Storage, name: str) -> None:
    transaction.on_commit(partial(_delete, storage, name), robust=True)


def _delete(storage: Storage, name: str) -> None:
    """A file that cannot be removed is out of everybody's reach: a line in the log, no failed request."""
    try:
        storage.delete(name)
    except OSError:
        logger.warning("A stored file was left behind: %s", name)

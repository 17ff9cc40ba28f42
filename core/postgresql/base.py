"""Django's PostgreSQL backend: the tenancy scope opens every outermost transaction, a rollback is heard about."""

from collections.abc import Callable
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql import base

from core import tenancy


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(tenancy.guard)
        self.run_on_rollback: list[tuple[set[str], Callable[[], None]]] = []

    def on_rollback(self, take_back: Callable[[], None]) -> None:
        """Calls `take_back` if what is done now is rolled back, alone or with all of the transaction.

        The twin of `on_commit`. A connection that is lost calls nothing: what became of its commit is unknown.
        """
        if self.in_atomic_block:
            self.run_on_rollback.append((set(self.savepoint_ids), take_back))

    def connect(self) -> None:
        self.run_on_rollback = []
        super().connect()

    def commit(self) -> None:
        super().commit()
        self.run_on_rollback = []

    def rollback(self) -> None:
        super().rollback()
        self._take_back(self.run_on_rollback)

    def savepoint_rollback(self, sid: str) -> None:
        super().savepoint_rollback(sid)
        self._take_back([deed for deed in self.run_on_rollback if sid in deed[0]])

    def _take_back(self, deeds: list[tuple[set[str], Callable[[], None]]]) -> None:
        self.run_on_rollback = [deed for deed in self.run_on_rollback if deed not in deeds]
        for _, take_back in deeds:
            take_back()

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and tenancy.current() is not None:
            try:
                tenancy.apply(self)
            except BaseException:
                self.close()  # otherwise the connection stays in manual commit
                raise


def present_connection() -> DatabaseWrapper:
    """Of this thread, as what the settings make it."""
    return cast(DatabaseWrapper, connections[DEFAULT_DB_ALIAS])

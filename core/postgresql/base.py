"""Django's PostgreSQL backend with the tenancy scope as the first statement of every outermost transaction."""

from typing import Any

from django.db.backends.postgresql import base

from core import tenancy


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(tenancy.guard)

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if not autocommit and tenancy.current() is not None:
            try:
                tenancy.apply(self)
            except BaseException:
                self.close()  # otherwise the connection stays in manual commit
                raise

"""Model fields of the tenancy."""

from typing import Any

from django.db import models


class TenantForeignKey(models.ForeignKey):
    """A reference inside one organization.

    The database constraint is the composite key (x_id, organization_id), installed by `core.rls.sync`: a row can only
    point to a row of its own organization, whatever the code does. `owner` is the column that names the organization
    of the referred row where it is another one.

    DO_NOTHING: when the referred row goes away, the database itself empties the column, so a key `written_once` can be
    closed to the application role. (Django's SET_NULL writes it as that role.)
    """

    def __init__(self, to: Any, on_delete: Any, *, owner: str = "organization_id", **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        self.owner = owner
        super().__init__(to, on_delete, **kwargs)

    @property
    def is_emptied_by_database(self) -> bool:
        remote: Any = self.remote_field
        return remote.on_delete is models.DO_NOTHING

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.owner != "organization_id":
            kwargs["owner"] = self.owner
        return name, path, args, kwargs

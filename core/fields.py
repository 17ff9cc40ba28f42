"""Model fields of the tenancy."""

from typing import Any

from django.db import models


class TenantForeignKey(models.ForeignKey):
    """A reference inside one organization.

    The database constraint is the composite key (x_id, organization_id), installed by `core.rls.sync`: a row can only
    point to a row of its own organization, whatever the code does.
    """

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

"""`migrate` runs as the owner of the tables and ends with the row-level policies."""

from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connections, transaction

from core import rls
from core.databases import parse_url


class Command(MigrateCommand):
    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        """Without the checks of the database: the walls stand only after the policies are synchronized."""
        return {**super().get_check_kwargs(options), "databases": None}

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.settings_dict["USER"] == settings.APP_ROLE and settings.DATABASE_OWNER_URL:
            connection.close()
            owner = parse_url(settings.DATABASE_OWNER_URL)
            connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"])
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"] or options["app_label"]):
            with transaction.atomic(using=connection.alias):
                rls.sync(connection)

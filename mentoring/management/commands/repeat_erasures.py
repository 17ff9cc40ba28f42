"""After a restore from a backup: what was erased since then is erased again (docs/operations.md)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.errors import DomainError
from mentoring.actions.erasing_again import repeat_erasures


class Command(BaseCommand):
    help = "Erases again what the ledger of erasures names and a restored database holds."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            told = repeat_erasures(timezone.now())
        except DomainError as error:
            raise CommandError(error.message) from error
        for title, count in sorted(told.items()):
            self.stdout.write(f"{title}: {count}")
        self.stdout.write("Готово, акты составлены." if told else "Повторять нечего.")

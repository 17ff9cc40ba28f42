"""Declines names, positions and organizations: JSON lines from stdin to JSON lines on stdout; needs no database."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from orders.grammar import answer


class Command(BaseCommand):
    help = "stdin: id, kind, text, gender, animate, parts; stdout: id, forms {gen, dat, acc, ins, prep}, sure."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for number, line in enumerate(sys.stdin, start=1):
            if not line.strip():
                continue
            try:
                found = answer(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CommandError(f"Строка {number} не разобрана: {error}") from error
            self.stdout.write(json.dumps(found, ensure_ascii=False))

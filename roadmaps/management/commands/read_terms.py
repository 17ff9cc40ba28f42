"""Reads terms («Сроки») as JSON lines from stdin and prints their readings as JSON lines; needs no database."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roadmaps.terms import read_record


class Command(BaseCommand):
    help = (
        "stdin: id, phrase, academic_year, period, table_month (resolved_against when there is no year); "
        "stdout: id, kind, occurrences, rrule, confidence, note, alternatives."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for number, line in enumerate(sys.stdin, start=1):
            if not line.strip():
                continue
            try:
                answer = read_record(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CommandError(f"Строка {number} не разобрана: {error}") from error
            self.stdout.write(json.dumps(answer, ensure_ascii=False))

"""Reads a roadmap document and prints what was found, or creates a draft roadmap; `--dry-run` needs no database."""

import json
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from core.tenancy import SYSTEM, tx
from core.viewer import SYSTEM_VIEWER
from roadmaps.actions import create_from_import
from roadmaps.importing.document import interpret, read_document
from roadmaps.importing.output import as_json
from roadmaps.importing.results import ImportResult
from roadmaps.terms import Frame
from schools.models import Organization

YEARS = re.compile(r"(\d{4})(?:\s*[-–/]\s*(\d{4}|\d{2}))?")


class Command(BaseCommand):
    help = "Читает дорожную карту из .docx, .xlsx или .csv: таблицы, этапы, мероприятия, сроки, ответственные."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--year", help="учебный год, если его нет в документе: 2023-2024")
        parser.add_argument("--json", action="store_true", help="напечатать прочитанное как JSON")
        parser.add_argument("--dry-run", action="store_true", help="ничего не сохранять")
        parser.add_argument("--organization", metavar="CODE", help="код организации, для которой создать черновик")

    def handle(self, *args: Any, **options: Any) -> None:
        frame = _frame(options["year"])
        try:
            result = _read(options["file"], frame)
            if not options["dry_run"]:
                roadmap = _create(result, options["organization"], frame)
        except DomainError as error:
            raise CommandError(error.message) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(result), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(_summary(result))
        if not options["dry_run"]:
            self.stderr.write(f"Создан черновик: {roadmap}")


def _frame(year: str | None) -> Frame | None:
    if year is None:
        return None
    found = YEARS.fullmatch(year.strip())
    first = int(found.group(1)) if found else 0
    last = int(found.group(2) or first + 1) if found else 0
    if not 1990 <= first <= 2100 or last % 100 != (first + 1) % 100:
        raise CommandError("Учебный год пишется так: --year 2023-2024")
    return Frame(academic_year=first)


def _read(name: str, frame: Frame | None) -> ImportResult:
    path = Path(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CommandError(f"Файл не открылся: {name}") from error
    return interpret(read_document(data, path.name), frame)


def _create(result: ImportResult, code: str | None, frame: Frame | None) -> Any:
    if code is None:
        raise CommandError("Укажите организацию: --organization КОД, или добавьте --dry-run")
    found = result.frame or frame
    if found is None or not result.chosen:
        raise CommandError("Укажите учебный год: --year 2023-2024" if result.chosen else "Мероприятия не нашлись")
    year = found.academic_year or (found.period[0].year if found.period else found.nominal_year)
    with tx(SYSTEM):
        organization = Organization.objects.filter(code=code).first()
        if organization is None:
            raise CommandError(f"Нет организации с кодом {code}")
        title = result.chosen[0].caption or Path(result.name).stem
        return create_from_import(result, organization=organization, school_year=year, title=title, by=SYSTEM_VIEWER)


def _summary(result: ImportResult) -> str:
    lines = [
        f"Таблица {table.index + 1} ({table.role}): этапов {len(table.stages)}, мероприятий {len(table.activities)}"
        for table in result.tables
    ]
    lines += [f"— строка {problem.row or '?'}: {problem.why}" for problem in result.problems]
    return "\n".join(lines)

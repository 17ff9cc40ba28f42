import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.roadmaps.importing_files import PLAN, word

ROWS = (PLAN, ("1", "Совет", "ноябрь", "Директор"))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "карта.docx"
    path.write_bytes(word("Дорожная карта", ROWS))
    return path


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_roadmap", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_dry_run_prints_json_without_a_database(document: Path) -> None:
    found = json.loads(run(str(document), "--year", "2023-2024", "--json", "--dry-run"))
    activity = found["tables"][0]["stages"][0]["activities"][0]
    assert activity["name"] == "Совет"
    assert activity["occurrences"] == [["2023-11-01", "2023-11-30"]]


def test_summary_counts_what_was_read(document: Path) -> None:
    assert "Таблица 1 (roadmap): этапов 1, мероприятий 1" in run(str(document), "--dry-run")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("нет-такого.docx", "--dry-run"), "Файл не открылся"),
        (("{file}", "--year", "двадцатый", "--dry-run"), "Учебный год пишется так"),
        (("{file}", "--year", "2023-2025", "--dry-run"), "Учебный год пишется так"),
    ],
)
def test_wrong_arguments_are_refused_in_words(document: Path, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(*(argument.format(file=document) for argument in arguments))


def test_refusal_of_the_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "скан.docx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="PDF не читаются"):
        run(str(path), "--dry-run")

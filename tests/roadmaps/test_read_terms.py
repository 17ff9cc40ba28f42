"""`manage read_terms`: JSON lines in, JSON lines out, no database."""

import io
import json

import pytest
from django.core.management import CommandError, call_command


def run(monkeypatch: pytest.MonkeyPatch, lines: str) -> list[dict[str, object]]:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    output = io.StringIO()
    call_command("read_terms", stdout=output)
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_each_line_is_answered_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [{"id": "a", "phrase": "до 10 мая", "academic_year": "2027-2028"}, {"id": "b", "phrase": "по графику"}]

    answers = run(monkeypatch, "\n".join(json.dumps(line) for line in lines) + "\n\n")

    assert [(answer["id"], answer["kind"], answer["occurrences"], answer["confidence"]) for answer in answers] == [
        ("a", "date", [["2028-05-01", "2028-05-10"]], "sure"),
        ("b", "unknown", [], "unknown"),
    ]


def test_broken_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="Строка 1 не разобрана"):
        run(monkeypatch, "{oops")

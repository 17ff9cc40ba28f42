"""Every verb of the log has words."""

import ast
from pathlib import Path

from django.conf import settings

from core import event_words as words
from roadmaps.queries.event_words import NEWS, VERBS
from roadmaps.queries.events import happened

WRITERS = {"record": 1, "record_many": 1, "write": 1}
APPS = ("accounts", "core", "schools", "notifications", "jobs", "mentoring", "roadmaps", "orders")


def verbs_of(source: str) -> set[str]:
    """Constants handed over as the verb, both sides of a choice included."""
    found: set[str] = set()
    tree = ast.parse(source)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        place = WRITERS.get(getattr(call.func, "id", ""))
        if place is not None and len(call.args) > place:
            found |= {each for node in ast.walk(call.args[place]) if (each := getattr(node, "value", None))}
    return {each for each in found if isinstance(each, str) and "." in each}


def recorded() -> set[str]:
    files = (path for app in APPS for path in (Path(settings.BASE_DIR) / app).rglob("*.py"))
    return {verb for path in files for verb in verbs_of(path.read_text(encoding="utf-8"))}


def test_a_verb_is_found_on_both_sides_of_a_choice() -> None:
    assert verbs_of('record(by, "a.b" if x else "a.c", row)\nrecord(by, "d.e", row)') == {"a.b", "a.c", "d.e"}


def test_every_recorded_verb_has_words() -> None:
    verbs = recorded()

    assert len(verbs) > 50
    assert sorted(verbs - set(words.verbs())) == []


def test_news_are_words_of_work() -> None:
    assert set(NEWS) < set(VERBS)
    assert "file.opened" not in NEWS


def test_a_move_tells_both_days_and_the_reason() -> None:
    details: dict[str, object] = {"was": "2026-11-30", "to": "2026-12-10", "reason": "карантин"}

    event = happened("activity.postponed", details, 1, "2026-11-21T09:00:00+00:00", "Примерова", "Анна", None)

    assert (event.text, event.note) == ("Срок перенесён", "30.11.2026 → 10.12.2026, «карантин»")

"""Forms of a new roadmap: whom it may be for."""

import pytest

from roadmaps.forms.creation import EmptyRoadmapForm
from roadmaps.forms.imports import ConfirmForm

SCHOOL = ["pupil", "teacher", "both"]


@pytest.mark.parametrize(("official", "offered"), [(False, SCHOOL), (True, [*SCHOOL, "municipal"])])
def test_only_a_body_above_makes_a_municipal_map(official: bool, offered: list[str]) -> None:
    given = {"title": "Карта", "target_model": "municipal", "school_year": "2026"}
    empty = EmptyRoadmapForm(given, years=(2026,), official=official)
    read = ConfirmForm(given, official=official)

    assert [value for value, _ in empty.fields["target_model"].choices] == offered
    assert ["target_model" not in form.errors for form in (empty, read)] == [official, official]

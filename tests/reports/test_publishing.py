"""Small numbers: nothing hidden follows from anything shown."""

from collections.abc import Iterator
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.figures import FIGURES, Cell, publish, publish_sum
from reports.figures.cells import shared, total
from reports.figures.counting import of_municipality, of_region, of_school

WHOLE = {"waiting": "mentees", "mentees": "waiting", "silent": "pairs_teacher_pupil", "pairs_teacher_pupil": "silent"}
KEYS = list(WHOLE)
numbers = st.fixed_dictionaries({key: st.integers(0, 9) for key in KEYS})
LIGHTS = ["on_track"]


def possible(school: dict[str, int]) -> bool:
    inside = school["waiting"] <= school["mentees"] and school["silent"] <= school["pairs_teacher_pupil"]
    return inside and min(school.values()) >= 0


def shown(schools: list[dict[str, int]]) -> object:
    """Everything an official may read of them."""
    return [of_school(school) for school in schools], of_municipality(schools, LIGHTS * len(schools))


@settings(max_examples=60)
@given(st.lists(numbers.filter(possible), min_size=1, max_size=4))
def test_every_hidden_cell_has_another_possible_value(schools: list[dict[str, int]]) -> None:
    """Whoever knows the rule and all that is shown still cannot tell: another country shows the very same."""
    seen = shown(schools)
    for place, school in enumerate(schools):
        for key in set(of_school(school).hidden) & set(KEYS):
            assert any(shown(other) == seen for other in others(schools, place, key)), (place, key)


def others(schools: list[dict[str, int]], place: int, key: str) -> Iterator[list[dict[str, int]]]:
    """The same schools with another number there: alone, balanced by a neighbour, or in all schools alike; what it is
    a part or the whole of is moved along."""
    beside = WHOLE[key]
    levels = product((None, 1, 4), range(10), (0, 1, -1, 2, -2))
    for level, number, along in levels:
        moved = [alike(school, beside, level) for school in schools]
        changed = [dict(school) for school in moved]
        changed[place][key], changed[place][beside] = number, changed[place][beside] + along
        candidates = [changed, [alike(school, key, number) for school in moved]]
        for neighbour in set(range(len(schools))) - {place}:
            balanced = [dict(school) for school in changed]
            balanced[neighbour][key] += schools[place][key] - number
            balanced[neighbour][beside] -= along
            candidates.append(balanced)
        yield from (each for each in candidates if number != schools[place][key] and all(map(possible, each)))


def alike(school: dict[str, int], key: str, number: int | None) -> dict[str, int]:
    if number is None or key not in of_school(school).hidden:
        return dict(school)
    return school | {key: number}


def test_a_single_pair_among_forty_schools_is_not_computed_from_the_sum() -> None:
    schools = [{"pairs_teacher_pupil": 200}] * 39 + [{"pairs_teacher_pupil": 1}]
    published = of_municipality(schools, LIGHTS * 40)
    assert published.values["pairs_teacher_pupil"] == 7800
    assert "pairs_teacher_pupil" in published.hidden
    assert of_school(schools[-1]).values["pairs_teacher_pupil"] == 0


def test_many_small_schools_are_added_up() -> None:
    assert publish_sum([3, 2, 4, 10, 0]) == Cell(19)
    assert publish_sum([1, 1, 10]) == Cell(10, exact=False)
    assert publish_sum([4, 4, 10]) == Cell(10, exact=False)
    assert publish_sum([3, 10]) == Cell(10, exact=False)
    assert publish_sum([0, 0]) == Cell(0)


def test_a_part_that_leaves_few_is_no_number() -> None:
    assert publish(10, 14) == Cell(5, exact=False)
    assert publish(10, 10) == Cell(10)
    assert publish(5, 6) == publish(6, 6) == Cell(5, exact=False)
    assert publish(9, 14) == Cell(9)
    assert publish_sum([10, 20], [14, 40]) == Cell(25, exact=False)


@given(st.lists(st.lists(numbers.filter(possible), max_size=3), min_size=1, max_size=3))
def test_a_region_knows_no_more_than_its_municipalities(places: list[list[dict[str, int]]]) -> None:
    assume(any(places))
    rows = [of_municipality(schools, LIGHTS * len(schools)) for schools in places]
    cells = [{key: Cell(row.values[key], key not in row.hidden) for key in row.values} for row in rows]
    published = of_region(cells)
    for key in FIGURES:
        assert published.values[key] == sum(row.values[key] for row in rows)
        assert (key in published.hidden) == any(key in row.hidden for row in rows)


def test_words_of_a_cell() -> None:
    assert [str(Cell(12)), str(Cell(412, exact=False)), str(Cell(0, exact=False))] == ["12", "412+", "<\u00a05"]
    assert [Cell(412, exact=False).spoken, Cell(0, exact=False).spoken] == ["не меньше 412", "меньше 5"]


def test_shares_and_totals_need_exact_parts() -> None:
    assert total([Cell(3), Cell(0, exact=False)]) == Cell(3, exact=False)
    assert shared(Cell(1), Cell(4)) == 0.25
    assert shared(Cell(1), Cell(0)) is None
    assert shared(Cell(1), Cell(4, exact=False)) is None

"""Small numbers: nothing hidden follows from anything shown."""

from collections.abc import Iterator
from functools import cache
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.campaigns.amounts import Amount
from reports.campaigns.fields import Field, FieldKind
from reports.campaigns.figures import amounts_of, counted_keys, published_cells
from reports.figures import COUNTED, PAIRS, Cell, counted_parts, publish
from reports.figures.cells import total
from reports.figures.counting import Published, cells_of, of_municipality, of_region, of_school
from reports.indicators.measures import NUMBER, PERCENT, published

WHOLE = {"waiting": "mentees", "mentees": "waiting", "silent": "pairs_teacher_pupil", "pairs_teacher_pupil": "silent"}
KEYS = list(WHOLE)
numbers = st.fixed_dictionaries({key: st.integers(0, 9) for key in KEYS})
LIGHTS = ["on_track"]


def possible(school: dict[str, int]) -> bool:
    inside = school["waiting"] <= school["mentees"] and school["silent"] <= school["pairs_teacher_pupil"]
    return inside and min(school.values()) >= 0


@cache
def row_of(school: tuple[tuple[str, int], ...]) -> Published:
    return of_school(dict(school))


def rows(schools: list[dict[str, int]]) -> list[Published]:
    return [row_of(tuple(school.items())) for school in schools]


def look_alike(one: list[dict[str, int]], other: list[dict[str, int]]) -> bool:
    """In everything an official may read of them; most differ in the rows of schools already."""
    lights = LIGHTS * len(one)
    return rows(one) == rows(other) and of_municipality(one, lights) == of_municipality(other, lights)


@settings(max_examples=60)
@given(st.lists(numbers.filter(possible), min_size=1, max_size=4))
def test_every_hidden_cell_has_another_possible_value(schools: list[dict[str, int]]) -> None:
    """Whoever knows the rule and all that is shown still cannot tell: another country shows the very same."""
    for place, school in enumerate(schools):
        for key in set(of_school(school).hidden) & set(KEYS):
            assert any(look_alike(schools, other) for other in others(schools, place, key)), (place, key)


def others(schools: list[dict[str, int]], place: int, key: str) -> Iterator[list[dict[str, int]]]:
    """The same schools with another number there: alone, balanced by a neighbour, or in all schools alike; what it is
    a part or the whole of is moved along, of the neighbour too."""
    beside = WHOLE[key]
    levels = product((None, 1, 4), range(10), (0, 1, -1, 2, -2))
    for level, number, along in levels:
        moved = [alike(school, beside, level) for school in schools]
        changed = [dict(school) for school in moved]
        changed[place][key], changed[place][beside] = number, changed[place][beside] + along
        candidates = [changed, [alike(school, key, number) for school in moved]]
        for neighbour in set(range(len(schools))) - {place}:
            for back, follow in product((schools[place][key] - number, 0), (-along, 0, 1, -1, 2, -2)):
                balanced = [dict(school) for school in changed]
                balanced[neighbour][key] += back
                balanced[neighbour][beside] += follow
                candidates.append(balanced)
        yield from (each for each in candidates if number != schools[place][key] and all(map(possible, each)))


def alike(school: dict[str, int], key: str, number: int | None) -> dict[str, int]:
    if number is None or not 0 < school[key] < 5:
        return dict(school)
    return school | {key: number}


def test_a_single_pair_among_forty_schools_is_not_computed_from_the_sum() -> None:
    schools = [{"pairs_teacher_pupil": 200}] * 39 + [{"pairs_teacher_pupil": 1}]
    published = of_municipality(schools, LIGHTS * 40)
    assert published.values["pairs_teacher_pupil"] == 7800
    assert "pairs_teacher_pupil" in published.hidden
    assert of_school(schools[-1]).values["pairs_teacher_pupil"] == 0


def test_a_sum_leaves_out_what_is_hidden() -> None:
    assert added([3, 2, 4, 10, 0]) == Cell(10, exact=False)
    assert added([3, 10]) == Cell(10, exact=False)
    assert added([0, 0]) == Cell(0)
    assert added([4, 4]) == added([1, 1]) == Cell(2, exact=False)
    assert str(added([3, 0])) == "<\u00a05"


def added(numbers: list[int]) -> Cell:
    return total(publish(number) for number in numbers)


def test_sums_of_two_days_tell_nothing_of_a_neighbour() -> None:
    """The first school passes from four to five: what the sum says of the other stays the same."""
    before, after = ([publish(first), publish(2)] for first in (4, 5))
    assert (total(before), total(after)) == (Cell(2, exact=False), Cell(5, exact=False))


def test_a_part_that_leaves_few_is_no_number() -> None:
    assert publish(10, 14) == Cell(5, exact=False)
    assert publish(10, 10) == Cell(10)
    assert publish(5, 6) == publish(6, 6) == Cell(5, exact=False)
    assert publish(9, 14) == Cell(9)


def test_who_lacks_a_consent_does_not_tell_who_has_one() -> None:
    """Of ten mentors and twenty mentees twenty-eight lack it, so two have it."""
    school = of_school({"mentors": 10, "mentees": 20, "uncovered": 28})
    assert (school.values["uncovered"], "uncovered" in school.hidden) == (5, True)


@given(st.lists(st.lists(numbers.filter(possible), max_size=3), min_size=1, max_size=3))
def test_a_region_knows_no_more_than_its_municipalities(places: list[list[dict[str, int]]]) -> None:
    assume(any(places))
    rows = [of_municipality(schools, LIGHTS * len(schools)) for schools in places]
    cells = [{key: Cell(row.values[key], key not in row.hidden) for key in row.values} for row in rows]
    published = of_region(cells)
    for key in COUNTED:
        assert published.values[key] == total(row[key] for row in cells).value
        assert (key in published.hidden) == any(key in row.hidden for row in rows)


def test_all_pairs_are_added_from_their_forms_and_never_counted() -> None:
    first, second, *_others = counted_parts(PAIRS)
    row = of_school({first: 7, second: 3})
    assert PAIRS not in {*row.values, *row.hidden, *COUNTED}
    assert cells_of(row.values, row.hidden)[PAIRS] == Cell(7, exact=False)
    assert counted_parts("mentors") == ("mentors",)


def test_words_of_a_cell() -> None:
    assert [str(Cell(12)), str(Cell(412, exact=False)), str(Cell(0, exact=False))] == ["12", "412+", "<\u00a05"]
    assert [Cell(412, exact=False).spoken, Cell(0, exact=False).spoken] == ["не меньше 412", "меньше 5"]


def test_totals_are_exact_when_their_parts_are() -> None:
    assert total([Cell(3), Cell(0, exact=False)]) == Cell(3, exact=False)


def test_a_report_on_request_says_no_more_than_the_row_of_figures() -> None:
    """Of twelve mentees ten wait, so two have a pair; the form may claim that it counts no people."""
    asked = [Field("waiting", FieldKind.FIGURE, "Ждут пару", people=False)]
    live = {"mentees": 12, "waiting": 10}
    assert amounts_of(published_cells(live), asked) == {"waiting": Amount(Cell(5, exact=False))}
    assert counted_keys(["waiting"]) == ["waiting", "mentees"]


def test_a_share_that_leaves_a_few_people_is_a_lower_bound() -> None:
    assert published(PERCENT, 38, 40) == (Cell(5, exact=False), Cell(40))
    assert published(PERCENT, 40, 40) == (Cell(40), Cell(40))
    assert published(PERCENT, 0, 3) == (Cell(0), Cell(0, exact=False))
    assert published(NUMBER, 38, 40) == (Cell(38), Cell(40))


def test_a_sum_of_parts_tells_no_part() -> None:
    """Of three mentees in two schools some wait in both; an exact sum, or one left out for a rule, would tell both."""
    schools = [{"mentees": 1, "waiting": 1}, {"mentees": 2, "waiting": 1}]
    other = [{"mentees": 2, "waiting": 2}, {"mentees": 1, "waiting": 1}]
    assert look_alike(schools, other)


def test_a_part_of_several_does_not_tell_the_hidden_one() -> None:
    """Seven silent pairs, five of one form: the other form would have two."""
    school = {"pairs_teacher_pupil": 5, "pairs_pupil_pupil": 2, "silent": 7}
    assert of_school(school).values["silent"] == 5
    assert {"silent", "pairs_pupil_pupil"} <= set(of_school(school).hidden)

"""What the review asks and what it takes for granted."""

from datetime import date

from roadmaps.importing.document import interpret, read_pasted
from roadmaps.importing.results import ImportResult
from roadmaps.importing.review import Target, TermGroup, decided, planned_stages, term_groups
from roadmaps.terms import Alternative, Confidence, Frame, Kind, Reading, Window

TARGET = Target(Frame(academic_year=2026))
LATE, INSIDE = Window(date(2027, 12, 1), date(2027, 12, 31)), Window(date(2026, 12, 1), date(2026, 12, 31))


def doubtful(*windows: Window, other: Window | None = None) -> TermGroup:
    others = (Alternative(Kind.MONTH, (other,), ""),) if other else ()
    reading = Reading(Kind.LIST, windows, confidence=Confidence.CHECK, note="Проверьте год.", alternatives=others)
    return TermGroup("key", "декабрь", reading, ("Провести собрание",))


def pasted(*rows: str, frame: Frame | None = None) -> ImportResult:
    text = "\n".join(["№\tМероприятие\tСрок\tОтветственный", *rows])
    return interpret(read_pasted(text), frame or TARGET.frame)


def test_a_doubtful_term_within_the_year_is_offered_as_read() -> None:
    assert doubtful(INSIDE, other=LATE).preferred(TARGET) == 0


def test_an_alternative_within_the_year_goes_before_a_reading_outside() -> None:
    group = doubtful(INSIDE, LATE, other=INSIDE)
    assert group.preferred(TARGET) == 1
    assert decided(group, None, TARGET).windows == (INSIDE,)


def test_readings_outside_the_year_are_left_to_the_person() -> None:
    group = doubtful(LATE)
    assert group.preferred(TARGET) is None
    assert decided(group, None, TARGET).kind is Kind.UNKNOWN
    assert decided(group, {"option": 0}, TARGET).windows == (LATE,)


def test_a_map_of_several_years_has_its_own_bounds() -> None:
    target = Target(Frame(None, period=(date(2026, 1, 1), date(2028, 12, 31))), keep=True)
    assert doubtful(LATE).preferred(target) == 0


def test_august_before_the_year_prepares_for_it() -> None:
    assert TARGET.holds(Reading(Kind.MONTH, (Window(date(2026, 8, 1), date(2026, 8, 31)),)))
    assert not TARGET.holds(Reading(Kind.MONTH, (Window(date(2026, 7, 1), date(2026, 7, 31)),)))


def test_the_month_of_a_heading_reaches_the_map() -> None:
    result = pasted("НОЯБРЬ", "1\tПровести собрание\t1 неделя\tКуратор")
    activity = planned_stages(result, {}, TARGET)[0].activities[0]
    assert {window.start.month for window in activity.reading.windows} == {11}


def test_a_doubt_about_the_row_is_asked_about() -> None:
    result = pasted("1\tПровести собрание\tноябрь\tКуратор", "\t\tдекабрь\t")
    assert [group.needs_eyes for group in term_groups(result, TARGET)] == [True]

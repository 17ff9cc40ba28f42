"""Indicators kept: sets, plans, facts, what goes upward, locked periods."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from core import tenancy
from core.errors import DomainError
from core.models import AuditEvent
from core.tenancy import SYSTEM
from core.viewer import Viewer
from reports.actions.indicator_cells import CellChanged, PeriodLocked, Place, Refusals, settled
from reports.actions.indicator_facts import set_fact, write_facts
from reports.actions.indicator_periods import lock_period, unlock_period
from reports.actions.indicator_plans import SamePlan, set_plan, set_same_plan, write_plans
from reports.actions.indicators import SetTaken, StaysPeople, UnitInUse, adopt_set, save_indicator
from reports.forms.indicators import IndicatorForm
from reports.indicators.periods import QUARTERS
from reports.indicators.sets import BY_KEY
from reports.models import Indicator, IndicatorFact, IndicatorPlan
from reports.queries.indicator_rows import indicators_of
from reports.queries.indicators import IndicatorValue, indicator_values
from schools.access import viewer_as
from schools.models import Organization
from tests.factories import make_membership
from tests.indicator_factories import make_indicator, make_target
from tests.reports.measured import NOW, YEAR, Measured, build_measured
from tests.world import TODAY


@pytest.fixture
def here(db: None) -> Measured:
    return build_measured()


def report(by: Viewer, indicator: Indicator, *numbers: int, seen: int = 0) -> None:
    place = Place(indicator, by.organization, YEAR, 1, seen)
    with tenancy.tx(by.scope):
        set_fact(place, (numbers[0], numbers[1]), by=by, now=NOW)


def plan(by: Viewer, indicator: Indicator, organization: Organization, value: int | None, seen: int = 0) -> None:
    with tenancy.tx(by.scope):
        number = None if value is None else Decimal(value)
        set_plan(Place(indicator, organization, YEAR, 1, seen), number, by=by, now=NOW)


def value(by: Viewer, organization: Organization, period: int = 1) -> IndicatorValue:
    with tenancy.tx(by.scope):
        return indicator_values(by, YEAR, organization, period, NOW.date())[0]


def test_a_school_sees_its_few_people_and_the_town_does_not(here: Measured) -> None:
    report(here.first, here.share, 3, 40)
    own, above = value(here.first, here.first.organization), value(here.town, here.first.organization)
    assert (own.said, own.parts) == ("7,5\u00a0%", "3 из 40")
    assert (above.said, above.parts) == ("доля скрыта", "<\u00a05 из 40")
    with tenancy.tx(here.town.scope):
        assert IndicatorFact.objects.count() == 0


def test_a_sum_with_a_hidden_part_is_a_lower_bound(here: Measured) -> None:
    report(here.first, here.share, 3, 40)
    report(here.second, here.share, 10, 20)
    town = value(here.town, here.town.organization)
    assert (town.said, town.parts, town.reported, town.expected) == ("доля скрыта", "10+ из 60", 2, 2)


def test_a_sum_of_what_everybody_may_see_is_exact(here: Measured) -> None:
    report(here.first, here.share, 20, 40)
    report(here.second, here.share, 10, 20)
    town = value(here.town, here.town.organization)
    assert (town.figure, town.parts) == (Decimal("50.0"), "30 из 60")


def test_nothing_to_divide_by_is_no_data(here: Measured) -> None:
    report(here.first, here.share, 0, 0)
    plan(here.town, here.share, here.first.organization, 70)
    found = value(here.first, here.first.organization)
    assert (found.figure, found.said, found.is_judged) == (None, "нет данных", False)


def test_the_year_shows_the_last_quarter_that_has_a_figure(here: Measured) -> None:
    report(here.first, here.share, 20, 40)
    assert value(here.first, here.first.organization, period=0).said == "50\u00a0%"


def test_a_plan_is_that_of_the_quarter_else_of_the_year_else_the_target(here: Measured) -> None:
    school = here.first.organization
    nothing = value(here.first, school).plan
    with tenancy.tx(SYSTEM):
        make_target(here.share, 70)
    target = value(here.first, school).plan
    with tenancy.tx(here.town.scope):
        set_plan(Place(here.share, school, YEAR, 0), Decimal(60), by=here.town, now=NOW)
    year = value(here.first, school).plan
    plan(here.town, here.share, school, 50)
    assert [nothing, target, year, value(here.first, school).plan] == [None, 70, 60, 50]


def test_a_plan_typed_over_another_one_shows_it(here: Measured) -> None:
    plan(here.town, here.share, here.first.organization, 50)
    with pytest.raises(CellChanged) as refused:
        plan(here.town, here.share, here.first.organization, 60)
    assert (refused.value.now, refused.value.version) == ("50\u00a0%", 1)
    plan(here.town, here.share, here.first.organization, 60, seen=1)
    assert value(here.town, here.first.organization).plan == 60


def test_a_fact_taken_away_is_gone_above_too(here: Measured) -> None:
    report(here.first, here.share, 20, 40)
    with tenancy.tx(here.first.scope):
        set_fact(Place(here.share, here.first.organization, YEAR, 1, 1), None, by=here.first, now=NOW)
    assert value(here.town, here.town.organization).measure is None


def asked(here: Measured, numbers: tuple[int, int] | None, indicators: list[Indicator], seen: int) -> int:
    """Statements of a block of facts of the first school, a quarter a column; without numbers it takes them away."""
    school = here.first.organization
    places = [Place(each, school, YEAR, quarter, seen) for each in indicators for quarter in QUARTERS]
    with tenancy.tx(here.first.scope), CaptureQueriesContext(connection) as told:
        write_facts([(place, numbers) for place in places], by=here.first, now=NOW)
    return len(told)


def planned(here: Measured, number: int, indicators: list[Indicator], seen: int) -> int:
    school = here.first.organization
    places = [Place(each, school, YEAR, quarter, seen) for each in indicators for quarter in QUARTERS]
    with tenancy.tx(here.town.scope), CaptureQueriesContext(connection) as told:
        write_plans([(place, Decimal(number)) for place in places], by=here.town, now=NOW)
    return len(told)


def test_a_block_of_forty_cells_asks_as_much_as_one_of_four(here: Measured) -> None:
    with tenancy.tx(SYSTEM):
        many = [make_indicator(here.town.organization) for _ in range(10)]
    few = [here.share]
    for seen, numbers in enumerate(((20, 40), (30, 40), None)):
        assert asked(here, numbers, few, seen) == asked(here, numbers, many, seen) < 14
    for seen, number in enumerate((50, 60)):
        assert planned(here, number, few, seen) == planned(here, number, many, seen) < 10
    found = value(here.first, here.first.organization)
    assert (found.plan_version, found.plan, found.measure) == (2, Decimal(60), None)


def test_a_block_with_one_stale_cell_writes_nothing(here: Measured) -> None:
    report(here.first, here.share, 20, 40)
    cells = [(Place(here.share, here.first.organization, YEAR, quarter), (30, 40)) for quarter in (2, 1)]
    with tenancy.tx(here.first.scope), pytest.raises(CellChanged), transaction.atomic():
        write_facts(cells, by=here.first, now=NOW)
    with tenancy.tx(here.first.scope):
        assert list(IndicatorFact.objects.values_list("period", "numerator")) == [(1, 20)]


def test_a_cell_filled_in_the_meantime_is_judged_once_more(here: Measured) -> None:
    """The first writing meets the row of somebody else, the second one sees it."""
    place = Place(here.share, here.first.organization, YEAR, 1)
    answers: list[CellChanged | Refusals] = [CellChanged("другое значение", 1), {place: CellChanged("50", 1)}]

    def save() -> Refusals:
        answer = answers.pop(0)
        if isinstance(answer, CellChanged):
            raise answer
        return answer

    with tenancy.tx(here.town.scope):
        assert [str(error) for error in settled(save).values()] == [str(CellChanged("50", 1))]
    assert answers == []


def test_a_block_is_inserted_in_the_order_of_its_cells(here: Measured) -> None:
    """Of two that fill the same empty cells from both ends one waits, neither is thrown out."""
    facts = [(Place(here.share, here.first.organization, YEAR, quarter), (20, 40)) for quarter in (3, 1, 2)]
    plans = [(place, Decimal(60)) for place, _ in facts]
    with tenancy.tx(here.first.scope):
        write_facts(facts, by=here.first, now=NOW)
    with tenancy.tx(here.town.scope):
        write_plans(plans, by=here.town, now=NOW)
    with tenancy.tx(SYSTEM):
        written = [
            list(rows.objects.order_by("pk").values_list("period", flat=True))
            for rows in (IndicatorFact, IndicatorPlan)
        ]
    assert written == [[1, 2, 3]] * 2


def test_facts_of_a_block_go_upward_and_are_noted_each(here: Measured) -> None:
    cells = [(Place(here.share, here.first.organization, YEAR, quarter), (3, 40)) for quarter in (1, 2)]
    with tenancy.tx(here.first.scope):
        write_facts(cells, by=here.first, now=NOW)
    assert value(here.town, here.first.organization, period=2).parts == "<\u00a05 из 40"
    with tenancy.tx(SYSTEM):
        told = AuditEvent.objects.filter(verb="indicator.reported").order_by("details__period")
        assert [event.details for event in told] == [{"period": each, "school_year": YEAR} for each in (1, 2)]


def test_the_same_plan_leaves_alone_whoever_has_one(here: Measured) -> None:
    schools = [here.first.organization, here.second.organization]
    plan(here.town, here.share, schools[0], 50)
    with tenancy.tx(here.town.scope):
        same = SamePlan(here.share, YEAR, 1, Decimal(80), only_empty=True)
        count = set_same_plan(same, schools, by=here.town, now=NOW)
    assert count == 1
    assert [value(here.town, school).plan for school in schools] == [50, 80]


def test_a_locked_quarter_refuses_in_words_and_in_the_database(here: Measured) -> None:
    report(here.first, here.share, 20, 40)
    with tenancy.tx(here.town.scope):
        lock = lock_period(YEAR, 1, by=here.town, now=NOW)
    with pytest.raises(PeriodLocked):
        report(here.first, here.share, 30, 40, seen=1)
    with tenancy.tx(here.first.scope), pytest.raises(DatabaseError), transaction.atomic():
        IndicatorFact.objects.update(numerator=40)
    with tenancy.tx(here.town.scope), pytest.raises(DatabaseError), transaction.atomic():
        IndicatorPlan.objects.create(
            organization=here.first.organization, owner=here.town.organization, indicator=here.share,
            school_year=YEAR, period=1, value=1, changed_at=NOW,
        )  # fmt: skip
    with tenancy.tx(here.town.scope):
        unlock_period(lock, reason="ошибка в отчёте", by=here.town)
    report(here.first, here.share, 30, 40, seen=1)
    assert value(here.first, here.first.organization).said == "75\u00a0%"


def test_a_quarter_to_come_is_not_locked(here: Measured) -> None:
    with tenancy.tx(here.town.scope), pytest.raises(DomainError, match="ещё не начался"):
        lock_period(YEAR, 3, by=here.town, now=NOW)


COUNTED = {"source": "figures", "numerator_figure": "done", "denominator_figure": "activities"}
ELSEWHERE: tuple[tuple[dict[str, str], int], ...] = (
    (COUNTED, 1),
    ({"rhythm": "year"}, 1),
    ({"level": "municipality"}, 1),
    ({}, 0),
)


@pytest.mark.parametrize(("fields", "period"), ELSEWHERE)
def test_a_fact_is_typed_only_where_it_belongs(here: Measured, fields: dict[str, str], period: int) -> None:
    with tenancy.tx(SYSTEM):
        other = make_indicator(here.town.organization, **fields)
    with tenancy.tx(here.first.scope), pytest.raises(DomainError):
        set_fact(Place(other, here.first.organization, YEAR, period), (1, 2), by=here.first, now=NOW)


def test_a_school_types_nothing_for_another_one(here: Measured) -> None:
    with tenancy.tx(here.first.scope), pytest.raises(DomainError):
        set_fact(Place(here.share, here.second.organization, YEAR, 1), (1, 2), by=here.first, now=NOW)


def test_a_set_is_taken_over_once_with_its_targets(here: Measured) -> None:
    with tenancy.tx(here.town.scope):
        made = adopt_set(BY_KEY["federal"], by=here.town)
        with pytest.raises(SetTaken):
            adopt_set(BY_KEY["federal"], by=here.town)
        first = made[0].targets.filter(school_year=2024, level="school").get()
    assert len(made) == 6
    assert first.value == 70


def test_the_unit_of_a_used_indicator_stays(here: Measured) -> None:
    report(here.first, here.share, 20, 40)
    with tenancy.tx(here.town.scope), pytest.raises(UnitInUse):
        save_indicator(here.share, {"unit": "number"}, {}, seen=1, by=here.town)


def test_targets_are_set_changed_and_taken_away(here: Measured) -> None:
    with tenancy.tx(here.town.scope):
        key = (YEAR, "school")
        for seen, target in enumerate((Decimal(70), Decimal(80), None), 1):
            save_indicator(here.share, {"name": "Доля"}, {key: target}, seen=seen, by=here.town)
    assert value(here.town, here.first.organization).plan is None


def test_only_a_region_with_a_reason_says_that_typed_numbers_are_of_no_people(here: Measured) -> None:
    words = {"name": "Кабинеты", "numerator": "кабинеты", "unit": "number", "level": "school", "people": False}
    with tenancy.tx(here.town.scope), pytest.raises(StaysPeople):
        save_indicator(None, words, {}, seen=0, by=here.town, why_not_people="Считаем кабинеты")
    with tenancy.tx(SYSTEM):
        official = make_membership(here.town.organization.parent, Role.REGION_OFFICIAL)
        region = viewer_as(official, today=TODAY)
    with tenancy.tx(region.scope):
        with pytest.raises(StaysPeople):
            save_indicator(None, words, {}, seen=0, by=region)
        made = save_indicator(None, words, {}, seen=0, by=region, why_not_people="Считаем кабинеты")
        save_indicator(made, {"position": 7}, {}, seen=1, by=region)
        with pytest.raises(StaysPeople):
            save_indicator(made, {"name": "Дети"}, {}, seen=2, by=region)
        told = AuditEvent.objects.filter(verb="indicator.saved", subject_id=str(made.pk))
        assert sorted(event.details["reason"] for event in told) == ["", "Считаем кабинеты"]


def test_a_municipality_may_tick_people_and_not_untick_them(here: Measured) -> None:
    def people(indicator: Indicator) -> tuple[bool, bool]:
        form = IndicatorForm(instance=indicator, organization=here.town.organization, years=(YEAR,))
        return form.fields["people"].disabled, "not_people_because" in form.fields

    assert people(Indicator()) == (True, False)
    assert people(Indicator(people=False)) == (False, False)


def test_a_figure_of_people_is_of_people_whatever_was_ticked() -> None:
    unticked = Indicator(source="figures", numerator_figure="mentors", people=False)
    assert unticked.counts_people
    assert not Indicator(source="figures", numerator_figure="orders", people=False).counts_people


def test_a_sum_of_hidden_parts_only_tells_how_many_there_are(here: Measured) -> None:
    report(here.first, here.share, 3, 40)
    report(here.second, here.share, 2, 30)
    assert value(here.town, here.town.organization).parts == "2+ из 70"


def test_a_set_stays_together(here: Measured) -> None:
    town, first, second = here.town.organization, *list(BY_KEY)[:2]
    for position, series in enumerate((first, second, first, second), start=1):
        with tenancy.tx(SYSTEM):
            make_indicator(town, name=f"{series} {position}", series=series, position=position)

    with tenancy.tx(here.town.scope):
        found = [(each.series, each.position) for each in indicators_of(here.town, town)]

    assert found == [("", 0), (first, 1), (first, 3), (second, 2), (second, 4)]

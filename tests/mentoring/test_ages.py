"""At which ages pupils take part: by hand, in a questionnaire, from a spreadsheet."""

from datetime import date

import pytest

from core import tenancy
from mentoring.actions.intake import refuse_age
from mentoring.actions.people import OutsideAges, add_person
from mentoring.ages import NO_LIMITS, Ages
from mentoring.entries import Entry
from mentoring.importing.rows import Plan, read_row
from mentoring.models import BaseRules
from tests.world import TODAY, World

LIMITS = Ages(mentee_from=10, mentee_to=17, mentor_from=14)
TOO_YOUNG = "Ученики становятся наставляемыми с 10 лет до 17 лет, а по дате рождения 9\u00a0лет."


@pytest.mark.parametrize(
    ("limits", "kind", "side", "years", "refused"),
    [
        (LIMITS, "pupil", "mentee", 9, True),
        (LIMITS, "pupil", "mentee", 10, False),
        (LIMITS, "pupil", "mentee", 17, False),
        (LIMITS, "pupil", "mentee", 18, True),
        (LIMITS, "pupil", "mentor", 13, True),
        (LIMITS, "pupil", "mentor", 14, False),
        (LIMITS, "teacher", "mentee", 40, False),
        (LIMITS, "pupil", "mentee", None, False),
        (NO_LIMITS, "pupil", "mentee", 6, False),
    ],
)
def test_only_pupils_of_a_known_age_outside_the_limits_are_refused(limits, kind, side, years, refused):
    assert bool(limits.refusal(kind, side, years)) is refused


def test_of_two_levels_that_contradict_the_lower_limit_stands():
    assert Ages(mentee_from=12, mentee_to=10).in_order() == Ages(mentee_from=12)


def test_a_row_of_a_spreadsheet_says_why_and_which_cell():
    plan = Plan(
        "mentee", "pupil", 2026, {"full_name": 0, "birth": 1, "categories": 2}, kind="pupil", ages=LIMITS,
        own_categories=("олимпиадник",),
    )  # fmt: skip

    young = read_row(["Примеров Пётр", "01.02.2017", "Олимпиадник; молодой специалист"], plan, date(2026, 9, 1))
    grown = read_row(["Примеров Пётр", "01.02.2014", ""], plan, date(2026, 9, 1))

    assert (young.refusal.column, young.refusal.why) == (1, TOO_YOUNG)
    assert young.entry.categories == ("олимпиадник", "novice")
    assert grown.refusal is None


def test_by_hand_and_in_a_questionnaire_the_settings_of_the_organization_hold(world: World, now):
    by, link = world.viewer("curator"), world.school.people.link
    link.audience, link.side = "parent", "mentee"
    born = TODAY.replace(year=TODAY.year - 9)
    entry = Entry(
        last_name="Примеров", first_name="Пётр", kind="pupil", side="mentee", model="pupil", school_year=2026,
        birth_date=born,
    )  # fmt: skip
    with tenancy.tx(by.scope):
        BaseRules.objects.filter(organization=by.organization).update(mentee_from=10, mentee_to=17)
        with pytest.raises(OutsideAges, match="с 10 лет"):
            add_person(entry, by=by, now=now)
        with pytest.raises(OutsideAges, match="с 10 лет"):
            refuse_age(link, {"birth_date": born.isoformat()}, now=now)

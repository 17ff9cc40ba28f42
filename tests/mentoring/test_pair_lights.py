"""Lights of pairs out of the database."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from mentoring.models import Meeting, Pair, PairRules
from mentoring.queries.health import health_of
from tests.pair_factories import make_meeting, make_pair

TODAY = date(2026, 11, 22)


def test_lights_follow_meetings_and_the_rules_of_the_organization(world, db):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        pair = world.school.pairing.pair
        silent = health_of([pair], TODAY)[pair.pk]
        Meeting.objects.filter(pair=pair).update(status="missed")
        never = health_of([pair], TODAY)[pair.pk]
        make_meeting(pair, kind="regular", held_on=date(2026, 11, 1))
        calm = health_of([pair], TODAY)[pair.pk]
        PairRules.objects.update(silence_days=15)
        strict = health_of([pair], TODAY)[pair.pk]

    assert silent.why.startswith("Нет встреч 48\u00a0дней")
    assert never.why == "Первой встречи нет 52\u00a0дня, ждём не дольше 10"
    assert (calm.level, strict.cause) == ("on_track", "silence")


def test_lights_of_many_pairs_take_two_queries(world, db):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        for _ in range(3):
            make_meeting(make_pair(world.school.people.offered))
        pairs = list(Pair.objects.visible_to(viewer))
        with CaptureQueriesContext(connection) as queries:
            lights = health_of(pairs, TODAY)

    assert len(lights) == len(pairs) >= 5
    assert len(queries) == 2
    assert health_of([], TODAY) == {}

"""Kinds whose registration approves a roadmap, from the draft to the stored text."""

from datetime import date, datetime

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from orders import actions
from orders.blocks import Paper, digest
from orders.drafts.consequences import consequences_of
from orders.kinds import kind_of
from orders.models import Order
from orders.queries import paper_of
from roadmaps.models import Activity, Roadmap, Stage
from tests import factories
from tests.world import TODAY, World


def registered(key: str, params: dict[str, object], by: Viewer, now: datetime) -> tuple[Order, Paper]:
    order = actions.draft_order(kind_of(key), params, by=by, today=TODAY)
    assert any("станет утверждённой" in words for words in consequences_of(by, order))
    done = actions.register_order(order, number="", on=TODAY, by=by, now=now)
    return done, paper_of(done)


def test_the_regulation_comes_into_force_with_its_roadmap(roadmap: Roadmap, coordinator: Viewer, now: datetime) -> None:
    params = {"roadmap": roadmap.pk, "minutes": "от 28.08.2026 № 1"}
    Activity.objects.filter(roadmap=roadmap).update(term_text="октябрь")

    done, paper = registered("regulation", params, coordinator, now)

    fresh = Roadmap.objects.get(pk=roadmap.pk)
    assert (fresh.status, fresh.approved_on) == (Roadmap.Status.APPROVED, TODAY)
    assert fresh.approval_basis == f"приказ от 21.11.2026 № {done.number}"
    assert [(each.number, each.title, each.table.row_count) for each in paper.appendices] == [
        (1, "Положение о программе наставничества", 0),
        (2, roadmap.title, 2),
    ]
    assert "протокол от 28.08.2026 № 1" in paper.preamble.replace("\u00a0", " ")
    assert done.texts.get().sha256 == digest(paper)
    with pytest.raises(actions.AlreadyRegistered):
        actions.register_order(done, number="", on=TODAY, by=coordinator, now=now)


def test_the_municipal_roadmap_is_approved_with_its_plan_and_indicators(world: World, now: datetime) -> None:
    by, official = world.viewer("municipal_official"), world.people["municipal_official"]
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(
            by.organization, title="Карта округа", target_model="municipal", ends_on=date(2029, 5, 31)
        )
        for kind, name in ((Stage.Kind.EVENTS, "Слёт наставников"), (Stage.Kind.STAGE, "Совещание")):
            stage = factories.make_stage(roadmap, kind=kind, name=name)
            activity = factories.make_activity(stage, name=name, audience="школы", term_text="апрель")
            factories.make_responsible(activity, text="методисты")
            factories.make_occurrence(activity)
    with tenancy.tx(by.scope):
        params = {"roadmap": roadmap.pk, "responsible": official.pk}
        done, paper = registered("municipal_roadmap", params, by, now)

        fresh = Roadmap.objects.get(pk=roadmap.pk)
    plan, indicators = paper.appendices[1:]
    assert (fresh.status, fresh.approval_basis) == ("approved", f"приказ от 21.11.2026 № {done.number}")
    assert paper.title.replace("\u00a0", " ").endswith("на 2026–2029 годы")
    assert [each.title for each in paper.appendices] == [
        "Карта округа",
        "План мероприятий",
        "Показатели развития наставничества",
    ]
    assert [row[1:] for row in plan.table.groups[0].rows] == [("Слёт наставников", "школы", "апрель", "методисты")]
    assert indicators.table.row_count == 6
    assert paper.signature.name.endswith(official.last_name)

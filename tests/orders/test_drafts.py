"""Drafts of orders: what the builder writes and what an edit may do."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from core import tenancy
from core.audit import history
from core.viewer import Viewer
from orders import actions
from orders.blocks import Signature, plain_clauses
from orders.drafts.checking import draft_warnings
from orders.kinds import kind_of
from orders.kinds.base import Line, Template
from orders.models import Order, OrderText
from orders.queries import paper_of
from roadmaps.actions import delete_draft
from roadmaps.models import Activity, Roadmap
from schools.models import Membership
from tests.world import TODAY, World


def edit(order: Order, by: Viewer, seen: int, **changed: object) -> None:
    paper = paper_of(order)
    parts = {
        "title": paper.title,
        "preamble": paper.preamble,
        "clauses": paper.clauses,
        "place": paper.requisites.place,
        "signature": paper.signature,
    }
    actions.edit_order(order, by=by, seen_version=seen, **(parts | changed))


def test_draft_fills_requisites_and_clauses(draft: Order, world: World) -> None:
    paper = paper_of(draft)

    assert draft.title == "Об утверждении дорожной карты наставничества обучающихся на 2026/2027 учебный год"
    assert paper.letterhead.full_name == world.school.organization.full_name
    assert paper.clauses[0].text.startswith(
        "Утвердить дорожную карту наставничества обучающихся на 2026/2027 учебный год"
    )
    assert paper.clauses[-1].text == "Контроль за исполнением настоящего приказа оставляю за собой."
    assert "№ Р-145" in paper.preamble
    assert not paper.preamble.endswith(".")


def test_teacher_roadmap_rests_on_the_letter(roadmap: Roadmap, coordinator: Viewer) -> None:
    Roadmap.objects.filter(pk=roadmap.pk).update(target_model="teacher", ends_on=date(2029, 5, 31))

    paper = paper_of(actions.draft_roadmap_order(roadmap, by=coordinator, today=TODAY))

    assert "№ АЗ-1128/08" in paper.preamble
    assert "Р-145" not in paper.preamble
    assert paper.title.endswith("на 2026–2029 годы")


def test_own_words_of_the_organization_count(roadmap: Roadmap, coordinator: Viewer, now: datetime) -> None:
    own = Template("О карте на {period}", "", (Line("Принять карту {subject}, отвечает {coordinator:nom:short}."),))
    actions.save_template(kind_of(Order.Kind.ROADMAP_APPROVAL), own, effective_from=TODAY, by=coordinator, now=now)

    paper = paper_of(actions.draft_roadmap_order(roadmap, by=coordinator, today=TODAY))

    assert paper.title == "О карте на 2026/2027 учебный год"
    assert paper.clauses[0].text.startswith("Принять карту наставничества обучающихся, отвечает ")
    assert paper.appendices[0].table.row_count == 2


def test_signature_is_of_the_director(roadmap: Roadmap, coordinator: Viewer, world: World) -> None:
    director = world.people["director"]
    with tenancy.scope(tenancy.SYSTEM):
        Membership.objects.filter(pk=director.pk).update(post="директор лицея")

    paper = paper_of(actions.draft_roadmap_order(roadmap, by=coordinator, today=TODAY))

    assert paper.signature == Signature("Директор лицея", f"А.П.\u00a0{director.last_name}")


def test_appendix_holds_every_row_and_drops_empty_columns(draft: Order) -> None:
    table = paper_of(draft).appendices[0].table

    assert [group.title for group in table.groups] == ["Подготовка", "Итоги <script>"]
    assert table.row_count == 2
    assert [column.title for column in table.columns][-1] == "Ожидаемый результат"
    assert table.groups[0].rows[0][1:] == (
        "Совещание: Подготовка",
        "Подготовить повестку",
        "ноябрь",
        "классные руководители",
        "протокол",
    )


def test_second_press_gives_the_same_draft(draft: Order, roadmap: Roadmap, coordinator: Viewer) -> None:
    again = actions.draft_roadmap_order(roadmap, by=coordinator, today=TODAY)

    assert again.pk == draft.pk


def test_draft_of_an_approved_roadmap_is_refused(world: World, coordinator: Viewer, scope: None) -> None:
    with pytest.raises(actions.RoadmapNotDraft):
        actions.draft_roadmap_order(world.school.roadmap, by=coordinator, today=TODAY)


def test_drafting_and_editing_leave_events(draft: Order, coordinator: Viewer) -> None:
    edit(draft, coordinator, 1, title="Об утверждении карты")

    events = list(history(coordinator, draft))

    assert {event.verb for event in events} == {"order.drafted", "order.edited"}
    assert next(event.details for event in events if event.verb == "order.edited") == {"fields": ["title"]}


def test_edit_drops_empty_clauses(draft: Order, coordinator: Viewer) -> None:
    edit(draft, coordinator, 1, clauses=plain_clauses("Первый.", "  ", "Второй."))

    assert paper_of(draft).clauses == plain_clauses("Первый.", "Второй.")
    assert draft.version == 2


def test_edit_of_a_stale_draft_is_refused(draft: Order, coordinator: Viewer) -> None:
    edit(draft, coordinator, 1, title="Первый заголовок")

    with pytest.raises(actions.StaleOrder):
        edit(draft, coordinator, 1, title="Второй заголовок")

    draft.refresh_from_db()
    assert draft.title == "Первый заголовок"


def test_changed_roadmap_is_noticed_and_refreshed(
    draft: Order, coordinator: Viewer, roadmap: Roadmap, now: datetime
) -> None:
    Activity.objects.filter(roadmap=roadmap, name="Совещание: Подготовка").update(name="Педсовет")

    outdated = [warning for warning in draft_warnings(coordinator, draft, paper_of(draft), TODAY) if warning.outdated]
    actions.refresh_appendix(draft, by=coordinator, seen_version=1, now=now)

    assert len(outdated) == 1
    assert paper_of(draft).appendices[0].table.groups[0].rows[0][1] == "Педсовет"
    assert [warning for warning in draft_warnings(coordinator, draft, paper_of(draft), TODAY) if warning.outdated] == []


def test_unknown_gender_keeps_the_nominative_and_warns(roadmap: Roadmap, coordinator: Viewer, world: World) -> None:
    with tenancy.scope(tenancy.SYSTEM):
        Membership.objects.filter(pk=world.people["coordinator"].pk).update(gender="")
    order = actions.draft_roadmap_order(roadmap, by=coordinator, today=TODAY)

    texts = [warning.text for warning in draft_warnings(coordinator, order, paper_of(order), TODAY)]

    assert world.people["coordinator"].full_name in paper_of(order).clauses[1].text
    assert any("не указан пол" in text for text in texts)


def test_nominative_after_appoint_warns(draft: Order, coordinator: Viewer, world: World) -> None:
    name = world.people["director"].full_name
    edit(draft, coordinator, 1, clauses=plain_clauses(f"Назначить ответственным {name}."))

    texts = [warning.text for warning in draft_warnings(coordinator, draft, paper_of(draft), TODAY)]

    assert texts == [f"Пункт 1: имя «{name}» стоит в именительном падеже."]


def test_delete_removes_a_draft_only(draft: Order, coordinator: Viewer, world: World, now: datetime) -> None:
    actions.delete_order(draft, by=coordinator, now=now)

    assert not Order.objects.filter(pk=draft.pk).exists()
    assert not OrderText.objects.filter(order_id=draft.pk).exists()
    with pytest.raises(actions.StaleOrder):
        actions.delete_order(world.school.order, by=coordinator, now=now)


def test_draft_goes_with_its_roadmap(draft: Order, roadmap: Roadmap, coordinator: Viewer) -> None:
    delete_draft(roadmap, by=coordinator)

    assert not Order.objects.filter(pk=draft.pk).exists()


def test_registered_order_keeps_its_roadmap(world: World, scope: None, now: datetime) -> None:
    """Also the roadmap that has no kept version of its own."""
    order, on = world.school.draft_order, date(2026, 11, 20)
    Order.objects.filter(pk=order.pk).update(
        status="registered", number="72-од", dated_on=on, year=2026, registered_at=now
    )
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        world.school.draft.delete()

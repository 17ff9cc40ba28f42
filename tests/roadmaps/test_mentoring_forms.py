"""Forms of mentoring: chosen at the making of a map, and which rows of a template they let in."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import MentoringForm
from roadmaps import actions
from roadmaps.blueprints import BLUEPRINTS, planned_stages
from roadmaps.models import Roadmap
from roadmaps.queries.snapshots import state_of_roadmap
from roadmaps.terms import Frame
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]
EMPLOYER_ROW = "Провести экскурсии на предприятия партнёров"
PARTNER_ROW = "Найти партнёров: предприятия, колледжи, выпускников"


def names(forms: list[str] | None) -> set[str]:
    stages = planned_stages(BLUEPRINTS["pupil"], Frame(academic_year=2026), forms)
    return {activity.name for stage in stages for activity in stage.activities}


def test_all_forms_take_every_row_of_the_template() -> None:
    assert len(names(None)) == BLUEPRINTS["pupil"].size


def test_rows_of_other_forms_stay_out() -> None:
    gone = names(None) - names(["employer_pupil"])
    assert gone == {"Пригласить старшеклассников в наставники", "Провести встречи со студентами о выборе профессии"}


def test_a_row_of_two_forms_comes_with_either() -> None:
    assert PARTNER_ROW in names(["student_pupil"]) & names(["employer_pupil"])
    assert not {PARTNER_ROW, EMPLOYER_ROW} & names(["pupil_pupil", "teacher_pupil"])


def test_rows_belong_to_forms_that_their_template_offers() -> None:
    foreign = [
        row.name
        for blueprint in BLUEPRINTS.values()
        for _stage, rows in blueprint.stages
        for row in rows
        if not row.only_for <= set(blueprint.mentoring_forms)
    ]
    assert foreign == []


def test_a_template_takes_the_ticked_forms(client_as: SignIn, world: World) -> None:
    address = reverse("roadmap_create_from_template", args=["pupil"])
    client_as("coordinator").post(address, {"school_year": "2026", "mentoring_forms": ["teacher_pupil", "pupil_pupil"]})
    with tenancy.tx(SYSTEM):
        roadmap = Roadmap.objects.order_by("-pk")[0]
        rows = set(roadmap.activities.values_list("name", flat=True))
    assert (roadmap.mentoring_form_names, EMPLOYER_ROW in rows) == (["ученик – ученик", "учитель – ученик"], False)


@pytest.mark.parametrize("ticked", [[], ["employer_student"], ["nothing of the kind"]], ids=["none", "foreign", "junk"])
def test_a_template_asks_for_a_form_it_offers(client_as: SignIn, world: World, ticked: list[str]) -> None:
    address = reverse("roadmap_create_from_template", args=["pupil"])
    response = client_as("coordinator").post(address, {"school_year": "2026", "mentoring_forms": ticked})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["mentoring_forms"])


def test_the_page_of_a_template_ticks_what_it_offers(client_as: SignIn, world: World) -> None:
    text = client_as("coordinator").get(reverse("roadmap_create_from_template", args=["pupil"])).content.decode()
    offered = len(BLUEPRINTS["pupil"].mentoring_forms)
    assert text.count('name="mentoring_forms"') == offered
    assert text.count(" checked") == offered + 1  # and «только эта карта»
    assert "Только для: студент – ученик, работодатель – ученик" in text


def test_an_empty_map_may_name_its_forms(client_as: SignIn, world: World) -> None:
    form = {"title": "Карта лицея", "target_model": "both", "school_year": "2026"}
    client_as("coordinator").post(reverse("roadmap_create_empty"), form)
    client_as("coordinator").post(reverse("roadmap_create_empty"), form | {"mentoring_forms": ["teacher_teacher"]})
    with tenancy.tx(SYSTEM):
        made = Roadmap.objects.filter(title="Карта лицея").order_by("pk")
        assert list(made.values_list("mentoring_forms", flat=True)) == [[], ["teacher_teacher"]]


def test_an_imported_map_keeps_the_ticked_forms(client_as: SignIn, world: World) -> None:
    address = reverse("import_confirm", args=[world.school.import_draft.pk])
    form = {"title": "Из файла", "target_model": "pupil", "mentoring_forms": ["student_pupil"]}
    client_as("coordinator").post(address, form)
    with tenancy.tx(SYSTEM):
        assert Roadmap.objects.get(title="Из файла").mentoring_forms == ["student_pupil"]


def test_next_year_has_the_forms_of_the_pattern(world: World, now: datetime) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        source = world.school.roadmap
        source.mentoring_forms = ["pupil_pupil", "employer_pupil"]
        again = actions.create_from_last_year(
            source,
            state_of_roadmap(viewer, source),
            title="Снова",
            school_year=2027,
            stages=[1],
            replacements={},
            by=viewer,
            now=now,
        )
    assert again.mentoring_forms == ["pupil_pupil", "employer_pupil"]


def test_forms_stand_beside_the_map_in_the_list(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        organization = world.school.organization
        factories.make_roadmap(organization, title="С формами", mentoring_forms=[MentoringForm.STUDENT_PUPIL])
    text = client_as("coordinator").get(reverse("roadmap_list") + "?all").content.decode()
    assert text.count("студент – ученик") == 1


@pytest.mark.parametrize(("key", "status"), [("coordinator", 404), ("municipal_methodist", 200)])
def test_a_municipal_template_is_not_for_a_school(client_as: SignIn, key: str, status: int) -> None:
    client, address = client_as(key), reverse("roadmap_create_from_template", args=["municipal"])

    assert client.get(address).status_code == status
    assert (address in client.get(reverse("roadmap_create")).content.decode()) is (status == 200)

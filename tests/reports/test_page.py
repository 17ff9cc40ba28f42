"""The public page: what guests get, whom it names, what its organization settles."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import SYSTEM_VIEWER, Viewer
from mentoring.actions.people import Stale
from mentoring.models import Consent
from orders.models import OrderFile
from reports.actions.page import save_page
from reports.models import PageNews, PublicPage
from reports.queries.page import papers_to_offer, shown
from reports.queries.page_open import find_page, public_file
from roadmaps.models import Roadmap
from schools.models import Organization
from tests import factories, order_factories, people_factories, report_factories

TODAY = date(2026, 11, 21)
SHEET = Path(settings.BASE_DIR) / "static" / "page.css"


@pytest.fixture
def school(db: None) -> Organization:
    """Two grown mentors, one of whom has agreed to be named, and a pupil."""
    with tenancy.tx(SYSTEM):
        region = factories.make_organization("region")
        town = factories.make_organization("municipality", region)
        school = factories.make_organization("school", town, address="ул. Примерная, 1")
        wording = people_factories.make_consent_text(school, purpose="dissemination", signer="self")
        for last_name in ("Согласова", "Тихонравова"):
            person = people_factories.make_adult(school, last_name=last_name)
            people_factories.make_participation(person, "mentor")
            if last_name == "Согласова":
                people_factories.make_consent(person, wording)
        pupil = people_factories.make_person(school, last_name="Малышев")
        people_factories.make_consent(pupil, wording)
        return school


def open_page(school: Organization, **fields: object) -> PublicPage:
    text = "Ведут Согласова и Тихонравова, поддержал Малышев."
    with tenancy.tx(SYSTEM):
        page = report_factories.make_page(school, slug="primer", is_open=True, about=text, **fields)
        report_factories.make_news(page, text="Наградили Тихонравову и Согласову.")
    return page


def test_a_guest_reads_names_only_by_consent(school: Organization, client: Client) -> None:
    open_page(school)
    answer = client.get("/s/primer/")
    html = answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Ведут Согласова и Т., поддержал М." in html
    assert "Наградили Т. и Согласову." in html
    assert "Согласова Иван Сергеевич" in html
    assert "Тихонравов" not in html
    assert "Малышев" not in html
    assert "<script" not in html
    assert len(answer.content) + SHEET.stat().st_size < 20_000


def test_a_withdrawn_consent_takes_the_name_away(school: Organization) -> None:
    page = open_page(school)
    with tenancy.tx(SYSTEM):
        Consent.objects.update(state="withdrawn")
    view = shown(page, TODAY)
    assert view.mentors == ()
    assert view.about == "Ведут С. и Т., поддержал М."


def test_a_block_that_is_off_says_nothing(school: Organization) -> None:
    view = shown(open_page(school, blocks=["contacts"]), TODAY)
    assert (view.about, view.news, view.mentors, view.papers, view.plan) == ("", (), (), (), None)


@pytest.mark.parametrize("wanted", ["closed", "archived", "unknown"])
def test_what_is_not_open_is_no_page(school: Organization, wanted: str) -> None:
    page = open_page(school)
    with tenancy.tx(SYSTEM):
        PublicPage.objects.filter(pk=page.pk).update(is_open=wanted != "closed")
        if wanted == "archived":
            Organization.objects.filter(pk=school.pk).update(archived_at=factories.moment("2026-11-01 09:00"))
    assert find_page("nothing" if wanted == "unknown" else "primer") is None


def test_the_roadmap_names_roles_and_no_people(school: Organization) -> None:
    page = open_page(school)
    with tenancy.tx(SYSTEM):
        coordinator = factories.make_membership(school, "coordinator", last_name="Вымышлева")
        roadmap = factories.make_roadmap(school, status="approved", approved_on=TODAY, mentoring_forms=["pupil_pupil"])
        Roadmap.objects.filter(pk=roadmap.pk).update(title="Карта Тихонравовой", approval_basis="приказ Малышева")
        activity = factories.make_activity(factories.make_stage(roadmap), responsible_text="Вымышлева А. П.")
        factories.make_responsible(activity, kind="person", person=coordinator, text="Вымышлева А. П.")
        factories.make_responsible(activity, kind="role", role="curator", text="куратор", position=2)
        factories.make_activity(activity.stage, name="Очень длинное " * 3000)
    view = shown(page, TODAY)
    assert view.forms == ("ученик – ученик",)
    assert view.plan is not None
    assert [row.people for _, rows in view.plan.stages for row in rows] == ["Куратор"]
    assert (view.plan.title, view.plan.basis, view.plan.left) == ("Карта Т.", "приказ М.", 1)


def test_papers_are_public_copies_of_orders_in_force(school: Organization) -> None:
    page = open_page(school)
    with tenancy.tx(SYSTEM):
        order = order_factories.make_order(factories.make_roadmap(school), "Тихонравовой")
        PublicPage.objects.filter(pk=page.pk).update(orders=[order.pk])
        page.refresh_from_db()
        assert papers_to_offer(SYSTEM_VIEWER) == []
        assert public_file(page, order.pk) is None
        OrderFile.objects.create(
            organization=school, order=order, kind="site", content=b"%PDF-1.7", size=8, sha256="1" * 64,
            engine="x", created_at=factories.moment("2026-09-02 09:00"),
        )  # fmt: skip
    assert [(paper.title, paper.size) for paper in shown(page, TODAY).papers] == [("Об утверждении карты Т.", 8)]
    found = public_file(page, order.pk)
    assert found is not None
    assert found.content == b"%PDF-1.7"
    page.orders = []
    assert public_file(page, order.pk) is None


def test_a_coordinator_opens_the_page_and_adds_news(client_as: Callable[[str], Client]) -> None:
    coordinator = client_as("coordinator")
    form = {"slug": "nasha", "blocks": ["about"], "about": "О нас", "is_open": "on", "version": 1}
    assert coordinator.post(reverse("page_edit"), form).status_code == 302
    assert coordinator.post(reverse("page_edit"), form | {"about": "Ещё"}).status_code == 422
    news = {"title": "Слёт", "text": "Прошёл", "published_on": "20.11.2026"}
    assert coordinator.post(reverse("page_news_create"), news).status_code == 302
    with tenancy.tx(SYSTEM):
        assert PublicPage.objects.get(slug="nasha").about == "О нас"
        assert PageNews.objects.filter(title="Слёт").count() == 1


def test_an_address_of_somebody_else_is_refused(client_as: Callable[[str], Client], school: Organization) -> None:
    open_page(school)
    answer = client_as("coordinator").post(reverse("page_edit"), {"slug": "primer", "version": 1})
    assert answer.status_code == 422
    assert "уже занят" in answer.content.decode()


def test_who_makes_the_page_second_sees_the_first(school: Organization) -> None:
    page = open_page(school)
    by = Viewer(scope=SYSTEM, organization=school)
    with tenancy.tx(SYSTEM), pytest.raises(Stale) as refused:
        save_page(PublicPage(organization=school), {"slug": page.slug}, version=1, by=by)
    assert refused.value.now == page

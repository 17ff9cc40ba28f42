"""Pages of papers: what a kind needs, the file at once, more than fifty as a long job that leaves no doubles."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from jobs.actions import run_job, run_waiting_jobs
from jobs.actions.running import LEASE
from jobs.models import Job
from orders.papers import printing
from orders.papers.registry import KINDS
from tests import people_factories
from tests.world import World

ClientAs = Callable[[str], Client]


def printed(client: Client, kind: str, ids: list[int], **data: Any) -> Any:
    return client.post(reverse("paper_print", args=[kind]), {"ids": ids, "file": "pdf", **data})


def test_the_list_shows_what_the_person_may_print(client_as: ClientAs) -> None:
    page = client_as("coordinator").get(reverse("paper_list")).content.decode()
    above = client_as("region_official").get(reverse("paper_list")).content.decode()

    assert [kind.noun for kind in KINDS.values() if kind.noun not in page] == []
    assert "Протокол заседания" in above
    assert "Сертификат" not in above


def test_a_card_leads_to_papers_about_the_person(client_as: ClientAs, world: World) -> None:
    pk = world.school.people.mentor.pk
    page = client_as("coordinator").get(reverse("paper_list"), {"person": pk}).content.decode()

    assert f'name="ids" value="{pk}"' in page
    assert "Протокол" not in page


def test_a_paper_tells_what_is_missing_and_is_printed(client_as: ClientAs, world: World) -> None:
    client, person = client_as("coordinator"), world.school.people.mentor
    page = client.post(reverse("paper_print", args=["reference"]), {"ids": [person.pk]}).content.decode()
    answer = printed(client, "reference", [person.pk])

    assert "Останется вписать от руки" in page
    assert answer["Content-Type"] == "application/pdf"
    with tenancy.tx(SYSTEM):
        event = AuditEvent.objects.get(verb="paper.printed")
    people = sorted({person.pk, world.school.people.mentee.pk})
    assert (event.details["paper"], event.details["ids"]) == ("reference", people)


def test_a_foreign_person_is_not_printed(client_as: ClientAs, world: World) -> None:
    answer = printed(client_as("coordinator"), "certificate", [world.schools[1].people.mentor.pk])

    assert answer.status_code == 302


def test_too_long_words_come_back(client_as: ClientAs, world: World) -> None:
    answer = printed(client_as("coordinator"), "certificate", [world.school.people.mentor.pk], deed="а" * 500)

    assert answer.status_code == 422


def test_an_extract_takes_the_clauses_it_was_asked_for(client_as: ClientAs, world: World) -> None:
    client, order = client_as("director"), world.school.order
    page = client.post(reverse("paper_print", args=["extract"]), {"ids": [order.pk], "check": 1, "clauses": "99"})

    assert "пункты с такими номерами: 99" in page.content.decode()
    assert printed(client, "extract", [order.pk])["Content-Type"] == "application/pdf"
    refused = printed(client, "extract", [order.pk], clauses="99")
    assert (refused.status_code, "В приказе нет пунктов" in refused.content.decode()) == (422, True)


def test_a_killed_worker_is_followed_without_doubles(
    client_as: ClientAs, world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        people = [people_factories.make_person(by.organization, last_name=f"Первый{n}") for n in range(52)]
    answer = printed(client_as("coordinator"), "certificate", [row.pk for row in people], deed="в слёте")
    with tenancy.tx(SYSTEM):
        job = Job.objects.get(kind="papers")
    assert answer["Location"] == job.get_absolute_url()
    with monkeypatch.context() as killed:
        killed.setattr(printing, "content_of", _killed)
        with pytest.raises(KeyboardInterrupt):
            run_job(job.pk, clock=lambda: now)
    assert run_waiting_jobs(clock=lambda: now + LEASE + timedelta(seconds=1)) == 1

    with tenancy.tx(SYSTEM):
        job.refresh_from_db()
    assert (job.problem, job.done, job.parameters.get("words")) == ("", 52, None)
    with pikepdf.open(io.BytesIO(job.file.read())) as file:
        assert len(file.pages) == 52


def _killed(*args: object) -> bytes:
    raise KeyboardInterrupt

"""Marking and files through pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from roadmaps.models import Attachment, EvidenceLink, Occurrence
from tests.core.evidence_files import PDF, pdf, upload
from tests.world import World

SignIn = Callable[[str], Client]


def fresh(world: World) -> Occurrence:
    with tenancy.tx(SYSTEM):
        return Occurrence.objects.get(pk=world.school.occurrence.pk)


def done(client: Client, world: World, **values: Any) -> Any:
    address = reverse("occurrence_done", args=[world.school.occurrence.pk])
    return client.post(address, {"version": 1, "on": "21.11.2026", "note": ""} | values)


def test_the_form_starts_with_today(client_as: SignIn, world: World) -> None:
    text = client_as("curator").get(reverse("occurrence_done", args=[world.school.occurrence.pk])).content.decode()

    assert 'value="21.11.2026"' in text


def test_marking_done_with_a_file(client_as: SignIn, world: World) -> None:
    response = done(client_as("curator"), world, files=pdf("протокол.pdf"), note="пришли все")

    row = fresh(world)
    assert response["Location"].endswith(f"#occurrence-{row.pk}")
    assert (row.state, row.files_count, row.note) == ("done", 2, "пришли все")


def test_a_future_day_stays_beside_the_field(client_as: SignIn, world: World) -> None:
    response = done(client_as("curator"), world, on="01.12.2026", note="набранный текст")

    assert response.status_code == 422
    assert "on" in response.context["form"].errors
    assert "набранный текст" in response.content.decode()
    assert "Ошибка: " in response.content.decode()


def test_a_wrong_file_is_named(client_as: SignIn, world: World) -> None:
    response = done(client_as("curator"), world, files=upload("отчёт.pdf", b"<html></html>"))

    assert response.status_code == 422
    assert response.context["form"].errors["files"][0].startswith("«отчёт.pdf»: ")
    assert fresh(world).state == "not_started"


def test_a_missing_document_is_asked_for(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(pk=world.school.occurrence.pk).update(files_count=0)
        EvidenceLink.objects.filter(pk=world.school.link.pk).delete()

    refused = done(client_as("curator"), world)
    taken = done(client_as("curator"), world, without_document="хранится у секретаря")

    assert refused.context["form"].errors["files"] == ["Приложите документ или напишите, почему его нет."]
    assert taken.status_code == 302


def test_a_stale_form_shows_both_and_loses_nothing(client_as: SignIn, world: World) -> None:
    done(client_as("director"), world, note="первая запись")

    response = done(client_as("curator"), world, note="вторая запись")

    text = response.content.decode()
    assert response.status_code == 422
    assert "Уже отмечено выполненным" in text
    assert "первая запись" in text
    assert "вторая запись" in text
    assert fresh(world).note == "первая запись"


def test_a_form_without_its_version_is_refused(client_as: SignIn, world: World) -> None:
    assert done(client_as("curator"), world, version="").status_code == 422


def test_work_is_taken_and_the_second_press_is_told(client_as: SignIn, world: World) -> None:
    address = reverse("occurrence_start", args=[world.school.occurrence.pk])
    client_as("curator").post(address, {"version": 1})

    response = client_as("director").post(address, {"version": 1}, follow=True)

    assert fresh(world).state == "in_progress"
    assert "состояние изменилось: «В работе»" in response.content.decode()


def test_done_is_returned_to_work(client_as: SignIn, world: World) -> None:
    client = client_as("coordinator")
    done(client, world)

    client.post(reverse("occurrence_reopen", args=[world.school.occurrence.pk]), {"version": 2})

    assert fresh(world).state == "in_progress"


def test_cancelling_asks_for_the_reason(client_as: SignIn, world: World) -> None:
    client, address = client_as("coordinator"), reverse("occurrence_cancel", args=[world.school.occurrence.pk])

    refused = client.post(address, {"version": 1, "reason": ""})
    taken = client.post(address, {"version": 1, "reason": "карантин"})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert fresh(world).state == "cancelled"


def test_history_tells_it_in_words(client_as: SignIn, world: World) -> None:
    client = client_as("coordinator")
    done(client, world)

    text = client.get(world.school.activity.get_absolute_url()).content.decode()

    assert "Отмечено выполненным" in text
    assert world.school.coordinator.short_name in text


MARKING = ["occurrence_done", "occurrence_start", "occurrence_reopen", "occurrence_cancel", "attachment_add"]


@pytest.mark.parametrize("name", MARKING)
@pytest.mark.parametrize(
    ("key", "status"), [("mentor", 403), ("municipal_official", 403), ("region_operator", 403), ("stranger", 404)]
)
def test_marking_is_closed_to(client_as: SignIn, world: World, name: str, key: str, status: int) -> None:
    response = client_as(key).post(reverse(name, args=[world.school.occurrence.pk]), {"version": 1})

    assert response.status_code == status
    assert fresh(world).version == 1


def test_a_file_is_served_as_a_download_and_written_down(client_as: SignIn, world: World) -> None:
    response = client_as("curator").get(reverse("attachment_detail", args=[world.school.attachment.pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    with tenancy.tx(SYSTEM):
        assert AuditEvent.objects.filter(verb="file.opened").count() == 1


def test_the_server_in_front_sends_the_bytes(client_as: SignIn, world: World, settings: Any) -> None:
    settings.FILES_INTERNAL_URL = "/protected/"

    response = client_as("curator").get(reverse("attachment_detail", args=[world.school.attachment.pk]))

    assert response["X-Accel-Redirect"] == f"/protected/{world.school.attachment.file.name}"
    assert response.content == b""


@pytest.mark.parametrize(
    ("key", "status"), [("mentor", 403), ("municipal_official", 404), ("region_official", 404), ("stranger", 404)]
)
def test_a_file_is_closed_to(client_as: SignIn, world: World, key: str, status: int) -> None:
    address = reverse("attachment_detail", args=[world.school.attachment.pk])

    assert client_as(key).get(address).status_code == status


def test_files_are_added_and_deleted(client_as: SignIn, world: World) -> None:
    client, occurrence = client_as("coordinator"), world.school.occurrence

    added = client.post(reverse("attachment_add", args=[occurrence.pk]), {"files": [pdf("а.pdf"), pdf("б.pdf")]})
    deleted = client.post(reverse("attachment_delete", args=[world.school.attachment.pk]))

    assert (added.status_code, deleted.status_code, fresh(world).files_count) == (302, 302, 2)
    with tenancy.tx(SYSTEM):
        names = Attachment.objects.filter(occurrence=occurrence).values_list("name", flat=True)
        assert sorted(names) == ["а.pdf", "б.pdf"]


def test_nothing_chosen_is_an_error(client_as: SignIn, world: World) -> None:
    response = client_as("coordinator").post(reverse("attachment_add", args=[world.school.occurrence.pk]))

    assert response.status_code == 422
    assert response.context["form"].errors["files"] == ["Выберите файл."]

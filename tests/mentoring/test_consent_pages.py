"""The matrix, blanks, scans and the pages of one paper."""

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from core import tenancy
from core.models import AuditEvent
from core.pdf_pages import page_count
from core.tenancy import SYSTEM
from jobs.actions import run_job
from jobs.actions.running import LEASE
from jobs.models import Job
from mentoring.actions import blanks, consents, long_lists
from mentoring.consents.scans import code_on
from mentoring.models import Consent, Errand, Person, Purpose, Scan
from tests.people_factories import make_guardian, make_participation, make_person
from tests.world import World

MATRIX = "/consents/"
DAY = "20.11.2026"


@pytest.fixture
def pupils(world: World) -> list:
    """Three of twelve years who have signed nothing."""
    with tenancy.tx(SYSTEM):
        rows = [make_person(world.school.organization, last_name=f"Бланков{number}") for number in "АБВ"]
        for row in rows:
            make_participation(row)
            make_guardian(row)
    return rows


@pytest.fixture
def papers(world: World, pupils: list, now) -> list[Consent]:
    """The printed blanks of the three."""
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        return blanks.ask_many(pupils, Purpose.PROCESSING, by=viewer, now=now)


def printed(papers: list[Consent], world: World) -> bytes:
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        return blanks.blanks_of(papers)


def photo_of(pdf: bytes, page: int, kind: str = "JPEG", tilt: float = 0) -> SimpleUploadedFile:
    document = pypdfium2.PdfDocument(pdf)
    picture = document[page].render(scale=2).to_pil().rotate(tilt, fillcolor="white")
    document.close()
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return SimpleUploadedFile("лист.jpg" if kind == "JPEG" else "лист.png", buffer.getvalue())


def stored(paper: Consent) -> Consent:
    with tenancy.tx(SYSTEM):
        return Consent.objects.select_related("scan").get(pk=paper.pk)


def test_matrix_opens_on_what_is_not_done(client_as, world, pupils):
    page = client_as("curator").get(MATRIX).content.decode()

    assert all(row.short_name in page for row in pupils)
    assert world.school.people.mentee.short_name not in page  # everything signed
    assert world.school.people.mentor.short_name in page


def test_matrix_writes_whose_papers_were_read(client_as, pupils):
    client_as("curator").get(f"{MATRIX}?show=waiting&class=6 «А»")
    client_as("curator").get(f"{MATRIX}?class=6 «А»")

    with tenancy.tx(SYSTEM):
        read = [row.details["ids"] for row in AuditEvent.objects.filter(verb="consents.viewed")]
    assert sorted(map(len, read)) == [0, 4]  # one more stands in the pair of those who sign in


def test_matrix_asks_as_many_queries_for_more_people(client_as, world, pupils):
    client = client_as("curator")
    client.get(MATRIX)
    with CaptureQueriesContext(connection) as few:
        client.get(MATRIX)
    with tenancy.tx(SYSTEM):
        for number in range(5):
            make_participation(make_person(world.school.organization, last_name=f"Ещё{number}"))
    with CaptureQueriesContext(connection) as many:
        client.get(MATRIX)

    assert len(many) == len(few)


def test_blanks_are_a_page_each_with_a_code_that_reads(papers, world):
    content = printed(papers, world)

    assert page_count(content) == 3
    assert [code_on(Image.open(photo_of(content, page))) for page in range(3)] == [row.code for row in papers]


def test_a_blank_names_child_and_representative(papers, world):
    document = pypdfium2.PdfDocument(printed(papers, world))
    text = document[0].get_textpage().get_text_range()
    document.close()

    assert "БланковА Иван Сергеевич, 12.05.2014, 6 «А» класс" in text
    assert "Петрова Анна Олеговна" in text


def test_printing_answers_with_a_pdf_of_the_marked(client_as, pupils):
    response = client_as("curator").post(f"{MATRIX}blanks/", {"purpose": "processing", "ids": [pupils[0].pk]})

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert page_count(response.content) == 1


def test_a_stopped_adult_gets_a_blank_without_a_name_and_comes_back_with_it(client_as, world, now):
    client, person, by = client_as("curator"), world.school.people.mentor, world.viewer("curator")
    address = reverse("consent_anew", args=[person.pk])
    before = client.post(address).status_code
    with tenancy.tx(SYSTEM):
        Person.objects.filter(pk=person.pk).update(status="blocked", blocked_at=now)

    response = client.post(address)
    document = pypdfium2.PdfDocument(response.content)
    text = document[0].get_textpage().get_text_range()
    document.close()
    with tenancy.tx(by.scope):
        paper = Consent.objects.get(person=person, purpose="processing", state="asked")
        consents.accept_paper(paper, given_at=now, by=by, now=now)
        person.refresh_from_db()

    assert (before, person.status) == (404, "active")
    assert paper.code in text
    assert person.last_name not in text


def test_the_papers_of_a_person_have_one_main_button(client_as, world, papers, now):
    client, person = client_as("curator"), papers[0].person
    address = reverse("consent_list", args=[person.pk])
    waiting = client.get(address).content.decode()
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        blanks.ask_many([person], Purpose.DISSEMINATION, by=viewer, now=now)
    with tenancy.tx(SYSTEM):
        Person.objects.filter(pk=person.pk).update(status="blocked", blocked_at=now)
    stopped = client.get(address).content.decode()
    with tenancy.tx(SYSTEM):
        Consent.objects.filter(person=person).update(state="void", ended_at=now)
    nothing = client.get(address).content.decode()

    mains = [page.partition("<main")[2].partition("</main>")[0] for page in (waiting, stopped, nothing)]
    assert [main.count("btn-primary") for main in mains] == [1, 1, 1]
    assert [page.count("Подписано<") for page in (waiting, stopped, nothing)] == [1, 2, 0]
    assert ["Новый бланк" in page for page in (waiting, stopped, nothing)] == [False, True, True]


def test_printing_for_nobody_marked_takes_the_whole_list(client_as, pupils):
    response = client_as("curator").post(f"{MATRIX}blanks/", {"purpose": "processing", "class": "6 «А»"})

    assert page_count(response.content) == 4  # one more stands in the pair of those who sign in


def test_more_blanks_than_a_page_waits_for_are_a_long_job(client_as, pupils, monkeypatch, now):
    """Two workers: what the first has asked keeps its codes, the second asks nobody twice."""
    monkeypatch.setattr(blanks, "LIMIT", 2)
    monkeypatch.setattr(long_lists, "ASKED_AT_ONCE", 1)
    page = client_as("curator").post(f"{MATRIX}blanks/", {"purpose": "processing", "class": "6 «А»"}, follow=True)
    with tenancy.tx(SYSTEM):
        job = Job.objects.get(kind="blanks")
    monkeypatch.setattr(long_lists, "blanks_of", dying)
    with pytest.raises(KeyboardInterrupt):
        run_job(job.pk, clock=lambda: now)
    monkeypatch.setattr(long_lists, "blanks_of", blanks.blanks_of)
    run_job(job.pk, clock=lambda: now + LEASE * 2)

    content = client_as("curator").get(reverse("job_file", args=[job.pk]))
    with tenancy.tx(SYSTEM):
        assert Consent.objects.filter(person__in=pupils).count() == 3
    assert "Страницу можно закрыть" in page.content.decode()
    assert page_count(b"".join(content.streaming_content)) == len(job.parameters["people"])


def dying(papers: list[Consent], told: object) -> bytes:
    raise KeyboardInterrupt


def test_printing_for_a_person_of_another_school_prints_nothing(client_as, world):
    stranger = world.schools[1].people.mentee
    client_as("curator").post(f"{MATRIX}blanks/", {"purpose": "transfer", "ids": [stranger.pk]})

    with tenancy.tx(SYSTEM):
        assert Consent.objects.filter(purpose="transfer").count() == 0


def test_a_code_is_accepted_with_a_photo(client_as, papers, world):
    photo = photo_of(printed(papers, world), 0)
    response = client_as("curator").post(f"/c/{papers[0].code}/", {"on": DAY, "photo": photo})

    row = stored(papers[0])
    assert (response.status_code, row.state, row.method) == (302, "given", "paper")
    assert f"{row.given_at:%d.%m.%Y}" == DAY
    assert row.scan.content_type == "image/jpeg"


@pytest.mark.parametrize("day", ["22.11.2026", "завтра", "когда-то", ""])
def test_a_wrong_day_keeps_the_paper_waiting(client_as, papers, day):
    response = client_as("curator").post(f"/c/{papers[0].code}/", {"on": day})

    assert (response.status_code, stored(papers[0]).state) == (422, "asked")


def test_a_code_of_another_school_leads_nowhere(client_as, papers):
    assert client_as("neighbour").get(f"/c/{papers[0].code}/").status_code == 404
    assert client_as("curator").get("/c/abcdefghjk/").status_code == 404


def test_a_guest_is_led_to_the_sign_in(client, papers):
    response = client.get(f"/c/{papers[0].code}/")

    assert (response.status_code, "/accounts/" in response["Location"]) == (302, True)


def test_a_stack_of_scans_finds_its_people(client_as, papers, world):
    content = printed(papers, world)
    stack = SimpleUploadedFile("стопка.pdf", content, "application/pdf")
    response = client_as("curator").post(f"{MATRIX}scans/", {"on": DAY, "files": [stack]})

    assert "Принято 3" in response.content.decode()
    assert [stored(row).state for row in papers] == ["given"] * 3


def test_a_tilted_photo_is_read_and_a_foreign_sheet_is_named(client_as, papers, world):
    blank = io.BytesIO()
    Image.new("L", (600, 800), "white").save(blank, "PNG")
    files = [
        photo_of(printed(papers, world), 1, tilt=7),
        SimpleUploadedFile("пустой.png", blank.getvalue()),
    ]
    page = client_as("curator").post(f"{MATRIX}scans/", {"on": DAY, "files": files}).content.decode()

    assert "Принято 1" in page
    assert "«пустой.png», страница 1: код не найден" in page
    assert [stored(row).state for row in papers] == ["asked", "given", "asked"]


def test_a_stored_scan_is_a_new_picture_without_the_notes_of_the_camera(client_as, papers, world):
    picture = Image.open(photo_of(printed(papers, world), 0))
    notes = Image.Exif()
    notes[0x010F] = "камера"
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=notes)
    upload = SimpleUploadedFile("лист.jpg", buffer.getvalue())
    client_as("curator").post(f"{MATRIX}scans/", {"on": DAY, "files": [upload]})

    kept = stored(papers[0]).scan
    with Image.open(kept.file) as image:
        assert not image.getexif()
    assert kept.name == f"согласие-{papers[0].code}.jpg"


def test_a_scan_goes_out_as_a_download_and_is_written_down(client_as, world):
    scan = world.school.people.scan
    response = client_as("director").get(f"/scans/{scan.pk}/")

    assert response["Content-Disposition"].startswith("attachment")
    with tenancy.tx(SYSTEM):
        assert AuditEvent.objects.filter(verb="scan.opened", subject_id=str(scan.pk)).count() == 1


def test_withdrawal_warns_then_hides_the_person_everywhere(client_as, world):
    client, consent = client_as("curator"), world.school.people.consent
    page = client.get(f"/consents/{consent.pk}/withdraw/").content.decode()
    client.post(f"/consents/{consent.pk}/withdraw/", {"reason": "заявление"})
    seen = "".join(
        client.get(address).content.decode()
        for address in (f"{MATRIX}?show=all", f"{MATRIX}?show=withdrawn", "/errands/", "/", f"/c/{consent.code}/")
    )

    assert "Работа с данными остановится сразу" in page
    assert world.school.people.mentee.last_name not in seen.replace(world.school.people.errand.text, "")
    papers = client.get(f"/participants/{consent.person_id}/consents/").content.decode()
    assert world.school.people.mentee.last_name not in papers
    assert client.get(f"/scans/{consent.scan_id}/").status_code == 404


def test_an_errand_is_closed_by_hand(client_as, world):
    errand = world.school.people.errand
    client_as("curator").post(f"/errands/{errand.pk}/close/")

    with tenancy.tx(SYSTEM):
        assert Errand.objects.get(pk=errand.pk).closed_at is not None


def test_what_the_curator_has_to_do_stands_on_the_first_page(client_as, world):
    assert "Согласие отозвано" in client_as("curator").get("/").content.decode()
    assert "Согласие отозвано" not in client_as("mentor").get("/").content.decode()


def test_a_text_is_edited_by_the_coordinator_alone(client_as, world):
    address = "/consents/texts/processing/guardian/edit/"
    body = "Согласие для [оператор], [адрес оператора], [обработчик], [срок]."

    assert client_as("curator").get(address).status_code == 403
    assert client_as("coordinator").post(address, {"body": "[имя]", "months": ""}).status_code == 422
    assert client_as("coordinator").post(address, {"body": body, "months": "24"}).status_code == 302
    page = client_as("curator").get("/consents/texts/processing/guardian/").content.decode()
    assert "Версия 2" in page
    assert "2\u00a0года со дня подписания" in page


def test_who_signed_an_old_version_reads_it_again(client_as, world):
    page = client_as("curator").get("/consents/texts/processing/guardian/?version=1").content.decode()

    assert world.school.people.wording.body in page


def test_a_refused_scan_leaves_no_row(world, papers, now):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        before = Scan.objects.count()
        with pytest.raises(consents.NotWaiting):
            consents.accept_paper(world.school.people.consent, given_at=now, by=viewer, now=now)
        assert Scan.objects.count() == before

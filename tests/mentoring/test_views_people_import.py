"""The pages of the wizard for spreadsheets of people."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from mentoring.actions import people_loading
from mentoring.models import PeopleImport, Person
from schools.models import SchoolYear
from tests.conftest import NOW
from tests.world import World

HEADER = "ФИО\tКласс\tДата рождения\tСНИЛС"
ROWS = ("Ёлкин Пётр Ильич\t7А\t12.05.2013\t123-456-789 00", "Примерова Анна\t6Б\t31.02.2014\t")


SignIn = Callable[[str], Client]


@pytest.fixture
def client(client_as: SignIn) -> Client:
    return client_as("curator")


def pasted(client: Client, *rows: str, header: str = HEADER) -> int:
    """The key of the new import, on the page of its columns."""
    data = {"side": "mentee", "model": "pupil", "text": "\n".join([header, *rows])}
    answer = client.post(reverse("people_import"), data)
    assert answer.status_code == 302, answer.content.decode()
    return int(answer["Location"].split("/")[3])


def checked(client: Client, *rows: str) -> int:
    pk = pasted(client, *rows)
    chosen = {"kind": "pupil", "form": "teacher_pupil", "column-0": "full_name", "column-1": "class_name"}
    answer = client.post(reverse("people_import_columns", args=[pk]), chosen | {"column-2": "birth"})
    assert answer["Location"] == reverse("people_import_review", args=[pk])
    return pk


def mended(client: Client, pk: int, typed: dict[str, str]) -> Any:
    """Sent from the page as it is now."""
    address = reverse("people_import_review", args=[pk])
    version = client.get(address).context["job"].version
    return client.post(address, typed | {"version": version})


def people(*names: str) -> list[str]:
    with tenancy.tx(SYSTEM):
        found = Person.objects.filter(last_name__in=names).order_by("last_name")
        return list(found.values_list("last_name", flat=True))


def test_a_table_goes_through_all_steps(client: Client) -> None:
    pk = checked(client, *ROWS)
    review = client.get(reverse("people_import_review", args=[pk])).content.decode()
    assert "Такой даты нет: 31.02.2014" in review
    assert "Загрузить 1 годную" in review

    mended(client, pk, {"cell-3-2": "28.02.2014"})
    client.post(reverse("people_import_confirm", args=[pk]))

    detail = client.get(reverse("people_import_detail", args=[pk])).content.decode()
    assert "Загрузка закончена" in detail
    assert people("Ёлкин", "Примерова") == ["Ёлкин", "Примерова"]


def test_papers_are_listed_with_the_reason_and_never_kept(client: Client) -> None:
    pk = pasted(client, *ROWS)

    page = client.get(reverse("people_import_columns", args=[pk])).content.decode()

    assert "Документы личности программе не нужны" in page
    assert "123-456-789" not in page
    with tenancy.tx(SYSTEM):
        assert "123-456-789" not in str(PeopleImport.objects.get(pk=pk).rows)


def test_rows_with_mistakes_come_back_as_a_table(client: Client) -> None:
    pk = checked(client, *ROWS)
    client.post(reverse("people_import_confirm", args=[pk]))

    answer = client.get(reverse("people_import_errors", args=[pk]))

    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    rows = [row for row in page.iter_rows(values_only=True) if row[0]]
    assert rows[-2] == ("ФИО", "Класс", "Дата рождения", "Строка в файле", "Ошибка")
    assert rows[-1][:4] == ("Примерова Анна", "6Б", "31.02.2014", 3)
    assert rows[-1][4].startswith("Дата рождения «31.02.2014»: Такой даты нет")


def test_undo_takes_the_people_back(client: Client) -> None:
    pk = checked(client, ROWS[0])
    client.post(reverse("people_import_confirm", args=[pk]))

    client.post(reverse("people_import_undo", args=[pk]))

    assert people("Ёлкин") == []
    assert "Загрузка отменена" in client.get(reverse("people_import_detail", args=[pk])).content.decode()


def test_a_refused_file_stays_beside_its_field(client: Client) -> None:
    file = SimpleUploadedFile("люди.xlsx", b"PK\x03\x04 torn")
    answer = client.post(reverse("people_import"), {"side": "mentor", "model": "pupil", "file": file})

    assert answer.status_code == 422
    assert "Файл повреждён" in answer.content.decode()


def test_columns_without_a_name_are_sent_back(client: Client) -> None:
    pk = pasted(client, *ROWS)

    answer = client.post(reverse("people_import_columns", args=[pk]), {"kind": "pupil", "column-1": "class_name"})

    assert answer.status_code == 422
    assert "без имени строку не загрузить" in answer.content.decode()


def test_one_meaning_is_not_chosen_twice(client: Client) -> None:
    pk = pasted(client, *ROWS)
    chosen = {"kind": "pupil", "column-0": "full_name", "column-1": "full_name"}

    answer = client.post(reverse("people_import_columns", args=[pk]), chosen)

    assert answer.status_code == 422
    assert "То же выбрано для столбца «ФИО»" in answer.content.decode()


def test_the_text_is_read_anew_with_another_delimiter(client: Client) -> None:
    pk = pasted(client, *ROWS)

    answer = client.post(reverse("people_import_shape", args=[pk]), {"delimiter": "comma", "first": 1, "count": 1})

    assert answer["Location"] == reverse("people_import_columns", args=[pk])
    assert "ФИО Класс" in client.get(answer["Location"]).content.decode()


def test_the_template_reads_back_as_two_examples(client: Client) -> None:
    data = client.get(reverse("people_import_template", args=["mentor"])).content
    file = SimpleUploadedFile("база.xlsx", data)

    answer = client.post(reverse("people_import"), {"side": "mentor", "model": "pupil", "file": file})

    page = client.get(answer["Location"]).content.decode()
    assert page.count("selected") >= 20
    assert "Образцова" in page


def test_a_big_table_is_read_checked_and_loaded_by_a_worker(client: Client) -> None:
    rows = [f"Примеров{chr(1072 + n % 32)}{chr(1072 + n // 32)} Иван\t7А\t12.05.2013\t{'я' * 100}" for n in range(900)]
    pk = pasted(client, *rows)
    assert "Читаем таблицу" in client.get(reverse("people_import_columns", args=[pk])).content.decode()

    people_loading.continue_people_imports(NOW)
    chosen = {"kind": "pupil", "column-0": "full_name", "column-1": "class_name", "column-2": "birth"}
    answer = client.post(reverse("people_import_columns", args=[pk]), chosen)
    assert "0 из 900" in client.get(answer["Location"]).content.decode()
    people_loading.continue_people_imports(NOW)
    client.post(reverse("people_import_confirm", args=[pk]))
    assert "Загружаем людей" in client.get(reverse("people_import_detail", args=[pk])).content.decode()
    people_loading.continue_people_imports(NOW)

    with tenancy.tx(SYSTEM):
        job = PeopleImport.objects.get(pk=pk)
        assert (job.status, job.choices["counts"]["new"]) == ("done", 900)


def test_an_unreadable_big_file_tells_its_person(client: Client) -> None:
    pk = pasted(client, *(["ни о чём"] * 20_001), header="ФИО")

    people_loading.continue_people_imports(NOW)

    assert "больше 20 000 строк" in client.get(reverse("people_import_columns", args=[pk])).content.decode()


@pytest.mark.parametrize(
    ("key", "code"), [("director", 403), ("psychologist", 403), ("mentor", 403), ("neighbour", 404)]
)
def test_nobody_else_opens_an_import(client_as: SignIn, world: World, key: str, code: int) -> None:
    pk = world.school.people.people_import.pk

    assert client_as(key).get(reverse("people_import_review", args=[pk])).status_code == code


def test_the_review_is_written_into_the_log_of_reads(client: Client) -> None:
    client.get(reverse("people_import_review", args=[checked(client, *ROWS)]))

    with tenancy.tx(SYSTEM):
        assert AuditEvent.objects.filter(verb="people.viewed", at__gte=NOW - timedelta(hours=1)).count() == 1


def test_two_windows_that_mend_one_file_show_both_values(client: Client) -> None:
    pk = checked(client, *ROWS)
    address = reverse("people_import_review", args=[pk])
    version = client.get(address).context["job"].version

    client.post(address, {"version": version, "cell-3-2": "28.02.2014"})
    late = client.post(address, {"version": version, "cell-3-2": "27.02.2014"})

    text = late.content.decode()
    assert late.status_code == 422
    assert "Сейчас: 28.02.2014" in text
    assert 'value="27.02.2014"' in text
    assert mended(client, pk, {"cell-3-2": "27.02.2014"}).status_code == 302
    with tenancy.tx(SYSTEM):
        assert PeopleImport.objects.get(pk=pk).rows[1][1][2] == "27.02.2014"


@pytest.mark.parametrize("step", ["review", "confirm", "columns"])
def test_a_year_closed_meanwhile_stops_every_step(client: Client, world: World, step: str) -> None:
    pk = checked(client, *ROWS)
    with tenancy.tx(SYSTEM):
        year = SchoolYear.objects.get(organization=world.school.organization, year=2026)
        SchoolYear.objects.filter(pk=year.pk).update(closed_at=NOW, closed_by=world.people["director"].account_id)
    data = {"kind": "pupil", "column-0": "full_name", "cell-3-2": "28.02.2014"}

    answer = client.post(reverse(f"people_import_{step}", args=[pk]), data, follow=True)

    assert "Учебный год закрыт" in answer.content.decode()
    assert people("Ёлкин") == []


def test_a_doubtful_phone_is_kept_and_pointed_out(client: Client) -> None:
    pk = pasted(client, "Ёлкин Пётр\tабв", header="ФИО\tТелефон")
    chosen = {"kind": "pupil", "column-0": "full_name", "column-1": "phone"}
    client.post(reverse("people_import_columns", args=[pk]), chosen)
    review = client.get(reverse("people_import_review", args=[pk])).content.decode()
    client.post(reverse("people_import_confirm", args=[pk]))

    assert "«абв»: не похоже на номер телефона" in review
    with tenancy.tx(SYSTEM):
        assert Person.objects.get(last_name="Ёлкин").phone == "абв"

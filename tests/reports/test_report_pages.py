"""Reports of a school and of those above it: pages, files, what is kept, letters."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from core.viewer import SYSTEM_VIEWER
from jobs.actions import run_job
from jobs.models import Job
from mentoring.models import Meeting, Pair
from notifications.models import Letter
from reports.actions.papers import WordsChanged, ask_report, save_report, write_words
from reports.actions.schedules import asked_before, next_day, schedule_report, send_due_reports
from reports.letters import report as write_letter
from reports.models import ReportSchedule
from reports.papers.kinds import KINDS, Asked
from reports.queries.papers import build_report, kept_report
from reports.queries.sources import counted_by_school, rows_of
from tests.pair_factories import make_survey
from tests.report_factories import make_figures
from tests.world import World

SignIn = Callable[[str], Client]
MONITORING = Asked(KINDS["monitoring"], 2026, 1)
PAIRS = Asked(KINDS["pairs"], 2026)


@pytest.mark.parametrize("key", sorted(KINDS))
def test_every_report_opens_for_the_school_or_is_not_there(client_as: SignIn, key: str) -> None:
    answer = client_as("coordinator").get(f"/reports/{key}/")
    assert answer.status_code == (200 if KINDS[key].school else 404)


@pytest.mark.parametrize("key", sorted(KINDS))
def test_every_report_opens_for_the_municipality_or_is_not_there(client_as: SignIn, key: str) -> None:
    answer = client_as("municipal_official").get(f"/reports/{key}/")
    assert answer.status_code == (200 if KINDS[key].official else 404)


def test_the_list_of_pairs_names_people_and_says_who_read_it(client_as: SignIn, world: World) -> None:
    text = client_as("coordinator").get("/reports/pairs/").content.decode()

    assert world.school.secret in text
    with tenancy.tx(SYSTEM):
        told = AuditEvent.objects.filter(verb="people.viewed", details__page="report_pairs")
        assert told.exists()


def test_a_file_with_names_asks_for_its_purpose(client_as: SignIn) -> None:
    client = client_as("coordinator")
    without = client.post("/reports/pairs/export/", {"file": "xlsx"})
    given = client.post("/reports/pairs/export/", {"file": "xlsx", "purpose": "для педсовета"})

    assert (without.status_code, given.status_code) == (422, 200)
    with tenancy.tx(SYSTEM):
        assert Job.objects.get(kind="report_named").purpose == "для педсовета"


def test_a_director_reads_the_list_and_takes_no_file(client_as: SignIn) -> None:
    client = client_as("director")
    assert client.get("/reports/pairs/").status_code == 200
    assert client.post("/reports/pairs/export/", {"file": "xlsx", "purpose": "проба"}).status_code == 403


def test_sections_and_period_are_chosen_by_the_address(client_as: SignIn) -> None:
    page = client_as("coordinator").get("/reports/monitoring/?year=2025&period=2&part=pairs&part=strange")
    assert [section.key for section in page.context["report"].sections] == ["pairs"]
    assert page.context["report"].period.startswith("II квартал 2025/26")


def test_words_are_kept_and_a_stale_text_is_refused(world: World, now: datetime) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        write_words(MONITORING, "problems", "Мало встреч", version=0, by=by, now=now)
        with pytest.raises(WordsChanged):
            write_words(MONITORING, "problems", "Другое", version=0, by=by, now=now)
        report = build_report(by, MONITORING, now)
    assert [section.words for section in report.sections if section.key == "problems"] == ["Мало встреч"]


def test_whoever_comes_second_sees_both_texts(client_as: SignIn) -> None:
    page = client_as("coordinator").post("/reports/monitoring/words/words/?period=1", {"text": "Моё", "version": 0})
    assert page.status_code == 422
    assert "Двое вернулись" in page.content.decode()
    assert "Моё" in page.content.decode()


def test_a_kept_report_tells_what_has_changed(world: World, now: datetime) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        row = save_report(PAIRS, by=by, now=now)
        assert kept_report(by, row, now).changes == []
        Pair.objects.filter(pk=world.school.pairing.pair.pk).update(status=Pair.Status.PAUSED)
        changes = kept_report(by, row, now).changes
    assert ("Действуют", "Пары и группы по формам") in {(each.what, each.section) for each in changes}
    assert world.school.secret not in str(row.content)


def test_those_above_read_nothing_kept_by_a_school(client_as: SignIn, world: World) -> None:
    saved = world.school.upward.saved.pk
    answers = [
        client_as(key).get(f"/reports/saved/{saved}/").status_code for key in ("coordinator", "municipal_official")
    ]
    assert answers == [200, 404]


def test_small_numbers_stay_hidden_in_the_consolidated_report(world: World, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        town = world.school.organization.parent
        make_figures(town, light="", values={"schools": 2, "mentors": 12, "mentees": 9}, hidden=["mentees"])
    by = world.viewer("municipal_official")
    with tenancy.tx(by.scope):
        report = build_report(by, Asked(KINDS["consolidated"], 2026, 1), now)
    facts = {fact.title: fact.value for section in report.sections for fact in section.facts}
    rows = {row[0]: row for table in report.tables if table.title == "Люди, пары, встречи" for row in table.rows}
    assert (facts["Наставники"], facts["Наставляемые"]) == (12, "9+")
    assert rows[world.school.organization.short_name][1:3] == (12, "<\u00a05")
    assert report.people == ()


def test_a_school_reports_what_is_counted_for_those_above(world: World, now: datetime) -> None:
    """One definition: the live report of a school and the published figures of the same day."""
    by = world.viewer("coordinator")
    today = by.organization.local_date(now)
    with tenancy.tx(by.scope):
        report = build_report(by, MONITORING, now)
        keys = {"Наставников": "mentors", "Наставляемых": "mentees", "Ждут пару": "waiting", "Выполнено": "done"}
        counted = {title: rows_of(key, by, 2026, today, by.organization).count() for title, key in keys.items()}
        active = rows_of("pairs_teacher_pupil", by, 2026, today, by.organization).count()
    facts = {fact.title: fact.value for section in report.sections for fact in section.facts}
    assert {title: facts[title] for title in keys} == counted
    assert counted["Наставников"] > 0
    assert {row[0]: row[2] for table in report.tables if table.title == "Пары и группы" for row in table.rows}[
        "учитель – ученик"
    ] == active


def test_a_long_list_is_written_by_a_worker(world: World, now: datetime) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        job = ask_report(PAIRS, "xlsx", purpose="для архива", total=1, by=by, now=now)
    assert run_job(job.pk, clock=lambda: now)
    with tenancy.tx(SYSTEM):
        done = Job.objects.get(pk=job.pk)
    assert (done.problem, done.file_name[:10], bool(done.file)) == ("", "Список пар", True)


@pytest.mark.parametrize(
    ("every", "after", "day"),
    [
        ("month", date(2026, 11, 21), date(2026, 12, 1)),
        ("month", date(2026, 12, 31), date(2027, 1, 1)),
        ("quarter", date(2026, 11, 21), date(2026, 12, 1)),
        ("quarter", date(2026, 12, 1), date(2027, 3, 1)),
        ("quarter", date(2027, 6, 1), date(2027, 9, 1)),
    ],
)
def test_letters_leave_on_the_first(every: str, after: date, day: date) -> None:
    assert next_day(every, after) == day


def test_a_letter_is_about_what_has_just_ended() -> None:
    assert asked_before(KINDS["monitoring"], date(2026, 12, 1)) == MONITORING
    assert asked_before(KINDS["year"], date(2026, 9, 1)) == Asked(KINDS["year"], 2025)


def test_a_due_report_is_one_letter_with_a_link(world: World, now: datetime) -> None:
    by, later = world.viewer("coordinator"), datetime(2026, 12, 1, 9, 30, tzinfo=now.tzinfo)
    with tenancy.tx(by.scope):
        schedule_report(KINDS["roadmap"], "quarter", by=by, now=now)
    with tenancy.tx(SYSTEM):
        ReportSchedule.objects.exclude(kind="roadmap").delete()
    assert [send_due_reports(now), send_due_reports(later), send_due_reports(later + timedelta(hours=1))] == [0, 1, 0]
    with tenancy.tx(SYSTEM):
        letter = Letter.objects.get(kind="report_ready")
    with tenancy.tx(by.scope):
        text = write_letter(by, letter.payload, later)
    assert text is not None
    assert text.link == "/reports/roadmap/?year=2026&period=1"
    assert world.school.secret not in str(text)


def test_nobody_gets_a_letter_without_the_right(world: World, now: datetime) -> None:
    assert write_letter(world.viewer("mentor"), {"report": "roadmap", "url": "/"}, now) is None


def test_the_year_ends_with_what_was_concluded_from_surveys(world: World) -> None:
    with tenancy.tx(SYSTEM):
        make_survey(world.school.organization, title="Итоговый опрос", conclusion="Встреч мало")
        make_survey(world.school.organization, conclusion="Прошлый год", school_year=2025)
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        report = build_report(by, Asked(KINDS["year"], 2026), datetime(2027, 6, 1, tzinfo=UTC))
    [told] = [section.paragraphs for section in report.sections if section.key == "opinions"]
    assert "Итоговый опрос. Встреч мало" in told
    assert "Прошлый год" not in " ".join(told)


def test_a_municipality_reads_hours_of_schools_and_of_nobody(world: World) -> None:
    with tenancy.tx(SYSTEM):
        make_figures(world.municipalities[0], month=date(2026, 12, 1), values={"meetings": 9, "hours": 12}, hidden=[])
        shown = {"mentors": 7, "meetings": 9, "hours": 12}
        make_figures(world.school.organization, month=date(2026, 12, 1), values=shown, hidden=[])
        minutes = Meeting.objects.filter(organization=world.school.organization, status="held")
        minutes.update(minutes=90, held_on=date(2026, 11, 2))
        worked = counted_by_school("hours", SYSTEM_VIEWER, 2026, date(2026, 11, 21), world.school.organization)
        assert worked == {world.school.organization.pk: 90 * minutes.count() // 60}
    by = world.viewer("municipal_official")
    with tenancy.tx(by.scope):
        report = build_report(by, Asked(KINDS["hours"], 2026), datetime(2026, 12, 30, tzinfo=UTC))
    [table] = [table for section in report.sections if section.key == "below" for table in section.tables]
    assert [column.title for column in table.columns][-1] == "Часы встреч"
    assert 12 in [row[-1] for row in table.rows]
    assert world.school.secret not in str(report)

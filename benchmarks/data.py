"""Rows the benchmarks run on, made by the program's own actions in one region of a database of their own."""

from datetime import date

from django.db.models import Max

from accounts.models import User
from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from roadmaps import actions
from roadmaps.models import Activity, Occurrence, Responsible, Roadmap
from roadmaps.parties.reading import read_parties
from roadmaps.states.plans import PlannedActivity, PlannedStage, school_year_heading
from roadmaps.terms import Frame, read_term
from schools.access import viewer_as
from schools.models import Membership, Organization

TODAY = date(2026, 11, 20)
TERMS = ["сентябрь", "октябрь", "ноябрь", "до 25 ноября", "декабрь", "ежеквартально", "постоянно", "апрель - май"]


def make_school() -> Organization:
    return make_schools(1)[0]


def make_schools(count: int) -> list[Organization]:
    """Schools of one municipality of a new region; run in the system scope."""
    serial = (Organization.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    region = _organization("region", None, f"Область {serial}")
    municipality = _organization("municipality", region, f"Округ {serial}")
    return [_organization("school", municipality, f"СОШ № {serial}-{number}") for number in range(count)]


def _organization(level: str, parent: Organization | None, name: str) -> Organization:
    code = name.lower().replace(" ", "-").replace("№", "n")
    row = Organization.objects.create(
        level=level,
        parent=parent,
        short_name=name,
        full_name=name,
        code=code,
        time_zone="Europe/Moscow",
        place="г. Примерск",
    )
    row.refresh_from_db()
    return row


def make_person(organization: Organization, number: int, *roles: Role) -> Membership:
    account = User(email=f"bench-{organization.pk}-{number}@example.org", password="!")
    account.save()
    return Membership.objects.create(
        organization=organization, account=account, last_name=f"Примерова{number}", first_name="Анна",
        patronymic="Петровна", gender="f", post="учитель", roles=[role.value for role in roles],
    )  # fmt: skip


def make_roadmap(organization: Organization, rows: int, by: Viewer) -> Roadmap:
    """An approved map of `rows` activities in seven stages, three lines of content each."""
    frame = Frame(academic_year=2026)
    planned = [_planned(number, frame) for number in range(rows)]
    size = -(-rows // 7)
    stages = [PlannedStage(f"Этап {n + 1}", tuple(planned[n * size : (n + 1) * size])) for n in range(7)]
    heading = school_year_heading("Дорожная карта наставничества", "pupil", 2026)
    roadmap = actions.create_roadmap(organization, heading, stages, by=by, via="template")
    Roadmap.objects.filter(pk=roadmap.pk).update(
        status="approved", approved_on=date(2026, 9, 1), approval_basis="приказ от 01.09.2026 № 71-б"
    )
    roadmap.refresh_from_db()
    return roadmap


def _planned(number: int, frame: Frame) -> PlannedActivity:
    words = TERMS[number % len(TERMS)]
    who = "Координатор" if number % 3 else "Кураторы, классные руководители"
    return PlannedActivity(
        name=f"Провести мероприятие {number + 1} с наставниками и наставляемыми школы",
        term_text=words,
        reading=read_term(words, frame),
        content_lines=("Подготовить материалы", "Обсудить на совещании", "Разместить на сайте"),
        responsible_text=who,
        parties=read_parties(who),
        expected_result="протокол" if number % 2 else "",
    )


def make_due(organization: Organization, people: list[Membership], occurrences: int) -> None:
    """Approved activities due today, each with a responsible person, in bulk."""
    roadmap = Roadmap.objects.create(
        organization=organization, title="Карта", target_model="pupil", starts_on=date(2026, 9, 1),
        ends_on=date(2027, 5, 31), school_year=2026, status="approved", approved_on=date(2026, 9, 1),
    )  # fmt: skip
    stage = roadmap.stages.create(organization=organization, position=1, name="Этап")
    rows = Activity.objects.bulk_create(
        Activity(organization=organization, roadmap=roadmap, stage=stage, position=n, name=f"Мероприятие {n}")
        for n in range(occurrences)
    )
    Occurrence.objects.bulk_create(
        Occurrence(organization=organization, roadmap=roadmap, activity=row, starts_on=date(2026, 11, 1), due_on=TODAY)
        for row in rows
    )
    Responsible.objects.bulk_create(
        Responsible(
            organization=organization, activity=row, position=1, kind="person", person=people[n % len(people)], text="x"
        )
        for n, row in enumerate(rows)
    )


def viewer_of(membership: Membership) -> Viewer:
    with tenancy.tx(SYSTEM):
        return viewer_as(Membership.objects.select_related("organization").get(pk=membership.pk), today=TODAY)

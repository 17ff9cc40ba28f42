"""A municipality that endorses: one map waits for its decision, another came back with remarks."""

from datetime import datetime, timedelta

from core import tenancy
from core.viewer import Viewer
from roadmaps.actions import create_from_template
from roadmaps.actions.endorsement import forward_submission, return_submission, send_roadmap
from roadmaps.actions.remarks import add_remark
from roadmaps.actions.rules import settle_rules
from roadmaps.models import Activity, Submission

WAITS = timedelta(days=8)  # long enough for the mark of a late decision
REMARKS = (
    "Уточните срок.",
    "Раскройте содержание мероприятия.",
    "Укажите, кто готовит справку.",
    "Ожидаемый результат назовите документом.",
)


def endorse_below(viewers: dict[str, Viewer], year: int, now: datetime) -> None:
    """`viewers` by «login@place». Every step is done by whoever would do it."""
    official = viewers["country@demo-country"]
    with tenancy.scope(official.scope):
        settle_rules(official.organization, {"endorses": True, "phrases": ["Приложите форму отчёта."]}, by=official)
    _sent("5", viewers, year, now - WAITS)
    returned = _sent("6", viewers, year, now - WAITS)
    with tenancy.scope(official.scope):
        _give_back(returned, official, now - timedelta(days=1))


def _sent(number: str, viewers: dict[str, Viewer], year: int, at: datetime) -> Submission:
    coordinator = viewers[f"coordinator{number}@demo-school-{number}"]
    director = viewers[f"director{number}@demo-school-{number}"]
    with tenancy.scope(coordinator.scope):
        roadmap = create_from_template("pupil", school_year=year, organization=coordinator.organization, by=coordinator)
        submission = send_roadmap(roadmap, understood=True, seen_version=roadmap.version, by=coordinator, now=at)
    with tenancy.scope(director.scope):
        return forward_submission(submission, seen_edition=submission.edition, by=director, now=at + timedelta(hours=2))


def _give_back(submission: Submission, by: Viewer, at: datetime) -> None:
    rows = (
        Activity.objects.visible_to(by).filter(roadmap_id=submission.roadmap_id).order_by("stage__position", "position")
    )
    for row, text in zip(rows[: len(REMARKS)], REMARKS, strict=True):
        add_remark(submission, text, activity=row, by=by, now=at)
    submission.refresh_from_db()
    return_submission(submission, seen_edition=submission.edition, by=by, now=at)

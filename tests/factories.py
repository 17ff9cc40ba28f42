"""Rows for tests. Every function writes under the scope of the caller; `tests.world` opens the system scope."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from accounts.models import User
from roadmaps.models import Activity, ContentLine, Occurrence, Responsible, Roadmap, Stage
from schools.models import Membership, Organization

_serial = count(1)

LAST_NAMES = ["Образцова", "Примеров", "Тестова", "Вымышлев", "Условная", "Пробный"]


def make_organization(level: str, parent: Organization | None = None, **fields: Any) -> Organization:
    number = next(_serial)
    name = fields.pop("short_name", f"Организация {number}")
    defaults: dict[str, Any] = {
        "code": f"org-{number}",
        "short_name": name,
        "full_name": f"Полное название: {name}",
        "time_zone": "Europe/Moscow",
        "lead_days": [7, 1],
        "place": "г. Примерск",
        "body": "authority" if level != "school" else "school",
    }
    row = Organization(level=level, parent=parent, **(defaults | fields))
    row.save(force_insert=True)
    row.refresh_from_db()
    return row


def make_user(email: str | None = None, **fields: Any) -> User:
    return User.objects.create_user(
        email or f"person{next(_serial)}@example.org", "Пароль-для-проверки", **fields
    )


def make_membership(organization: Organization, *roles: str, **fields: Any) -> Membership:
    number = next(_serial)
    defaults: dict[str, Any] = {
        "account": fields.pop("account", None) or make_user(),
        "last_name": LAST_NAMES[number % len(LAST_NAMES)],
        "first_name": "Анна",
        "patronymic": "Петровна",
        "gender": "f",
        "post": "учитель",
    }
    row = Membership(organization=organization, roles=list(roles), **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_roadmap(organization: Organization, **fields: Any) -> Roadmap:
    defaults: dict[str, Any] = {
        "title": "Дорожная карта наставничества",
        "target_model": "pupil",
        "starts_on": date(2026, 9, 1),
        "ends_on": date(2027, 5, 31),
        "school_year": 2026,
    }
    if fields.get("status") == "approved":
        defaults |= {"approved_on": date(2026, 9, 1), "approval_basis": "приказ от 01.09.2026 № 71-б"}
    return Roadmap.objects.create(organization=organization, **(defaults | fields))


def make_stage(roadmap: Roadmap, **fields: Any) -> Stage:
    defaults: dict[str, Any] = {"position": next(_serial), "name": "Подготовка условий"}
    return Stage.objects.create(
        organization_id=roadmap.organization_id, roadmap=roadmap, **(defaults | fields)
    )


def make_activity(stage: Stage, **fields: Any) -> Activity:
    defaults: dict[str, Any] = {
        "roadmap_id": stage.roadmap_id,
        "position": next(_serial),
        "number": "1.1",
        "name": "Провести совещание кураторов",
        "term_text": "ноябрь",
        "term_kind": "month",
    }
    return Activity.objects.create(organization_id=stage.organization_id, stage=stage, **(defaults | fields))


def make_occurrence(activity: Activity, **fields: Any) -> Occurrence:
    defaults: dict[str, Any] = {
        "roadmap_id": activity.roadmap_id,
        "starts_on": date(2026, 11, 1),
        "due_on": date(2026, 11, 30),
    }
    return Occurrence.objects.create(
        organization_id=activity.organization_id, activity=activity, **(defaults | fields)
    )


def make_line(activity: Activity, **fields: Any) -> ContentLine:
    defaults: dict[str, Any] = {"position": next(_serial), "text": "Подготовить повестку"}
    return ContentLine.objects.create(
        organization_id=activity.organization_id, activity=activity, **(defaults | fields)
    )


def make_responsible(activity: Activity, **fields: Any) -> Responsible:
    defaults: dict[str, Any] = {"position": next(_serial), "kind": "text", "text": "классные руководители"}
    return Responsible.objects.create(
        organization_id=activity.organization_id, activity=activity, **(defaults | fields)
    )


def moment(text: str) -> datetime:
    """`2026-11-21 09:00` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)

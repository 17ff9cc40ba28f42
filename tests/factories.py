"""Rows for tests. Every function writes under the scope of the caller; `tests.world` opens the system scope."""

import hashlib
from datetime import UTC, date, datetime
from itertools import count, cycle
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import F

from accounts.models import User
from core.models import AuditEvent
from notifications.models import Letter, Notice
from roadmaps.importing.document import interpret, read_pasted
from roadmaps.importing.state import to_state
from roadmaps.models import (
    Activity,
    Attachment,
    CalendarFeed,
    Change,
    ChangeSet,
    Comment,
    ContentLine,
    Deferral,
    EvidenceLink,
    ImportDraft,
    Occurrence,
    Proposal,
    Remark,
    ReminderRules,
    Responsible,
    Roadmap,
    RoadmapRules,
    RoadmapVersion,
    Stage,
    Submission,
    Undo,
)
from roadmaps.terms import Frame
from schools.models import Invitation, Membership, Organization, SchoolBreak, SchoolYear, Substitution

_serial = count(1)
_positions = cycle(range(1, 30_000))  # a smallint

LAST_NAMES = ["Образцова", "Примеров", "Тестова", "Вымышлев", "Условная", "Пробный"]


def make_organization(level: str, parent: Organization | None = None, **fields: Any) -> Organization:
    number = next(_serial)
    name = fields.pop("short_name", f"Организация {number}")
    defaults: dict[str, Any] = {
        "code": f"org-{number}",
        "short_name": name,
        "full_name": f"Полное название: {name}",
        "time_zone": "Europe/Moscow",
        "place": "г. Примерск",
        "body": "authority" if level != "school" else "school",
    }
    row = Organization(level=level, parent=parent, **(defaults | fields))
    row.save(force_insert=True)
    row.refresh_from_db()
    return row


def make_user(email: str | None = None, **fields: Any) -> User:
    return User.objects.create_user(email or f"person{next(_serial)}@example.org", "Пароль-для-проверки", **fields)


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
    defaults: dict[str, Any] = {"position": next(_positions), "name": "Подготовка условий"}
    return Stage.objects.create(organization_id=roadmap.organization_id, roadmap=roadmap, **(defaults | fields))


def make_activity(stage: Stage, **fields: Any) -> Activity:
    defaults: dict[str, Any] = {
        "roadmap_id": stage.roadmap_id,
        "position": next(_positions),
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
    return Occurrence.objects.create(organization_id=activity.organization_id, activity=activity, **(defaults | fields))


def make_line(activity: Activity, **fields: Any) -> ContentLine:
    defaults: dict[str, Any] = {"position": next(_positions), "text": "Подготовить повестку"}
    return ContentLine.objects.create(
        organization_id=activity.organization_id, activity=activity, **(defaults | fields)
    )


def make_responsible(activity: Activity, **fields: Any) -> Responsible:
    defaults: dict[str, Any] = {"position": next(_positions), "kind": "text", "text": "классные руководители"}
    return Responsible.objects.create(
        organization_id=activity.organization_id, activity=activity, **(defaults | fields)
    )


def moment(text: str) -> datetime:
    """`2026-11-21 09:00` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def make_attachment(occurrence: Occurrence, by: Membership, **fields: Any) -> Attachment:
    data = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    row = Attachment(
        organization_id=occurrence.organization_id,
        occurrence=occurrence,
        size=len(data),
        content_type="application/pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by_id=by.account_id,
        uploaded_at=moment("2026-11-20 09:00"),
        **({"name": "протокол.pdf"} | fields),
    )
    row.file.save("x", ContentFile(data), save=False)
    row.save(force_insert=True)
    Occurrence.objects.filter(pk=occurrence.pk).update(files_count=F("files_count") + 1)
    return row


def make_link(occurrence: Occurrence, by: Membership, **fields: Any) -> EvidenceLink:
    defaults: dict[str, Any] = {"url": f"https://disk.example.org/{next(_serial)}"}
    return EvidenceLink.objects.create(
        organization_id=occurrence.organization_id,
        occurrence=occurrence,
        added_by_id=by.account_id,
        added_at=moment("2026-11-20 09:00"),
        **(defaults | fields),
    )


def make_comment(activity: Activity, author: Membership, **fields: Any) -> Comment:
    defaults: dict[str, Any] = {"text": "Повестка готова", "made_at": moment("2026-11-20 09:00")}
    return Comment.objects.create(
        organization_id=activity.organization_id, activity=activity, author=author, **(defaults | fields)
    )


def make_feed(owner: Membership, roadmap: Roadmap | None = None, **fields: Any) -> CalendarFeed:
    """The secret of the address is «секрет-» with the id of the owner."""
    digest = hashlib.sha256(f"секрет-{owner.pk}".encode()).hexdigest()
    defaults = {"secret": digest, "created_at": moment("2026-11-01 09:00")}
    return CalendarFeed.objects.create(account=owner.account, membership=owner, roadmap=roadmap, **(defaults | fields))


def make_deferral(owner: Membership, occurrence: Occurrence, **fields: Any) -> Deferral:
    defaults: dict[str, Any] = {
        "until_on": date(2026, 11, 24),
        "reason": "жду подписи",
        "made_at": moment("2026-11-20 09:00"),
    }
    return Deferral.objects.create(account_id=owner.account_id, occurrence=occurrence, **(defaults | fields))


def make_messages(member: Membership, word: str) -> Notice:
    """A letter in the outbox, a line in the inbox and an event of the log."""
    common = {"organization_id": member.organization_id, "account_id": member.account_id, "kind": "digest"}
    at = moment("2026-11-21 05:00")
    Letter.objects.create(**common, address=member.account.email, key=f"digest:{word}", due_at=at)
    notice = Notice.objects.create(**common, key=f"digest:{word}", title=f"Сводка {word}", url="/", created_at=at)
    AuditEvent.objects.create(
        organization_id=member.organization_id,
        at=at,
        account_id=member.account_id,
        verb="roadmap.created",
        subject_type="roadmaps.roadmap",
        subject_id="1",
        details={"note": word},
    )
    return notice


def make_import(by: Membership, word: str = "план") -> ImportDraft:
    """A pasted table on its way to a roadmap, waiting for the review of its terms."""
    text = f"№\tМероприятия\tСроки\tОтветственные\n1\tСовещание {word}\tноябрь\tКоординатор"
    result = interpret(read_pasted(text), Frame(academic_year=2026))
    return ImportDraft.objects.create(
        organization_id=by.organization_id,
        account_id=by.account_id,
        created_at=moment("2026-11-21 05:00"),
        school_year=2026,
        file_name=f"карта {word}.docx",
        status="review",
        source=text.encode(),
        choices={"pasted": True},
        result=to_state(result),
    )


def make_change(activity: Activity, by: Membership, word: str) -> Change:
    """A row of a set that was written into the roadmap: another one may be begun."""
    change_set = ChangeSet.objects.create(
        organization_id=activity.organization_id,
        roadmap_id=activity.roadmap_id,
        reason=f"карантин {word}",
        state=ChangeSet.State.APPLIED,
        created_at=moment("2026-11-10 05:00"),
        created_by_id=by.account_id,
        applied_at=moment("2026-11-12 05:00"),
    )
    return Change.objects.create(
        organization_id=activity.organization_id,
        change_set=change_set,
        kind=Change.Kind.EDIT,
        stage_id=activity.stage_id,
        activity=activity,
        before={"name": f"Раньше {word}"},
        after={"name": activity.name},
        seen_version=activity.version,
    )


def make_undo(activity: Activity, by: Membership, word: str) -> Undo:
    """Of an edit made before the row changed again."""
    return Undo.objects.create(
        organization_id=activity.organization_id,
        roadmap_id=activity.roadmap_id,
        kind=Undo.Kind.EDIT,
        rows=[{"pk": activity.pk, "state": {"name": f"Раньше {word}"}}],
        made_at=moment("2026-11-21 08:00"),
        made_by_id=by.account_id,
    )


def make_proposal(school: Organization, word: str = "отчёт", **fields: Any) -> Proposal:
    """An activity of the municipality's own approved map, offered to one school."""
    above = Organization.objects.get(pk=school.municipality_id)
    roadmap = make_roadmap(above, status="approved", title="Муниципальная карта", target_model="municipal")
    source = make_activity(make_stage(roadmap), name="Сдать отчёт", addressed_to="school")
    make_occurrence(source)
    defaults: dict[str, Any] = {
        "sender": above,
        "source": source,
        "school_year": 2026,
        "source_version": 1,
        "offered": {"name": f"Сдать отчёт {word}", "stage": "Итоги", "place": 7},
        "sent_at": moment("2026-11-20 05:00"),
    }
    return Proposal.objects.create(organization=school, **(defaults | fields))


def make_invitation(organization: Organization, by: Membership) -> Invitation:
    return Invitation.objects.create(
        organization=organization,
        email=f"invited{next(_serial)}@example.org",
        roles=["curator"],
        token_hash=hashlib.sha256(str(next(_serial)).encode()).hexdigest(),
        invited_by=by.short_name,
        created_at=moment("2026-11-20 05:00"),
        expires_at=moment("2026-12-04 05:00"),
    )


def make_substitution(absent: Membership, deputy: Membership) -> Substitution:
    """In the past: it gives nobody a right today."""
    return Substitution.objects.create(
        organization_id=absent.organization_id,
        account_id=deputy.account_id,
        absent=absent,
        deputy=deputy,
        roles=absent.roles,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 14),
    )


def make_submission(roadmap: Roadmap, by: Membership, word: str = "карта", **fields: Any) -> Submission:
    """An endorsed sending of an approved roadmap, with the version that was sent."""
    at = moment("2026-08-20 09:00")
    content = {"title": f"Карта {word}", "starts_on": "2026-09-01", "ends_on": "2027-05-31", "stages": []}
    version = RoadmapVersion.objects.create(
        organization_id=roadmap.organization_id,
        roadmap=roadmap,
        number=1,
        reason="sent",
        content=content,
        sha256="0" * 64,
        made_at=at,
        made_by_id=by.account_id,
    )
    defaults: dict[str, Any] = {"state": "endorsed", "sent_at": at, "sent_by_id": by.account_id, "forwarded_at": at}
    return Submission.objects.create(
        organization_id=roadmap.organization_id, roadmap=roadmap, version=version, **(defaults | fields)
    )


def make_remark(submission: Submission, activity: Activity | None = None, **fields: Any) -> Remark:
    defaults: dict[str, Any] = {"text": "Уточните срок", "state": "closed", "made_by_id": submission.sent_by_id}
    return Remark.objects.create(
        organization_id=submission.organization_id,
        roadmap_id=submission.roadmap_id,
        submission=submission,
        activity=activity,
        made_at=submission.sent_at,
        **(defaults | fields),
    )


def make_reminder_rules(organization: Organization, **fields: Any) -> ReminderRules:
    """Sets fields of the organization's row; all others stay inherited."""
    return ReminderRules.objects.update_or_create(organization=organization, defaults=fields)[0]


def make_rules(organization: Organization, **fields: Any) -> RoadmapRules:
    return RoadmapRules.objects.create(organization=organization, **fields)


def make_school_year(organization: Organization, *breaks: tuple[str, str, str], year: int = 2026) -> SchoolYear:
    """`breaks` are (name, first day, last day)."""
    row = SchoolYear.objects.create(organization=organization, year=year, terms="quarters")
    for name, first, last in breaks:
        SchoolBreak.objects.create(organization=organization, school_year=row, name=name, starts_on=first, ends_on=last)
    return row

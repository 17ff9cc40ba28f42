"""Rows of the two bases for tests. Like tests.factories: they write under the scope of the caller."""

import hashlib
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from jobs.models import Job
from mentoring.actions.consent_links import digest_of, token_of
from mentoring.models import (
    Application,
    BaseRules,
    ClosedNote,
    Consent,
    ConsentLink,
    ConsentText,
    DestructionAct,
    Errand,
    Guardian,
    IntakeLink,
    MenteeCard,
    MentorCard,
    Participation,
    Partner,
    PeopleImport,
    Person,
    Request,
    RetentionRule,
    Scan,
    SubjectRequest,
    Training,
)
from schools.models import Membership, Organization
from tests.factories import moment

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
YEAR = 2026
IMPORT_CHOICES = {
    "pasted": True,
    "side": "mentee",
    "model": "pupil",
    "kind": "pupil",
    "forms": [],
    "shape": {"encoding": "", "delimiter": "\t", "sheet": 0, "header": [0, 1]},
    "titles": ["ФИО"],
    "sheets": ["Лист 1"],
    "notes": [],
    "columns": {"full_name": 0},
    "counts": {"new": 1, "update": 0, "same": 0, "ask": 0, "error": 1, "repeat": 0, "skip": 0},
}


def make_partner(organization: Organization, **fields: Any) -> Partner:
    row = Partner(organization=organization, **({"name": "ООО «Пример»"} | fields))
    row.save(force_insert=True)
    return row


def make_person(organization: Organization, **fields: Any) -> Person:
    """A pupil of 12 years unless told otherwise."""
    defaults: dict[str, Any] = {
        "last_name": "Петров",
        "first_name": "Иван",
        "patronymic": "Сергеевич",
        "gender": "m",
        "kind": "pupil",
        "class_name": "6 «А»",
        "birth_date": date(2014, 5, 12),
        "created_at": moment("2026-09-10 09:00"),
    }
    row = Person(organization=organization, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_adult(organization: Organization, **fields: Any) -> Person:
    defaults = {"kind": "teacher", "class_name": "", "position": "учитель", "birth_date": date(1980, 3, 1)}
    return make_person(organization, **(defaults | fields))


def make_participation(person: Person, side: str = "mentee", **fields: Any) -> Participation:
    defaults: dict[str, Any] = {
        "school_year": YEAR,
        "model": "pupil",
        "forms": ["teacher_pupil"],
        "waiting_since": date(2026, 9, 10),
    }
    row = Participation(organization_id=person.organization_id, person=person, side=side, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_mentor_card(person: Person, **fields: Any) -> MentorCard:
    defaults = {"competences": ["классное руководство"], "subjects": ["математика"], "capacity": 2}
    row = MentorCard(organization_id=person.organization_id, person=person, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_mentee_card(person: Person, **fields: Any) -> MenteeCard:
    row = MenteeCard(organization_id=person.organization_id, person=person, **({"subjects": ["математика"]} | fields))
    row.save(force_insert=True)
    return row


def make_request(participation: Participation, **fields: Any) -> Request:
    defaults: dict[str, Any] = {
        "text": "подтянуть математику",
        "is_main": True,
        "created_at": moment("2026-09-10 09:00"),
    }
    row = Request(organization_id=participation.organization_id, participation=participation, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_training(person: Person, **fields: Any) -> Training:
    defaults = {"course": "Школа наставников", "hours": 16, "finished_on": date(2026, 10, 1)}
    row = Training(organization_id=person.organization_id, person=person, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_guardian(person: Person, **fields: Any) -> Guardian:
    defaults = {"last_name": "Петрова", "first_name": "Анна", "patronymic": "Олеговна", "relation": "mother"}
    row = Guardian(organization_id=person.organization_id, person=person, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_closed_note(person: Person, **fields: Any) -> ClosedNote:
    defaults: dict[str, Any] = {"kind": "situation", "text": "запись", "created_at": moment("2026-09-12 09:00")}
    row = ClosedNote(organization_id=person.organization_id, person=person, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_consent_text(organization: Organization, **fields: Any) -> ConsentText:
    defaults: dict[str, Any] = {
        "purpose": "processing",
        "signer": "guardian",
        "number": 1,
        "body": "Даю согласие на обработку.",
        "created_at": moment("2026-09-01 09:00"),
    }
    row = ConsentText(organization=organization, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_consent(person: Person, wording: ConsentText, **fields: Any) -> Consent:
    """A given one, on paper, unless told otherwise."""
    defaults: dict[str, Any] = {
        "purpose": wording.purpose,
        "signer": wording.signer,
        "state": "given",
        "method": "paper",
        "asked_at": moment("2026-09-10 09:00"),
        "given_at": moment("2026-09-14 09:00"),
        "shown": wording.body,
    }
    row = Consent(organization_id=person.organization_id, person=person, wording=wording, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_base_rules(organization: Organization, **fields: Any) -> BaseRules:
    row = BaseRules(organization=organization, **fields)
    row.save(force_insert=True)
    return row


def make_consent_link(guardian: Guardian, **fields: Any) -> ConsentLink:
    """For the processing and the publication, to the end of November."""
    defaults: dict[str, Any] = {
        "purposes": ["processing", "dissemination"],
        "created_at": moment("2026-11-16 09:00"),
        "expires_at": moment("2026-11-30 09:00"),
    }
    row = ConsentLink(
        organization_id=guardian.organization_id,
        person_id=guardian.person_id,
        guardian=guardian,
        **(defaults | fields),
    )
    row.digest = digest_of(token_of(row))
    row.save(force_insert=True)
    return row


def make_scan(organization: Organization, by: Membership, **fields: Any) -> Scan:
    row = Scan(
        organization=organization,
        size=len(PDF),
        content_type="application/pdf",
        sha256=hashlib.sha256(PDF).hexdigest(),
        uploaded_by_id=by.account_id,
        uploaded_at=moment("2026-09-14 09:00"),
        **({"name": "согласие.pdf"} | fields),
    )
    row.file.save("x", ContentFile(PDF), save=False)
    row.save(force_insert=True)
    return row


def make_intake_link(organization: Organization, **fields: Any) -> IntakeLink:
    defaults: dict[str, Any] = {
        "title": "Стать наставником",
        "audience": "teacher",
        "side": "mentor",
        "model": "pupil",
        "school_year": YEAR,
        "created_at": moment("2026-09-01 09:00"),
    }
    row = IntakeLink(organization=organization, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_application(link: IntakeLink, number: int = 1, **fields: Any) -> Application:
    defaults: dict[str, Any] = {
        "answers": {"last_name": "Тестова", "first_name": "Мария"},
        "submitted_at": moment("2026-09-11 09:00"),
    }
    row = Application(organization_id=link.organization_id, link=link, number=number, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_errand(person: Person, **fields: Any) -> Errand:
    defaults: dict[str, Any] = {
        "kind": "withdrawn",
        "text": "Решите, что делать с парой",
        "occasion": f"withdrawn:{person.pk}",
        "due_on": date(2026, 11, 25),
        "opened_at": moment("2026-11-20 09:00"),
    }
    row = Errand(organization_id=person.organization_id, person=person, **(defaults | fields))
    row.save(force_insert=True)
    return row


def import_row(number: int, *cells: str) -> list[Any]:
    """A row of a file as `mentoring.importing.book` keeps it, not checked yet."""
    return [number, list(cells), "", "new", [], [], [], ""]


def make_people_import(by: Membership, **fields: Any) -> PeopleImport:
    defaults: dict[str, Any] = {
        "file_name": "люди.xlsx",
        "status": "review",
        "school_year": YEAR,
        "choices": IMPORT_CHOICES,
        "created_at": moment("2026-11-20 09:00"),
    }
    row = PeopleImport(organization_id=by.organization_id, account_id=by.account_id, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_job(by: Membership, **fields: Any) -> Job:
    defaults: dict[str, Any] = {
        "kind": "handover",
        "purpose": "для педсовета",
        "file_name": "наставники.xlsx",
        "asked_at": moment("2026-11-18 09:00"),
        "finished_at": moment("2026-11-18 09:01"),
        "expires_at": moment("2026-11-19 09:01"),
    }
    row = Job(organization_id=by.organization_id, account_id=by.account_id, **(defaults | fields))
    row.save(force_insert=True)
    return row


def make_retention_rule(organization: Organization, **fields: Any) -> RetentionRule:
    row = RetentionRule(organization=organization, **({"category": "left", "months": 12} | fields))
    row.save(force_insert=True)
    return row


def make_destruction_act(by: Membership, **fields: Any) -> DestructionAct:
    row = DestructionAct(
        organization_id=by.organization_id,
        account_id=by.account_id,
        made_at=moment("2026-08-31 09:00"),
        sha256=hashlib.sha256(PDF).hexdigest(),
        **({"number": 1, "reason": "истёк срок хранения", "subjects": ["участник-1"]} | fields),
    )
    row.file.save("x", ContentFile(PDF), save=False)
    row.save(force_insert=True)
    return row


def make_subject_request(person: Person, **fields: Any) -> SubjectRequest:
    defaults: dict[str, Any] = {"kind": "access", "received_on": date(2026, 11, 16), "due_on": date(2026, 11, 30)}
    row = SubjectRequest(organization_id=person.organization_id, person=person, **(defaults | fields))
    row.save(force_insert=True)
    return row

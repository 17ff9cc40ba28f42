"""An application as a row of the base. Pure."""

from collections.abc import Mapping
from typing import Any

from mentoring.entries import Entry, Kin
from mentoring.intake.answers import birth_date_of
from mentoring.models import Application, IntakeLink, Person

KINDS: dict[str, str] = {"teacher": Person.Kind.TEACHER, "pupil": Person.Kind.PUPIL, "parent": Person.Kind.PUPIL}


def entry_of(application: Application, *, person_id: int | None) -> Entry:
    """`person_id`: the curator has found that the base knows this person already."""
    answers, link = application.answers, application.link
    for_child = link.audience == IntakeLink.Audience.PARENT
    filled_on = link.organization.local_date(application.submitted_at)
    return Entry(
        person_id=person_id,
        last_name=text(answers, "last_name"),
        first_name=text(answers, "first_name"),
        patronymic=text(answers, "patronymic"),
        gender=text(answers, "gender"),
        birth_date=birth_date_of(answers),
        phone="" if for_child else text(answers, "phone"),
        email="" if for_child else text(answers, "email"),
        kind=KINDS.get(link.audience) or text(answers, "kind") or Person.Kind.OTHER,
        class_name=text(answers, "class_name"),
        position=text(answers, "position"),
        workplace=text(answers, "workplace"),
        side=link.side,
        model=link.model,
        school_year=link.school_year,
        forms=listed(answers, "forms"),
        waiting_since=filled_on,
        questionnaire_on=filled_on,
        subjects=listed(answers, "subjects"),
        interests=listed(answers, "interests"),
        slots=listed(answers, "slots"),
        competences=listed(answers, "competences"),
        achievements=text(answers, "achievements"),
        time_resource=text(answers, "time_resource"),
        capacity=int(answers.get("capacity") or 1),
        wishes=text(answers, "wishes"),
        request=text(answers, "request"),
        request_source="parent" if for_child else "self",
        guardian=guardian_of(answers) if for_child else None,
    )


def text(answers: Mapping[str, Any], key: str) -> str:
    return str(answers.get(key, ""))


def listed(answers: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(answers.get(key, ()))


def guardian_of(answers: Mapping[str, Any]) -> Kin:
    return Kin(
        last_name=text(answers, "guardian_last_name"),
        first_name=text(answers, "guardian_first_name"),
        patronymic=text(answers, "guardian_patronymic"),
        relation=text(answers, "relation"),
        phone=text(answers, "phone"),
        email=text(answers, "email"),
    )

"""Answers in words for people. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentoring.intake.questions import Kind, Page, Question
from mentoring.models.people import ADULT, SIGNS_BESIDE_PARENT, age_on
from mentoring.phones import phone_doubt


@dataclass(frozen=True)
class Said:
    """A question with its answer in words; `page` is where it is changed. `doubt`: what seems wrong, never refused."""

    page: Page
    label: str
    words: str
    doubt: str = ""


def in_words(pages: Iterable[Page], answers: Mapping[str, Any], *, to_staff: bool = False) -> list[Said]:
    """What was answered, in the order of the pages; unanswered questions are left out."""
    return [
        Said(page, question.name if to_staff else question.label, words, _doubt(question, words))
        for page in pages
        for question in page.questions
        if (words := _words(question, answers.get(question.key)))
    ]


def _doubt(question: Question, words: str) -> str:
    return phone_doubt(words) if question.kind == Kind.PHONE else ""


def _words(question: Question, value: Any) -> str:
    if value in (None, "", []):
        return ""
    names = dict(question.options)
    match question.kind:
        case Kind.YES_NO:
            return "да" if value == "yes" else "нет"
        case Kind.BIRTH:
            return f"{date.fromisoformat(value):%d.%m.%Y}"
        case Kind.WORDS:
            return ", ".join(value)
        case Kind.MANY:
            return ", ".join(names.get(each, each) for each in value)
        case _:
            return names.get(str(value), str(value))


def birth_date_of(answers: Mapping[str, Any]) -> date | None:
    """As the form has kept it, in ISO."""
    text = answers.get("birth_date")
    return date.fromisoformat(text) if text else None


def answers_alone(audience: str, answers: Mapping[str, Any], today: date) -> bool:
    """A minor without a parent beside: asked for the least, and the parent signs as well."""
    born = birth_date_of(answers)
    return audience != "parent" and born is not None and age_on(born, today) < ADULT


def too_young(audience: str, answers: Mapping[str, Any], today: date) -> bool:
    """Under 14 a parent answers for the child."""
    born = birth_date_of(answers)
    return audience != "parent" and born is not None and age_on(born, today) < SIGNS_BESIDE_PARENT

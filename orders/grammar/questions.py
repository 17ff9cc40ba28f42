"""`inflect` as questions and answers: one JSON object in, one out."""

from typing import Any

from orders.grammar.cases import CASES, Forms
from orders.grammar.engine import Kind
from orders.grammar.genders import gender_of
from orders.grammar.names import decline_name
from orders.grammar.people import decline_full
from orders.grammar.phrases import decline_phrase

PARTS = ("surname", "first_name", "patronymic")


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """`{"id", "forms", "sure"}` of `{"id", "kind", "text", "gender", "animate", "parts"}`.

    Raises ValueError, KeyError.
    """
    forms = _forms(question["kind"], question["text"], question)
    return {"id": question.get("id"), "forms": {case.value: forms[case] for case in CASES}, "sure": forms.sure}


def _forms(kind: str, text: str, question: dict[str, Any]) -> Forms:
    if kind in ("position", "organisation"):
        return decline_phrase(text, animate=question.get("animate", kind == "position"))
    gender = question.get("gender") or ""
    if kind != "person":
        return decline_name(Kind(kind), text, gender)
    parts = question.get("parts") or dict(zip(PARTS, text.split(" ", 2), strict=False))
    last, first, patronymic = (parts.get(name) or "" for name in PARTS)
    return decline_full(last, first, patronymic, gender or gender_of(last, first, patronymic))

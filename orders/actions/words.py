"""Cases that a person has confirmed: remembered for the organization, put into the draft."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import F

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from orders.blocks import Paper, to_state
from orders.drafts.checking import unsure_words
from orders.grammar import Forms
from orders.models import Order, WordForms
from orders.queries import paper_of
from orders.wording import Doubt, Phrase, Speech, Who

Key = tuple[str, str]


class NotDraft(DomainError):
    message = "Приказ уже не черновик: его текст больше не меняется."


@transaction.atomic
def confirm_words(order: Order, forms: Mapping[Key, Forms], *, by: Viewer) -> int:
    """`forms` by subject and nominative, of words that the draft has in doubt; others are passed over. The draft gets
    the confirmed forms and is another version: whoever agrees to it reads it again. Locks the order. Returns how many
    were remembered. Raises NotDraft."""
    if Order.objects.drafts().select_for_update(of=("self",)).filter(pk=order.pk).first() is None:
        raise NotDraft
    paper = paper_of(order)
    doubts = [doubt for doubt in unsure_words(by, order, paper) if (doubt.subject, doubt.text) in forms]
    keys = dict.fromkeys((doubt.subject, doubt.text) for doubt in doubts)
    for subject, text in keys:
        remember(subject, text, forms[subject, text], by=by)
    if keys:
        Order.objects.filter(pk=order.pk).update(version=F("version") + 1)
        order.texts.update(content=to_state(corrected(paper, doubts, forms)))
        record(by, "order.words_confirmed", order, count=len(keys))
    return len(keys)


def remember(subject: str, text: str, forms: Forms, *, by: Viewer) -> None:
    cases = {name: getattr(forms, name) for name in ("gen", "dat", "acc", "ins", "prep")}
    WordForms.objects.update_or_create(organization_id=by.organization.pk, subject=subject, text=text, defaults=cases)


def corrected(paper: Paper, doubts: Iterable[Doubt], forms: Mapping[Key, Forms]) -> Paper:
    """The doubtful forms replaced by the confirmed ones, in the title, the preamble and the clauses. Pure."""
    speech = Speech(dict(forms))
    pairs = [(_pattern(doubt.form), form) for doubt in doubts if (form := _again(doubt, speech)) != doubt.form]

    def mended(text: str) -> str:
        for pattern, form in pairs:
            text = form.join(pattern.split(text))
        return text

    clauses = tuple(replace(clause, text=mended(clause.text)) for clause in paper.clauses)
    return replace(paper, title=mended(paper.title), preamble=mended(paper.preamble), clauses=clauses)


def _again(doubt: Doubt, speech: Speech) -> str:
    """The form as it is said now, in the same shape: whole or with initials."""
    if doubt.subject == "person":
        short = doubt.form.endswith(".")
        return speech.name(Who(*doubt.parts, doubt.gender), doubt.case, short=short)
    return speech.phrase(Phrase(doubt.text, animate=doubt.subject == "position"), doubt.case)


def _pattern(form: str) -> re.Pattern[str]:
    words = form.replace("\u00a0", " ").split(" ")
    return re.compile(r"(?<!\w)" + "[ \u00a0]".join(map(re.escape, words)) + r"(?!\w)")

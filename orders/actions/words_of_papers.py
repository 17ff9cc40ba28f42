"""What an organization settles about the words of its papers: templates, the blank, legal bases, phrases."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.locks import wait_for_turn
from core.viewer import Viewer
from orders.kinds.base import Kind, Template
from orders.kinds.bases import Basis
from orders.kinds.texts import to_content
from orders.models import BankPhrase, Blank, DocumentTemplate, LegalBasis


@transaction.atomic
def save_template(
    kind: Kind, template: Template | None, *, effective_from: date, by: Viewer, now: datetime
) -> DocumentTemplate:
    """A new version; without a template the words of the bodies above and of the program count again."""
    owner = by.organization
    wait_for_turn("template", owner.pk)
    former = DocumentTemplate.objects.filter(organization=owner, kind=kind.key).order_by("-version").first()
    made = DocumentTemplate(
        organization=owner,
        kind=kind.key,
        version=former.version + 1 if former else 1,
        effective_from=effective_from,
        content=to_content(template) if template else {},
        is_own=template is not None,
        author=by.user,
        created_at=now,
    )
    made.save(force_insert=True)
    record(by, "template.saved", made, kind=kind.key, version=made.version)
    return made


@transaction.atomic
def save_blank(*, own_lines: str, emblem: str, effective_from: date, by: Viewer, now: datetime) -> Blank:
    """A new version of the blank; papers registered before keep theirs."""
    owner = by.organization
    wait_for_turn("blank", owner.pk)
    former = Blank.objects.filter(organization=owner).order_by("-version").first()
    made = Blank(
        organization=owner,
        version=former.version + 1 if former else 1,
        effective_from=effective_from,
        own_lines=own_lines,
        emblem=emblem,
        author=by.user,
        created_at=now,
    )
    made.save(force_insert=True)
    record(by, "blank.saved", made, version=made.version)
    return made


@transaction.atomic
def save_basis(basis: Basis | None, values: Mapping[str, Any], *, by: Viewer) -> LegalBasis:
    """An own row; for a basis of the program or of a body above a row that takes its place here."""
    own = basis is not None and basis.is_own
    row = LegalBasis.objects.get(pk=basis.pk, organization=by.organization) if basis and own else LegalBasis()
    if not own:
        row.organization = by.organization
        row.key = basis.key if basis else ""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    record(by, "basis.saved", row)
    return row


@transaction.atomic
def add_phrase(text: str, *, by: Viewer, now: datetime) -> BankPhrase:
    row = BankPhrase(organization=by.organization, text=text, created_at=now)
    row.save(force_insert=True)
    record(by, "phrase.added", row)
    return row


@transaction.atomic
def delete_phrase(phrase: BankPhrase, *, by: Viewer) -> None:
    record(by, "phrase.deleted", phrase)
    phrase.delete()

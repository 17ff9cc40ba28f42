"""The bank of programmes: what worked once is kept without the people."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.models import PlanTemplate


class TemplateKnown(DomainError):
    message = "Образец с таким названием уже есть в банке."


@transaction.atomic
def keep_template(values: dict[str, Any], *, by: Viewer, now: datetime) -> PlanTemplate:
    """`values` are the fields of the row, already without people and looked through. Raises TemplateKnown."""
    _refuse_known(values["title"], by)
    row = PlanTemplate(organization=by.organization, author=by.user, created_at=now, **values)
    row.save(force_insert=True)
    record(by, "plan_template.kept", row, at=now)
    return row


@transaction.atomic
def edit_template(template: PlanTemplate, values: dict[str, Any], *, by: Viewer, now: datetime) -> None:
    """Programmes made of it stay as they are: each is a copy. Raises TemplateKnown."""
    _refuse_known(values["title"], by, template.pk)
    PlanTemplate.objects.filter(pk=template.pk).update(**values)
    record(by, "plan_template.edited", template, at=now, fields=sorted(values))


@transaction.atomic
def archive_template(template: PlanTemplate, *, by: Viewer, now: datetime) -> None:
    """Offered no more; a second time changes nothing."""
    if PlanTemplate.objects.filter(pk=template.pk, archived_at=None).update(archived_at=now):
        record(by, "plan_template.archived", template, at=now)


def _refuse_known(title: str, by: Viewer, but: int | None = None) -> None:
    rows = PlanTemplate.objects.visible_to(by).filter(organization=by.organization, title__iexact=title)
    if (rows.exclude(pk=but) if but else rows).exists():
        raise TemplateKnown

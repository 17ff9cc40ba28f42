"""The act of destruction: приказ Роскомнадзора № 179 of 28.10.2022, with its extract of the event log."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.files import store_file
from core.pdf import render_pdf
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.actions.ledger import last_act, note_act
from mentoring.consents.texts import NO_PROCESSOR
from mentoring.models import DestructionAct
from schools.models import Organization

SYSTEM_NAME = "программа для ЭВМ «Наставничество»"
METHOD = (
    "Имя заменено случайным псевдонимом, остальные значения стёрты в базе данных, файлы удалены из хранилища "
    "без возможности восстановления. Год рождения, числа и состояния участия сохранены без связи с человеком."
)


@transaction.atomic
def make_act(
    pseudonyms: Sequence[str], categories: Mapping[str, int], *, reason: str, by: Viewer, now: datetime
) -> DestructionAct:
    """Numbered in the organization, also past a restored backup; printed once, kept with its checksum, names nobody.

    Raises core.pdf.PdfUnavailable, core.ledger.LedgerUnavailable.
    """
    act = DestructionAct(
        organization=by.organization,
        number=_next_number(by.organization),
        made_at=now,
        account=by.user,
        reason=reason[:200],
        subjects=list(pseudonyms),
        categories=dict(categories),
    )
    content = act_pdf(act, by)
    act.sha256 = hashlib.sha256(content).hexdigest()
    store_file(act.file, ContentFile(content))
    act.save(force_insert=True)
    note_act(act.number, by=by)
    record(by, "act.made", act, at=now, number=act.number, people=len(pseudonyms), sha256=act.sha256)
    return act


def _next_number(organization: Organization) -> int:
    """Under the lock of the organization: two acts at once get two numbers."""
    with tenancy.scope(SYSTEM):
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        last = DestructionAct.objects.filter(organization=organization).aggregate(last=Max("number"))["last"]
    return max(last or 0, last_act(organization.pk)) + 1


def act_pdf(act: DestructionAct, by: Viewer) -> bytes:
    person = by.membership
    context = {
        "act": act,
        "organization": act.organization,
        "made_at": act.made_at.astimezone(act.organization.zone),
        "processor": settings.DATA_PROCESSOR or NO_PROCESSOR,
        "system": SYSTEM_NAME,
        "method": METHOD,
        "categories": sorted(act.categories.items()),
        "who": person.full_name if person else "",
        "post": (person.post or ", ".join(person.role_names())) if person else "",
    }
    return render_pdf(render_to_string("mentoring/act_print.html", context), sheet="record")


class DamagedAct(DomainError):
    message = "Файл акта не совпадает со своей контрольной суммой. Сообщите администратору."


def open_act(act: DestructionAct, *, by: Viewer) -> bytes:
    """The stored print, checked. Raises DamagedAct."""
    with act.file.open("rb") as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != act.sha256:
        raise DamagedAct
    record(by, "act.opened", act, number=act.number)
    return content

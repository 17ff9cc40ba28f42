"""Which kinds of letters a person does not want. The inbox shows all kinds."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from core import tenancy
from core.tenancy import Scope
from core.viewer import Viewer
from notifications.models import OPTIONAL_KINDS, Mute, Pause


def mute(account_id: int, kind: str) -> None:
    """Called with what a signed link of a letter says, therefore under that account's scope, signed in or not."""
    with tenancy.tx(Scope(account=account_id)):
        Mute.objects.bulk_create([Mute(account_id=account_id, kind=kind)], ignore_conflicts=True)


def unmute(account_id: int, kind: str) -> None:
    with tenancy.tx(Scope(account=account_id)):
        Mute.objects.filter(account_id=account_id, kind=kind).delete()


@transaction.atomic
def choose_kinds(wanted: Collection[str], *, by: Viewer) -> None:
    """Letters of the wanted kinds are sent, of all other optional kinds not."""
    unwanted = [kind for kind in OPTIONAL_KINDS if kind not in wanted]
    Mute.objects.filter(account_id=by.user.pk).exclude(kind__in=unwanted).delete()
    rows = [Mute(account_id=by.user.pk, kind=kind) for kind in unwanted]
    Mute.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def set_pause(first: date | None, last: date | None, *, by: Viewer) -> None:
    """No letters on these days, both included; None ends the pause."""
    if first is None or last is None:
        Pause.objects.filter(account_id=by.user.pk).delete()
        return
    Pause.objects.update_or_create(account_id=by.user.pk, defaults={"starts_on": first, "ends_on": last})

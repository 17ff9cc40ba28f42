"""Which kinds of letters a person does not want. The inbox shows all kinds."""

from collections.abc import Collection

from django.db import transaction

from core import tenancy
from core.tenancy import Scope
from core.viewer import Viewer
from notifications.models import OPTIONAL_KINDS, Mute


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

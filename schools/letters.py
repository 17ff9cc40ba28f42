"""Letters of invitations. The link is rebuilt from the seed of the payload: the token is stored nowhere."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from core.dates import long_date
from core.letters import LetterText
from core.viewer import Viewer
from schools.actions import token_from_seed
from schools.models import Invitation, Organization


def asked(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Somebody holds a link that is used or over. The letter names no one: a pupil may have been invited."""
    rows = Invitation.objects.visible_to(viewer).select_related("organization")
    row = rows.filter(pk=payload["invitation"]).first()
    if row is None:
        return None
    organization: Organization = row.organization
    sent = long_date(organization.local_date(row.created_at))
    return LetterText(
        subject="Просят новое приглашение — наставничество",
        lines=(
            f"Приглашение в организацию «{organization.short_name}» больше не открывается.",
            f"Кем: {', '.join(row.role_names()).lower()}. Отправлено {sent}",
            "Тот, у кого эта ссылка, просит новую. Если вы его ждёте, отправьте приглашение ещё раз.",
        ),
        link=payload["url"],
        button="Пригласить снова",
    )


def invitation(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Nothing to send once the invitation is revoked, accepted or over. Payload: `invitation` (id), `seed`."""
    rows = Invitation.objects.visible_to(viewer).open(now)
    row = rows.select_related("organization").filter(pk=payload["invitation"]).first()
    if row is None:
        return None
    organization: Organization = row.organization
    until = long_date(organization.local_date(row.expires_at))
    return LetterText(
        subject=f"Вас пригласили в «Наставничество», {organization.short_name}",
        lines=(
            f"{row.invited_by} приглашает вас в программу «Наставничество»: {organization.full_name}.",
            f"Кем: {', '.join(row.role_names()).lower()}.",
            f"Ссылка открывается один раз и действует до {until}. Войти по ней может только владелец этой почты.",
            "Если вы не ждали этого письма, ничего не делайте.",
        ),
        link=reverse("invitation_accept", args=[token_from_seed(payload["seed"])]),
        button="Принять приглашение",
    )

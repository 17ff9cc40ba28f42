"""The answers of a guest who has not sent them yet: a signed cookie of this questionnaire, for 24 hours.

Nothing is stored on the server before the guest has agreed to it: whoever refuses leaves no trace.
"""

import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from core.errors import DomainError

DAY = 24 * 60 * 60
LONGEST = 3_800  # bytes; browsers keep cookies of 4 kB
SALT = "mentoring.intake"


class DraftTooLong(DomainError):
    message = "Ответы слишком длинные. Сократите их, пожалуйста: главное в двух-трёх предложениях."


@dataclass
class Draft:
    """`started` is the moment the questionnaire was opened; `agreed` holds the version agreed to by purpose.

    `marked` holds what was ticked on it (`mentoring.consents.screens.Marks`), `number` is there once it is sent.
    """

    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    started: float = 0.0
    answers: dict[str, Any] = field(default_factory=dict)
    agreed: dict[str, int] = field(default_factory=dict)
    marked: dict[str, Any] = field(default_factory=dict)
    number: int | None = None


def name_of(code: str) -> str:
    return f"intake_{code}"


def read_draft(request: HttpRequest, code: str) -> Draft | None:
    """Nothing when there is none, it is a day old, or somebody has changed it."""
    try:
        kept = signing.loads(request.COOKIES.get(name_of(code), ""), salt=SALT + code, max_age=DAY)
    except signing.BadSignature:
        return None
    return Draft(**kept)


def start_draft(now: datetime) -> Draft:
    return Draft(started=now.timestamp())


def keep_draft(response: HttpResponse, code: str, draft: Draft, path: str) -> None:
    """Raises DraftTooLong."""
    value = signing.dumps(asdict(draft), salt=SALT + code, compress=True)
    if len(value) > LONGEST:
        raise DraftTooLong
    response.set_cookie(
        name_of(code),
        value,
        max_age=DAY,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def drop_draft(response: HttpResponse, code: str, path: str) -> None:
    response.delete_cookie(name_of(code), path=path, samesite="Lax")

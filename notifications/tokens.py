"""Links of letters that work signed out: the signature is the right, for one account and one kind, without an end."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from core.errors import DomainError
from notifications.models import OPTIONAL_KINDS

_signer = Signer(salt="notifications.unsubscribe")


class BadToken(DomainError):
    message = "Ссылка не подходит. Проверьте, что скопировали её из письма целиком."


def unsubscribe_path(account_id: int | None, kind: str) -> str:
    return reverse("unsubscribe", args=[_signer.sign(f"{account_id}.{kind}")])


def read_token(token: str) -> tuple[int, str]:
    """Account and kind. Raises BadToken."""
    try:
        account, _, kind = _signer.unsign(token).partition(".")
    except BadSignature as error:
        raise BadToken from error
    if kind not in OPTIONAL_KINDS:
        raise BadToken
    return int(account), kind

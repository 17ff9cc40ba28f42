"""Who a session belongs to."""

from typing import Any

from allauth.account import auth_backends

from accounts.models import User
from core.statements import columns, one_row, taken

BACKEND = "accounts.backends.AuthenticationBackend"
ACCOUNT = f"""SELECT {columns(User, "u")} FROM "accounts_user" u WHERE u.id = %(account)s"""


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """allauth's, but the account of a session is read by hand: every request begins with it (ADR 6)."""

    def get_user(self, user_id: Any) -> User | None:
        row = one_row(ACCOUNT, {"account": user_id})
        account = taken(User, iter(row)) if row else None
        return account if account is not None and self.user_can_authenticate(account) else None

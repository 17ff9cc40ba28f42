"""What differs from allauth's defaults: sign-up is closed, words are Russian, people come by invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.forms import FOREIGN_DEVICE
from accounts.models import User

NOT_MATCHED = "Не подошли почта или пароль."
WRONG_CODE = "Код не подошёл. Проверьте его или запросите новый."
TOO_OFTEN = "Слишком много попыток. Подождите 15\u00a0минут или получите код на почту."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": NOT_MATCHED,
        "email_password_mismatch": NOT_MATCHED,
        "username_password_mismatch": NOT_MATCHED,
        "invalid_login": NOT_MATCHED,
        "unknown_email": NOT_MATCHED,
        "enter_current_password": "Пароль не подошёл. Введите тот, с которым вы входите сейчас.",
        "incorrect_password": "Пароль не подошёл.",
        "incorrect_code": WRONG_CODE,
        "invalid_or_expired_key": "Ссылка устарела. Запросите новую.",
        "invalid_password_reset": "Ссылка устарела. Запросите новую.",
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "same_as_current": "Новое значение совпадает с прежним.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def reauthenticate(self, user: User, password: str) -> bool:
        """By the address of the account itself: there is no separate list of addresses."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """A sign-in on somebody else's device ends with the browser, by whatever way it came."""
        foreign = request.session.pop(FOREIGN_DEVICE, False)
        request.session.set_expiry(0 if foreign else settings.SESSION_COOKIE_AGE)
        return super().post_login(request, user, **details)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": "Ввести пароль",
            "mfa_reauthenticate": "Ввести код из приложения",
            "mfa_reauthenticate:webauthn": "Подтвердить ключом доступа",
        }
        return [way | {"description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": "Адрес нельзя сменить, пока включён второй шаг входа.",
        "cannot_delete_authenticator": "Для вашей роли второй шаг входа обязателен: сначала добавьте другой способ.",
        "cannot_generate_recovery_codes": "Сначала включите второй шаг входа.",
        "incorrect_code": "Код не подошёл. Проверьте, что время на телефоне верное, и введите новый.",
        "unverified_email": "Сначала войдите по коду из письма: так мы проверим вашу почту.",
        "rate_limited": TOO_OFTEN,
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return "Ключ доступа" if count == 0 else f"Ключ доступа {count + 1}"

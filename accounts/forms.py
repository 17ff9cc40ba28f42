"""Sign-in forms of allauth with Russian words, without placeholders and browser validation."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

# Set before the sign-in is finished, read by AccountAdapter.post_login.
FOREIGN_DEVICE = "foreign_device"


def _relabel(form: forms.Form, labels: dict[str, str]) -> None:
    form.use_required_attribute = False
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if name in labels:
            field.label = labels[name]
            field.help_text = field.help_text if name == "password1" else ""


def _foreign_device_field(hidden: bool = False) -> forms.BooleanField:
    return forms.BooleanField(
        label="Это чужое устройство",
        help_text="Выйдем, когда вы закроете окно, и\u00a0ничего не\u00a0сохраним",
        required=False,
        widget=forms.HiddenInput if hidden else None,
    )


def _remember_choice(form: forms.Form) -> None:
    context.request.session[FOREIGN_DEVICE] = bool(form.cleaned_data.get("foreign_device"))


class LoginForm(account.LoginForm):
    foreign_device = _foreign_device_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["remember"]
        _relabel(self, {"login": "Эл. почта", "password": "Пароль"})
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "inputmode": "email"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        foreign = bool(self.cleaned_data.get("foreign_device"))
        self.cleaned_data["remember"] = not foreign
        if not self.errors:
            _remember_choice(self)
        return cleaned


class RequestLoginCodeForm(account.RequestLoginCodeForm):
    foreign_device = _foreign_device_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"email": "Эл. почта"})
        self.fields["email"].widget.attrs |= {"autocomplete": "username"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _remember_choice(self)
        return cleaned


class ConfirmLoginCodeForm(account.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": "Код из письма"})


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"password": "Пароль"})


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"email": "Эл. почта"})


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"password1": "Новый пароль", "password2": "Новый пароль ещё раз"})


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(
            self, {"oldpassword": "Пароль сейчас", "password1": "Новый пароль", "password2": "Новый пароль ещё раз"}
        )


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"password1": "Пароль", "password2": "Пароль ещё раз"})


class AuthenticateForm(mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": "Код из приложения или запасной код"})


class ReauthenticateCodeForm(mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": "Код из приложения или запасной код"})


class ActivateTotpForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": "Код из приложения"})
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}


class AddKeyForm(webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"name": "Название ключа", "passwordless": "Входить этим ключом без пароля"})
        self.fields["passwordless"].help_text = "Устройство спросит отпечаток, лицо или свой код"


class EditKeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"name": "Название ключа"})


class LoginKeyForm(webauthn.LoginWebAuthnForm):
    foreign_device = _foreign_device_field(hidden=True)

    def clean(self) -> dict[str, Any]:
        _remember_choice(self)
        return self.cleaned_data

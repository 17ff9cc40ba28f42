"""Forms about people: names, roles, the acceptance of an invitation, a substitution."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.roles import Role
from core.forms import DateField, Form, ModelForm, field_of
from schools.actions import PersonCard
from schools.models import Membership

CARD = ("last_name", "first_name", "patronymic", "gender", "post")
LABELS = {"gender": "Пол (для документов)"}
# What browsers fill in by themselves (WCAG 1.3.5); only where people write about themselves.
FILLED_BY_BROWSER = {
    "last_name": "family-name",
    "first_name": "given-name",
    "patronymic": "additional-name",
    "post": "organization-title",
}


class RolesField(forms.MultipleChoiceField):
    """Check boxes of the roles the viewer may hand out; anything else in the POST is an error of the field."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"required": "Выберите хотя бы одну роль."}

    def offer(self, roles: Iterable[str]) -> None:
        wanted = set(roles)
        self.offered = [role.value for role in Role if role in wanted]
        self.choices = [(role, Role(role).label) for role in self.offered]


class PersonForm(ModelForm):
    roles = RolesField(label="Роли")

    class Meta:
        model = Membership
        fields = CARD
        labels = LABELS

    def __init__(self, *args: Any, grantable: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "gender", forms.ChoiceField).choices = [("", "не указан"), ("f", "женский"), ("m", "мужской")]
        held = list(self.instance.roles)
        field_of(self, "roles", RolesField).offer(grantable | set(held))
        self.initial["roles"] = held

    def offered_roles(self) -> list[str]:
        return field_of(self, "roles", RolesField).offered

    def card(self) -> PersonCard:
        return PersonCard(**{name: self.cleaned_data[name] for name in CARD})


class AcceptForm(Form):
    """ФИО and, for a new account, the way to sign in."""

    last_name = forms.CharField(label="Фамилия", max_length=80)
    first_name = forms.CharField(label="Имя", max_length=80)
    patronymic = forms.CharField(label="Отчество", max_length=80, required=False)
    post = forms.CharField(label="Должность", max_length=200, required=False)
    way = forms.ChoiceField(
        label="Как будете входить",
        choices=[("password", "По паролю"), ("code", "По коду из письма, без пароля")],
        initial="password",
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label="Пароль",
        strip=False,
        max_length=128,
        help_text="Не короче 12 знаков. Хорошо подходит фраза из нескольких слов.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, has_account: bool, person_name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].error_messages["required"] = "Придумайте пароль или выберите вход по коду."
        self.fields["password"].required = self.data.get("way") != "code"
        for name, token in FILLED_BY_BROWSER.items():
            self.fields[name].widget.attrs["autocomplete"] = token
        if has_account:
            del self.fields["way"], self.fields["password"]
        for name, word in zip(CARD[:3], person_name.split(maxsplit=2), strict=False):
            self.initial.setdefault(name, word)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("way") == "password" and not self.errors:
            try:
                validate_password(data["password"], User(email=self.email))
            except ValidationError as error:
                self.add_error("password", error)
        return data

    def card(self) -> PersonCard:
        return PersonCard(**{name: self.cleaned_data[name] for name in CARD if name in self.cleaned_data})

    def chosen_password(self) -> str | None:
        """Nothing for those who sign in by code and those who have an account."""
        return self.cleaned_data["password"] if self.cleaned_data.get("way") == "password" else None


class SubstitutionForm(Form):
    absent: Any = forms.ModelChoiceField(None, label="Кто отсутствует", empty_label=None)
    deputy: Any = forms.ModelChoiceField(None, label="Кто замещает", empty_label="Выберите")
    starts_on = DateField(label="С какого дня")
    ends_on = DateField(label="По какой день включительно")

    def __init__(self, *args: Any, absent: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "absent", forms.ModelChoiceField).queryset = absent
        field_of(self, "deputy", forms.ModelChoiceField).queryset = people

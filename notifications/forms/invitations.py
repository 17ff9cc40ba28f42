"""Whom to invite: one person, or rows pasted from a spreadsheet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.roles import Role
from core.forms import Form, field_of
from notifications.actions.invitations import Invitee
from schools.models import Invitation

MOST_ROWS = 100


def first_values(former: Invitation) -> dict[str, Any]:
    """Of an invitation that is sent once more; roles that are not offered any more stay unticked."""
    return {"email": former.email, "person_name": former.person_name, "roles": former.roles}


class InvitationForm(Form):
    email = forms.EmailField(label="Эл. почта", required=False)
    person_name = forms.CharField(label="Фамилия, имя, отчество", required=False, max_length=240)
    roles = forms.MultipleChoiceField(label="Роли", required=False, widget=forms.CheckboxSelectMultiple)
    rows = forms.CharField(
        label="Или сразу нескольких, по одному в строке",
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="почта; ФИО; роль. Можно вставить из таблицы. Без роли подойдут отмеченные выше.",
    )
    hide_optional = True

    def __init__(self, *args: Any, offered: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(value, label) for value, label in Role.choices if value in offered]
        field_of(self, "roles", forms.ChoiceField).choices = choices
        self.by_label = {label.lower(): value for value, label in choices}
        if len(choices) == 1:
            self.initial.setdefault("roles", [choices[0][0]])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        people = [*self._typed(data), *self._pasted(data)]
        if not people and not self.errors:
            self.add_error("email", "Укажите почту того, кого приглашаете, или вставьте список.")
        data["people"] = people
        return data

    def _typed(self, data: dict[str, Any]) -> list[Invitee]:
        if not data["email"]:
            return []
        if not data["roles"]:
            self.add_error("roles", "Выберите хотя бы одну роль.")
        return [Invitee(data["email"].lower(), tuple(data["roles"]), data["person_name"])]

    def _pasted(self, data: dict[str, Any]) -> list[Invitee]:
        people, lines = [], [line for line in data["rows"].splitlines() if line.strip()]
        if len(lines) > MOST_ROWS:
            self.add_error("rows", f"За раз — не больше {MOST_ROWS} строк.")
            return []
        for number, line in enumerate(lines, 1):
            try:
                people.append(self._read(line, tuple(data["roles"])))
            except ValidationError as error:
                self.add_error("rows", f"Строка {number}: {error.message}")
        return people

    def _read(self, line: str, default: tuple[str, ...]) -> Invitee:
        cells = [cell.strip() for cell in line.replace("\t", ";").split(";")]
        email, name, words = [*cells, "", ""][:3]
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError(f"«{email}» не похоже на адрес почты.") from None
        roles = []
        for word in filter(None, (part.strip().lower() for part in words.split(","))):
            if word not in self.by_label:
                raise ValidationError(f"роль «{word}» вам недоступна.")
            roles.append(self.by_label[word])
        if not roles and not default:
            raise ValidationError("нет роли.")
        return Invitee(email.lower(), tuple(roles) or default, name[:240])

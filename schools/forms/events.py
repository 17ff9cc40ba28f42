"""What of the event log is shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from core.forms import DateField, Form
from schools.events import Choice
from schools.models import Membership


class LogForm(Form):
    hide_optional = True  # every field of a filter is

    who = forms.ChoiceField(label="Кто", required=False)
    kind = forms.ChoiceField(label="Что", required=False)
    since = DateField(label="С", required=False)
    until = DateField(label="По", required=False)
    about = forms.RegexField(r"^[a-z]+\.[a-z]+:[0-9a-f-]{1,40}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Iterable[Membership], kinds: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who, kind = self.fields["who"], self.fields["kind"]
        if isinstance(who, forms.ChoiceField) and isinstance(kind, forms.ChoiceField):
            who.choices = [("", "все"), *((str(person.account_id), person.short_name) for person in people)]
            kind.choices = [("", "всё"), *kinds.items()]

    def choice(self) -> Choice:
        """`about` is «model:key», the history of one row."""
        data = self.cleaned_data
        subject = tuple(data["about"].split(":")) if data.get("about") else None
        return Choice(
            account=int(data["who"]) if data["who"] else None,
            kind=data["kind"],
            subject=(subject[0], subject[1]) if subject else None,
            since=data["since"],
            until=data["until"],
        )

"""Deciding about an application."""

from collections.abc import Iterable
from typing import Any

from django import forms

from core.forms import Form, field_of
from mentoring.queries.duplicates import Twin

ANOTHER = "another"


class AcceptForm(Form):
    """Whether one of those already in the base is the same person; asked only if somebody is like it."""

    same = forms.ChoiceField(label="Похоже на запись в базе", widget=forms.RadioSelect)

    def __init__(self, *args: Any, twins: Iterable[Twin], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(person.person_id), f"Та же запись: {person.full_name}, {_about(person)}") for person in twins]
        if known:
            field_of(self, "same", forms.ChoiceField).choices = [*known, (ANOTHER, "Это другой человек")]
        else:
            del self.fields["same"]

    def person_id(self) -> int | None:
        chosen = self.cleaned_data.get("same", ANOTHER)
        return None if chosen == ANOTHER else int(chosen)


def _about(person: Twin) -> str:
    born = f"{person.birth_date:%d.%m.%Y}" if person.birth_date else "дата рождения неизвестна"
    return ", ".join(filter(None, (person.class_name or person.position, born)))


class MessageForm(Form):
    """What is written to the applicant."""

    message = forms.CharField(label="Что написать заявителю", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

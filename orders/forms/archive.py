"""Handing a year of a journal over to the archive."""

from collections.abc import Iterable
from typing import Any

from django import forms

from core.forms import DateField, Form, field_of
from orders.models import JournalKind


class ArchiveForm(Form):
    journal = forms.ChoiceField(label="Журнал", choices=JournalKind.choices)
    year = forms.TypedChoiceField(label="Год", coerce=int)
    handed_on = DateField(label="Дата передачи")
    inventory = forms.CharField(label="Номер описи", max_length=40, error_messages={"required": "Укажите номер описи."})

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "year", forms.TypedChoiceField).choices = [(year, str(year)) for year in years]

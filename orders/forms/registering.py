"""Forms of numbers and journals: they validate and never save."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import DateField, Form
from orders.journals import JournalRow
from orders.models import JournalKind
from orders.numbers import MAX_LENGTH, format_number, is_pattern

EXAMPLE = 72


class OrderRegisterForm(Form):
    """Number and date. A number left as suggested means «the next one», so two people never collide."""

    hide_optional = True

    suggested = forms.CharField(widget=forms.HiddenInput, required=False)
    journal = forms.ChoiceField(label="Журнал", required=False)
    number = forms.CharField(
        label="Номер",
        max_length=MAX_LENGTH,
        help_text="Предложен следующий по порядку. Можно написать свой: 71-б, 147-16/О, вставной 71/1-од.",
        error_messages={"required": "Напишите номер приказа, например 71-од."},
    )
    on = DateField(label="Дата подписания")
    accept_earlier = forms.BooleanField(label="Дата верна, хотя она раньше, чем ожидалось", required=False)

    def __init__(self, *args: Any, journals: Iterable[tuple[JournalRow, str]], **kwargs: Any) -> None:
        """`journals` with the next number of each; one alone is not asked for."""
        super().__init__(*args, **kwargs)
        choices = [(row.kind, f"{row.label}: {number}" if number else row.label) for row, number in journals]
        field = self.fields["journal"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        if len(choices) == 1:
            field.widget = forms.HiddenInput()

    def clean_journal(self) -> str:
        return self.cleaned_data["journal"] or JournalKind.MAIN

    @property
    def wanted(self) -> str:
        """The typed number; empty when the suggestion was left."""
        number: str = self.cleaned_data["number"]
        return "" if number and number == self.cleaned_data["suggested"] else number


class JournalsForm(Form):
    """A pattern for every journal, and which are kept at all."""

    hint = (
        "Номера идут подряд в каждом журнале и каждый год начинаются с первого. "
        "В образце {n} — номер, {nn} — номер не короче двух цифр: 02-Д."
    )

    def __init__(self, *args: Any, journals: Mapping[str, JournalRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, row in journals.items():
            self.fields[f"pattern_{key}"] = forms.CharField(
                label="Образец номера",
                max_length=MAX_LENGTH,
                initial=row.pattern,
                help_text=f"Следующий за 71-м: {format_number(row.pattern, EXAMPLE)}",
                error_messages={"required": "Напишите образец, например {n}-од."},
            )
            if key != JournalKind.MAIN:
                used = forms.BooleanField(label="Журнал ведётся", required=False, initial=row.is_used)
                self.fields[f"used_{key}"] = used

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, value in data.items():
            if name.startswith("pattern_") and not is_pattern(value):
                self.add_error(name, ValidationError("В образце один раз стоит {n}, например: {n}-од или {nn}-Д."))
        return data

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Title of a journal and its fields."""
        names = [(kind, (f"pattern_{kind}", f"used_{kind}")) for kind in JournalKind]
        return [(str(kind.label), [self[name] for name in pair if name in self.fields]) for kind, pair in names]

    @property
    def rows(self) -> list[JournalRow]:
        data = self.cleaned_data
        return [JournalRow(kind, data[f"pattern_{kind}"], data.get(f"used_{kind}", True)) for kind in JournalKind]

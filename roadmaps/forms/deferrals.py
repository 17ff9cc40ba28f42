"""Putting a task off."""

from datetime import date, timedelta
from typing import Any

from django import forms

from core.dates import near_day
from core.forms import DateField, Form, field_of

DAYS, MONDAY, DATE = "days", "monday", "date"
FEW_DAYS = 3


def next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


class DeferForm(Form):
    """Cleans to `until` and `reason`."""

    choice = forms.ChoiceField(label="До какого дня", widget=forms.RadioSelect, initial=DAYS)
    on = DateField(label="Дата", required=False, help_text="Для «до даты», например 10.12.2026")
    reason = forms.CharField(
        label="Почему",
        max_length=200,
        help_text="Видите только вы",
        error_messages={"required": "Напишите, почему откладываете."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._days = {DAYS: today + timedelta(days=FEW_DAYS), MONDAY: next_monday(today)}
        field_of(self, "choice", forms.ChoiceField).choices = [
            (DAYS, f"На {FEW_DAYS} дня, до {near_day(self._days[DAYS], today)}"),
            (MONDAY, f"До понедельника, {near_day(self._days[MONDAY], today)}"),
            (DATE, "До даты"),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["until"] = self._days.get(data.get("choice", "")) or data.get("on")
        if data["until"] is None and "on" not in self.errors:
            self.add_error("on", "Напишите дату.")
        return data

"""The form of the rules of reminders: an empty field is inherited, and its help says what that means."""

from collections.abc import Mapping
from typing import Any

from django import forms

from core.forms import DateField, DaysField, Form, numbers
from roadmaps.models import ReminderRules
from roadmaps.queries.reminder_plans import Inherited
from schools.models import Organization

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница")
FROM = {
    Organization.Level.MUNICIPALITY: "как в муниципалитете",
    Organization.Level.REGION: "как в регионе",
    "": "как обычно",
}
YES_NO = {True: "да", False: "нет"}


class ReminderRulesForm(Form):
    hide_optional = True

    lead_days = DaysField(label="За сколько дней до срока напоминать", required=False)
    overdue_days = DaysField(label="На какой день после срока напоминать", required=False, least=1, ahead=False)
    on_mondays = forms.TypedChoiceField(
        label="Затем каждый понедельник, пока не сделано",
        required=False,
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    coordinator_after = forms.IntegerField(
        label="С какого дня просрочки писать и координатору", required=False, min_value=0, max_value=365
    )
    above_after = forms.IntegerField(
        label="С какого дня просрочки сообщать муниципалитету", required=False, min_value=0, max_value=365
    )
    summary_weekday = forms.TypedChoiceField(
        label="Итоги недели директору и специалистам", required=False, coerce=int, empty_value=None
    )
    quiet_from = DateField(label="Тихие дни: не писать с", required=False)
    quiet_to = DateField(label="Тихие дни: по", required=False)

    def __init__(self, *args: Any, rules: ReminderRules, above: Mapping[str, Inherited], **kwargs: Any) -> None:
        kwargs["initial"] = _initial(rules)
        super().__init__(*args, **kwargs)
        words = {name: f"{FROM[found.level]}: {_words(name, found.value)}" for name, found in above.items()}
        for name in ("lead_days", "overdue_days"):
            self.fields[name].help_text = f"Через запятую. Если не заполнять, {words[name]}."
        for name in ("coordinator_after", "above_after"):
            self.fields[name].help_text = f"0 — не писать. Если не заполнять, {words[name]}."
        self.fields["quiet_from"].help_text = "Например, на каникулы. После них придёт одна сводка."
        self._offer("on_mondays", [("yes", "Да"), ("no", "Нет")], words)
        days = [(str(number), name.capitalize()) for number, name in enumerate(WEEKDAYS)]
        self._offer("summary_weekday", days, words)

    def _offer(self, name: str, choices: list[tuple[str, str]], words: Mapping[str, str]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", words[name][0].upper() + words[name][1:]), *choices]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("quiet_from"), values.get("quiet_to")
        if "quiet_from" in values and "quiet_to" in values and bool(first) != bool(last):
            self.add_error("quiet_to" if first else "quiet_from", "Укажите оба дня или ни одного.")
        elif first and last and last < first:
            self.add_error("quiet_to", "Последний тихий день раньше первого.")
        return values


def _initial(rules: ReminderRules) -> dict[str, Any]:
    yes = {True: "yes", False: "no", None: ""}
    return {
        "lead_days": rules.lead_days,
        "overdue_days": rules.overdue_days,
        "on_mondays": yes[rules.on_mondays],
        "coordinator_after": rules.coordinator_after,
        "above_after": rules.above_after,
        "summary_weekday": "" if rules.summary_weekday is None else str(rules.summary_weekday),
        "quiet_from": rules.quiet_from,
        "quiet_to": rules.quiet_to,
    }


def _words(name: str, value: Any) -> str:
    if name == "summary_weekday":
        return WEEKDAYS[value]
    if isinstance(value, bool):
        return YES_NO[value]
    return str(value) if isinstance(value, int) else numbers(value)

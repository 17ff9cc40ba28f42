"""The form of a school year: its teaching days and a row for every break."""

from typing import Any

from django import forms

from core.forms import DateField, DateInput, Form, field_of
from core.years import year_bounds, year_label
from schools.models import SchoolYear
from schools.queries import YearPlan

ROWS = 6
LOOK = {"class": "form-control"}
USUAL = ("Осенние каникулы", "Зимние каникулы", "Весенние каникулы")


class SchoolYearForm(Form):
    """`cleaned_data["breaks"]` are (name, first day, last day) by their beginning."""

    hide_optional = True

    starts_on = DateField(label="Первый учебный день", required=False)
    ends_on = DateField(label="Последний учебный день", required=False)
    terms = forms.ChoiceField(label="Учебные периоды", required=False)

    def __init__(self, *args: Any, plan: YearPlan, year: int, **kwargs: Any) -> None:
        own = plan.own or SchoolYear()
        kwargs["initial"] = {"starts_on": own.starts_on, "ends_on": own.ends_on, "terms": own.terms}
        super().__init__(*args, **kwargs)
        self.bounds, self.year = year_bounds(year), year
        field_of(self, "terms", forms.ChoiceField).choices = [("", "Не заданы"), *SchoolYear.Terms.choices]
        rows = [row for row in plan.breaks if row not in plan.above]
        names = [row.name for row in rows] or list(USUAL)
        for number in range(max(ROWS, len(rows) + 1)):
            row = rows[number] if number < len(rows) else None
            self._add_row(number, names[number] if number < len(names) else "", row)

    def _add_row(self, number: int, name: str, row: Any) -> None:
        whose = f"{number + 1}-я строка"
        first, last = (row.starts_on, row.ends_on) if row else (None, None)
        self.fields[f"name_{number}"] = forms.CharField(
            label=f"Название, {whose}",
            max_length=80,
            required=False,
            initial=name,
            widget=forms.TextInput(attrs=LOOK),
        )
        for prefix, label, day in (("from", "Первый день", first), ("to", "Последний день", last)):
            self.fields[f"{prefix}_{number}"] = DateField(
                label=f"{label}, {whose}", required=False, initial=day, widget=DateInput(attrs=LOOK)
            )

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Bound fields of each row."""
        numbers = range(sum(name.startswith("name_") for name in self.fields))
        return [(self[f"name_{number}"], self[f"from_{number}"], self[f"to_{number}"]) for number in numbers]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._check_order("starts_on", "ends_on")
        breaks = []
        for name, first, last in self.rows():
            self._check_order(first.name, last.name, both=True)
            if values.get(first.name) and values.get(last.name):
                title = values.get(name.name) or "Каникулы"
                breaks.append((title, values[first.name], values[last.name]))
        values["breaks"] = sorted(breaks, key=lambda row: row[1])
        if any(later[1] <= earlier[2] for earlier, later in zip(values["breaks"], values["breaks"][1:], strict=False)):
            self.add_error(None, "Каникулы пересекаются. Проверьте их дни.")
        return values

    def _check_order(self, start: str, end: str, *, both: bool = False) -> None:
        """Days belong to the year and stand in order; with `both` neither comes alone."""
        first, last = self.cleaned_data.get(start), self.cleaned_data.get(end)
        for name, day in ((start, first), (end, last)):
            if day and not self.bounds[0] <= day <= self.bounds[1]:
                self.add_error(name, f"Этот день не относится к учебному году {year_label(self.year)}.")
        if both and bool(first) != bool(last) and not {start, end} & set(self.errors):
            self.add_error(end if first else start, "Укажите первый и последний день.")
        elif first and last and last < first and end not in self.errors:
            self.add_error(end, "Последний день раньше первого.")

"""A request for reports, a report being filled in, remarks on one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import DateField, Form, field_of
from core.versions import VersionForm
from reports.actions.campaigns import Wanted
from reports.campaigns.fields import MOST_QUESTIONS, Field, FieldKind, numbered, questions_in
from reports.campaigns.figures import USUAL, figure_fields
from reports.models import Campaign
from schools.models import Organization

INPUT = forms.TextInput({"class": "form-control"})  # stands in a table, where crispy does not dress it
LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_COMMENT = 200, 3000, 500


class CampaignEditForm(VersionForm):
    hide_optional = True

    title = forms.CharField(label="Название", max_length=200, help_text="Например «Итоги первого полугодия»")
    period = forms.ChoiceField(label="За какой период", choices=Campaign.Period.choices)
    due_on = DateField(label="Сдать до", help_text="Например 25.12.2026")
    purpose = forms.CharField(label="Для чего", required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))
    below = forms.TypedMultipleChoiceField(
        label="Кому", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    figures = forms.MultipleChoiceField(
        label="Числа: программа посчитает их сама", required=False, widget=forms.CheckboxSelectMultiple
    )
    indicators = forms.MultipleChoiceField(label="Показатели", required=False, widget=forms.CheckboxSelectMultiple)
    questions = forms.CharField(
        label="Вопросы, на которые отвечают словами",
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Каждый вопрос с новой строки.",
    )

    def __init__(
        self,
        *args: Any,
        children: Iterable[Organization],
        measured: Mapping[str, Field],
        before: Sequence[Field] = (),
        **kwargs: Any,
    ) -> None:
        """`measured`: indicators to choose from."""
        super().__init__(*args, **kwargs)
        self.before, self.measured = before, measured
        rows = [(row.pk, row.short_name) for row in children]
        field_of(self, "below", forms.TypedMultipleChoiceField).choices = rows
        for name, known in (("figures", figure_fields()), ("indicators", measured)):
            choices = [(field.key, field.title) for field in known.values()]
            field_of(self, name, forms.MultipleChoiceField).choices = choices

    def clean_questions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines()]
        questions = list(dict.fromkeys(line for line in lines if line))
        if len(questions) > MOST_QUESTIONS:
            raise ValidationError(f"Не больше {MOST_QUESTIONS} вопросов: длинный отчёт не заполнят.")
        if any(len(line) > LONGEST_QUESTION for line in questions):
            raise ValidationError(f"Вопрос должен быть не длиннее {LONGEST_QUESTION} знаков.")
        return questions

    def wanted(self) -> Wanted:
        values = self.cleaned_data
        return Wanted(
            values["title"], values["purpose"], values["period"], values["due_on"], tuple(sorted(values["below"]))
        )

    def fields_asked(self) -> tuple[Field, ...]:
        chosen = {*self.cleaned_data["figures"], *self.cleaned_data["indicators"]}
        figures = [field for key, field in {**figure_fields(), **self.measured}.items() if key in chosen]
        return (*figures, *numbered(self.cleaned_data["questions"], self.before))


def initial_of(campaign: Campaign | None, fields: Iterable[Field]) -> dict[str, Any]:
    """Of a new request the usual figures."""
    if campaign is None:
        return {"figures": list(USUAL), "version": 0}
    return {
        "title": campaign.title,
        "period": campaign.period,
        "due_on": campaign.due_on,
        "purpose": campaign.purpose,
        "below": campaign.below,
        "figures": [field.key for field in fields if field.kind == FieldKind.FIGURE],
        "indicators": [field.key for field in fields if field.kind == FieldKind.INDICATOR],
        "questions": "\n".join(field.title for field in questions_in(fields)),
        "version": campaign.version,
    }


def refuse_past(form: CampaignEditForm, today: date) -> bool:
    """Of a new request: nobody can hand in yesterday."""
    due_on = form.cleaned_data.get("due_on")
    if due_on and due_on < today:
        form.add_error("due_on", "Этот день уже прошёл.")
    return not form.errors


class AnswersForm(VersionForm):
    """Answers and comments of one report, each under the key of its field. A draft may lack any of them."""

    hide_optional = True

    def __init__(self, *args: Any, asked: Sequence[Field], words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for field in asked:
            self.fields[field.key] = _words_field(field, words.get(field.key, ""))

    def words(self) -> dict[str, str]:
        return {field.key: self.cleaned_data[field.key].strip() for field in self.asked}

    def refuse_unanswered(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.add_error(key, "Ответьте на вопрос.")


def _words_field(field: Field, initial: str) -> forms.CharField:
    if field.is_figure:
        return forms.CharField(
            label=f"Пояснение: {field.title}", required=False, max_length=LONGEST_COMMENT, initial=initial, widget=INPUT
        )
    return forms.CharField(
        label=field.title,
        required=False,
        max_length=LONGEST_ANSWER,
        initial=initial,
        widget=forms.Textarea({"rows": 4}),
    )


class RemarksForm(Form):
    """`number` of the sending that was read. A remark to the whole report has the key ""."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32767)
    whole = forms.CharField(
        label="Замечание ко всему отчёту", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, asked: Sequence[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for field in asked:
            self.fields[f"remark_{field.key}"] = forms.CharField(
                label=f"Замечание: {field.title}", required=False, max_length=1000, widget=INPUT
            )

    def remarks(self) -> dict[str, str]:
        words = {field.key: self.cleaned_data[f"remark_{field.key}"].strip() for field in self.asked}
        return {"": self.cleaned_data["whole"].strip(), **words}

"""Stages of a draft and rows typed or pasted under them."""

from django import forms

from core.forms import Form


class RowForm(Form):
    name = forms.CharField(
        label="Мероприятие",
        max_length=2000,
        help_text="Enter — следующая строка. Срок и ответственных можно назначить потом",
        widget=forms.TextInput(attrs={"data-focus": "", "autocomplete": "off"}),
    )


class StageForm(Form):
    name = forms.CharField(label="Название этапа", max_length=500)


class PasteForm(Form):
    """`apply` comes from the preview."""

    text = forms.CharField(
        label="Строки таблицы",
        max_length=500_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Скопируйте строки в Excel или Word и вставьте сюда. Столбцы найдутся по заголовкам, без них — "
        "по порядку: мероприятие, срок, ответственные, результат. Можно вставить и одни названия",
    )


class DeleteStageForm(Form):
    """`rows` is how many activities the person saw."""

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

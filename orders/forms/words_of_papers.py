"""Forms of the words of papers: a template, the blank, a legal basis, a phrase."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.errors import DomainError
from core.forms import DateField, Form, ModelForm
from orders.kinds.base import Kind, Template
from orders.kinds.bases import Basis
from orders.kinds.template_text import from_text, strangers, to_text
from orders.models import LegalBasis
from orders.printing.emblems import emblem_of
from orders.wording.tokens import TOKEN


class TemplateForm(Form):
    title = forms.CharField(label="Заголовок", max_length=300)
    preamble = forms.CharField(label="Преамбула", max_length=3000, required=False, widget=forms.Textarea({"rows": 4}))
    lines = forms.CharField(
        label="Пункты",
        max_length=20_000,
        widget=forms.Textarea({"rows": 16}),
        help_text="Пункт на строке, подпункт начинается с «- ». Пункт о контроле программа добавит сама.",
    )
    effective_from = DateField(label="Действует с")

    def __init__(self, data: Any = None, *, kind: Kind, template: Template, today: date) -> None:
        initial = {"title": template.title, "preamble": template.preamble, "lines": to_text(template.lines)}
        super().__init__(data, initial={**initial, "effective_from": today})
        self.kind, self.given = kind, template

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and (unknown := strangers(self.template, self.kind)):
            raise ValidationError(f"Этот приказ не знает таких слов: {', '.join(unknown)}.")
        return data

    @property
    def template(self) -> Template:
        data = self.cleaned_data
        return Template(data["title"], data["preamble"], from_text(data["lines"]), self.given.verb)


class BlankForm(Form):
    own_lines = forms.CharField(
        label="Строки бланка",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text="Стоят в шапке вместо названий из сведений об организации. Пусто: шапку составит программа.",
    )
    picture = forms.FileField(label="Герб или эмблема", required=False, help_text="PNG или JPEG до 2 МБ")
    without = forms.BooleanField(label="Без рисунка", required=False)
    effective_from = DateField(label="Действует с")

    def clean_picture(self) -> str:
        """Base64 of the redrawn picture; empty without one."""
        file = self.cleaned_data.get("picture")
        if not file:
            return ""
        try:
            return emblem_of(file)
        except DomainError as error:
            raise ValidationError(error.message) from error


class BasisForm(ModelForm):
    class Meta:
        model = LegalBasis
        fields = ["name", "dated_on", "number", "about", "valid_from", "valid_to", "is_hidden"]
        field_classes = dict.fromkeys(("dated_on", "valid_from", "valid_to"), DateField)
        help_texts = {
            "name": "В именительном падеже: приказ Министерства образования",
            "about": "Так, как стоит после номера: о порядке работы",
            "is_hidden": "Акт отменён или вам не нужен",
        }

    def __init__(self, data: Any = None, *, basis: Basis | None) -> None:
        names = ("name", "dated_on", "number", "about", "valid_from", "valid_to", "is_hidden")
        super().__init__(data, initial={name: getattr(basis, name) for name in names} if basis else None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            raise ValidationError("Акт не может перестать действовать раньше, чем начал.")
        return data


class PhraseForm(Form):
    text = forms.CharField(
        label="Новая фраза",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Целый пункт приказа. Дату составления подставит слово {today}.",
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        unknown = [found[0] for found in TOKEN.finditer(text) if found[1] not in ("today", "year")]
        if unknown:
            raise ValidationError(f"Фразы не знают таких слов: {', '.join(unknown)}.")
        return text

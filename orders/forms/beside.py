"""What is put beside an order: links to earlier ones, scans."""

from typing import Any

from django import forms

from core.forms import Form, field_of
from core.upload_fields import FilesField, photo_field
from orders.models import Order, OrderLink


class OrderTargetField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Order) -> str:
        return f"№ {obj.number} от {obj.dated_on:%d.%m.%Y}, {obj.title}"[:160]


class OrderLinkForm(Form):
    target = OrderTargetField(None, label="Приказ", empty_label="Выберите")
    kind = forms.ChoiceField(label="Связь", choices=OrderLink.Kind.choices)

    def __init__(self, *args: Any, targets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "target", forms.ModelChoiceField).queryset = targets


class ScansForm(Form):
    scans = FilesField(label="Файлы", required=False, help_text="Pdf, jpg или png до 20\u00a0МБ, можно несколько")
    photo = photo_field()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.uploads:
            self.add_error("scans", "Выберите файл.")
        return data

    @property
    def uploads(self) -> list[Any]:
        return [*self.cleaned_data.get("scans", []), *self.cleaned_data.get("photo", [])]

"""Forms of marking."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.files.base import File

from core.errors import DomainError
from core.evidence import ACCEPTED
from core.forms import DateField, Form
from core.upload_fields import FilesField, photo_field
from core.versions import VersionForm
from roadmaps.actions.links import clean_link


class LinkField(forms.CharField):
    """An https address; cleans to "" when empty."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"})
        super().__init__(**{"max_length": 500, "widget": widget, **kwargs})

    def clean(self, value: Any) -> str:
        words: str = super().clean(value)
        try:
            return clean_link(words) if words else ""
        except DomainError as error:
            raise forms.ValidationError(error.message) from error


class DoneForm(VersionForm):
    on = DateField(label="Когда выполнено", help_text="Например 21.11.2026 или «вчера»")
    files: Any = FilesField(  # Django keeps the uploads of a form under this name
        label="Файлы", required=False, help_text=f"Можно несколько: {ACCEPTED}"
    )
    photo = photo_field()
    link = LinkField(label="Или ссылка на результат", required=False, help_text="Начинается с https://")
    without_document = forms.CharField(label="Без документа, потому что", required=False, max_length=300)
    note = forms.CharField(
        label="Что получилось",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, document_needed: bool, proofs: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if document_needed and not proofs:
            self.fields["files"].label = "Файл с результатом"
            self.fields["files"].help_text = f"Приложите его или напишите ниже, почему документа нет. {ACCEPTED}"
        else:
            del self.fields["without_document"]

    @property
    def values(self) -> dict[str, Any]:
        """For `actions.mark_done`: files from the disk and from the camera are one list."""
        rest = {key: value for key, value in self.cleaned_data.items() if key not in ("version", "photo")}
        return rest | {"files": [*self.cleaned_data["files"], *self.cleaned_data["photo"]]}


class CancelForm(VersionForm):
    reason = forms.CharField(
        label="Причина",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Останется в истории мероприятия",
        error_messages={"required": "Напишите причину: она останется в истории."},
    )


class FilesForm(Form):
    files: Any = FilesField(  # Django keeps the uploads of a form under this name
        label="Файлы", required=False, help_text=f"Можно несколько: {ACCEPTED}"
    )
    photo = photo_field()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not (data.get("files") or data.get("photo")):
            self.add_error("files", "Выберите файл.")
        return data

    @property
    def uploads(self) -> list[File]:
        return [*self.cleaned_data["files"], *self.cleaned_data["photo"]]


class LinkForm(Form):
    url = LinkField(
        label="Ссылка",
        help_text="Начинается с https://. Проверьте, что коллеги могут её открыть",
        error_messages={"required": "Вставьте ссылку."},
    )
    title = forms.CharField(label="Что по ней", required=False, max_length=200)


class ReturnForm(VersionForm):
    words = forms.CharField(
        label="Что поправить",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Увидит тот, кто отмечал выполнение",
        error_messages={"required": "Напишите, что поправить: эти слова увидит тот, кто отмечал выполнение."},
    )


class PostponeForm(VersionForm):
    """`doubts` are warnings about the chosen day; once shown, they have to be agreed to."""

    to = DateField(label="Новый срок", help_text="Например 10.12.2026")
    reason = forms.CharField(
        label="Причина",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Останется в истории карты",
        error_messages={"required": "Напишите причину: она останется в истории."},
    )
    agreed = forms.BooleanField(label="Понимаю, перенести на этот день", required=False)

    def __init__(self, *args: Any, doubts_about: Callable[[date], list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubts: list[str] = []
        self._doubts_about = doubts_about
        if not self.is_bound:
            self.fields["agreed"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.doubts = self._doubts_about(data["to"]) if data.get("to") else []
        if self.doubts and not data.get("agreed"):
            self.add_error("to", " ".join(self.doubts))
        if not self.doubts:
            self.fields["agreed"].widget = forms.HiddenInput()
        return data

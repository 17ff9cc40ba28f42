"""Forms of marking."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.http import QueryDict

from core.errors import DomainError
from core.forms import DateField, Form
from roadmaps.evidence import ACCEPTED, inspect

ACCEPT = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by its content; cleans to a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": FilesInput(attrs={"accept": ACCEPT}), "max_length": 200, **kwargs})
        self.error_messages["empty"] = "Файл пустой. Проверьте, тот ли файл выбран."
        self.error_messages["max_length"] = "Имя файла слишком длинное. Переименуйте файл и приложите снова."

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        if not uploads and self.required:
            raise forms.ValidationError("Выберите файл.", code="required")
        files = [super(FilesField, self).clean(each, initial) for each in uploads]
        for file in files:
            try:
                inspect(file)
            except DomainError as error:
                raise forms.ValidationError(f"«{file.name}»: {error.message}") from error
        return files


class VersionForm(Form):
    """`version` is what the person saw; a missing or spoiled one counts as stale."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


def seen_anew(form: forms.BaseForm, version: int) -> None:
    """After a stale answer showed the row as it is, the same form may be sent again: everything typed stays."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(version)
    form.data = data


class DoneForm(VersionForm):
    on = DateField(label="Когда выполнено", help_text="Например 21.11.2026 или «вчера»")
    files = FilesField(  # type: ignore[assignment]
        label="Файлы", required=False, help_text=f"Можно несколько: {ACCEPTED}"
    )
    without_document = forms.CharField(label="Без документа, потому что", required=False, max_length=300)
    note = forms.CharField(
        label="Что получилось",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, document_needed: bool, files_count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if document_needed and not files_count:
            self.fields["files"].label = "Файл с результатом"
            self.fields["files"].help_text = f"Приложите его или напишите ниже, почему документа нет. {ACCEPTED}"
        else:
            del self.fields["without_document"]


class CancelForm(VersionForm):
    reason = forms.CharField(
        label="Причина",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Останется в истории мероприятия",
        error_messages={"required": "Напишите причину: она останется в истории."},
    )


class FilesForm(Form):
    files = FilesField(label="Файлы", help_text=f"Можно несколько: {ACCEPTED}")  # type: ignore[assignment]

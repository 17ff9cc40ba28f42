"""Fields of forms that take files: judged by their content before anything is stored."""

from typing import Any

from django import forms
from django.core.files.base import File

from core.errors import DomainError
from core.evidence import inspect

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


class PhotoInput(FilesInput):
    """On a phone it opens the camera; on other devices app.css hides it."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/jpeg,image/png", "capture": "environment"})


def photo_field() -> FilesField:
    return FilesField(label="Снять на телефон", required=False, widget=PhotoInput())

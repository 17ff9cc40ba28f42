"""An edited file of an order: taken in, then its changes accepted one by one."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from core.errors import DomainError
from core.forms import Form
from core.tables.opening import MAX_BYTES
from core.tables.refusals import TooLarge
from orders.docx.reading import ReadPaper, from_state, read_paper, to_state

SALT, KEPT_FOR = "orders.docx", 24 * 3600
GONE = "Прочитанное из файла устарело. Загрузите файл снова."


class DocxFileForm(Form):
    file = forms.FileField(
        label="Файл Word",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Выберите файл .docx.", "empty": "Файл пустой. Проверьте, тот ли файл выбран."},
    )

    def clean_file(self) -> ReadPaper:
        """What the file says; the file itself is not kept."""
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            if (upload.size or 0) > MAX_BYTES:
                raise TooLarge
            return read_paper(upload.read())
        except DomainError as error:
            raise ValidationError(error.message) from error


class DocxAcceptForm(Form):
    """`kept` is what was read, signed by us: the page changes nothing of it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kept = forms.CharField(widget=forms.HiddenInput, max_length=400_000)
    accept = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any = None, *, keys: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        chosen = self.fields["accept"]
        if isinstance(chosen, forms.MultipleChoiceField):
            sent = data.getlist("accept") if data else []
            chosen.choices = [(key, key) for key in (sent if keys is None else keys)]

    def clean_kept(self) -> ReadPaper:
        try:
            return from_state(signing.loads(self.cleaned_data["kept"], salt=SALT, max_age=KEPT_FOR))
        except signing.BadSignature as error:
            raise ValidationError(GONE) from error


def kept(read: ReadPaper) -> str:
    return signing.dumps(to_state(read), salt=SALT, compress=True)

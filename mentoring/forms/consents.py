"""Forms of consents."""

from datetime import date, datetime, time
from typing import Any

from django import forms

from core.forms import DateField, Form
from core.upload_fields import FilesField, FilesInput, PhotoInput
from mentoring.actions.consent_texts import BadTokens, refuse_bad_tokens
from mentoring.models import Purpose
from schools.models import Organization

PICTURES = ".pdf,.jpg,.jpeg,.png"
LONGEST_TERM = 120  # months


class SignedForm(Form):
    """The day of a signature; `today` stands in it, so that one button is enough."""

    on = DateField(label="Дата подписи")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["on"] = self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("Дата подписи не может быть позже сегодняшней.")
        return day

    def moment(self, organization: Organization, now: datetime) -> datetime:
        """Of today the moment itself, of another day its noon."""
        day: date = self.cleaned_data["on"]
        return now if day == self.today else datetime.combine(day, time(12), organization.zone)


class AcceptForm(SignedForm):
    photo = FilesField(
        label="Фото бланка",
        required=False,
        widget=PhotoInput(),
        help_text="Лист целиком, чтобы подпись читалась.",
    )


class ScansForm(SignedForm):
    files: Any = FilesField(  # Django keeps the uploads of a form under this name
        label="Сканы",
        widget=FilesInput(attrs={"accept": PICTURES}),
        help_text="Картинки или PDF, можно стопкой: чей лист, программа узнает по коду на бланке.",
    )


class BlanksForm(Form):
    """Whom to ask for what: marked people, or everybody of the list when nobody is marked."""

    purpose = forms.ChoiceField(label="Какое согласие", choices=Purpose.choices)
    ids = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, offered: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marked = self.fields["ids"]
        if isinstance(marked, forms.TypedMultipleChoiceField):
            marked.choices = [(pk, str(pk)) for pk in offered]


class WithdrawForm(Form):
    reason = forms.CharField(
        label="Как отозвали",
        max_length=200,
        help_text="Например: заявление от 20.11.2026.",
        error_messages={"required": "Напишите, как отозвали: заявлением, устно у куратора."},
    )


class TextForm(Form):
    body = forms.CharField(
        label="Текст",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text="Абзацы разделяйте пустой строкой. Имена, адрес и документ стоят в шапке бланка, здесь они не нужны.",
        error_messages={"required": "Напишите текст согласия."},
    )
    months = forms.IntegerField(
        label="Срок, месяцев",
        required=False,
        min_value=1,
        max_value=LONGEST_TERM,
        help_text="Пусто: до отзыва.",
    )

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        try:
            refuse_bad_tokens(body)
        except BadTokens as error:
            raise forms.ValidationError(error.message) from error
        return body

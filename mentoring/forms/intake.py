"""The pages of a public questionnaire as forms, and the form of a link."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from core.forms import BirthDateField, DateField, Form
from mentoring.intake.questions import LINE, LONGEST_TEXT, MOST_OWN_QUESTIONS, OWN_KINDS, Kind, Page, Question
from mentoring.models import IntakeLink, Side, TargetModel

SEVERAL = 3


class WordsField(forms.CharField):
    """Words separated by commas or lines; cleans to a list without doubles."""

    def clean(self, value: Any) -> list[str]:
        text = super().clean(", ".join(value) if isinstance(value, list) else value)
        parts = (" ".join(part.split()) for part in text.replace("\n", ",").replace(";", ",").split(","))
        return list(dict.fromkeys(part[:80] for part in parts if part))[:12]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class PageForm(Form):
    """One page: the fields are its questions. `kept()` gives the answers as the draft holds them."""

    def __init__(self, page: Page, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update({question.key: field_of(question) for question in page.questions})

    def kept(self) -> dict[str, Any]:
        return {
            key: value.isoformat() if isinstance(value, date) else value for key, value in self.cleaned_data.items()
        }


def field_of(question: Question) -> forms.Field:
    common: dict[str, Any] = {
        "label": question.label,
        "required": question.required,
        "help_text": question.help,
    }
    attrs = {"autocomplete": question.autocomplete} if question.autocomplete else {}
    match question.kind:
        case Kind.TEXT:
            return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": SEVERAL}), **common)
        case Kind.EMAIL:
            return forms.EmailField(max_length=LINE, widget=forms.EmailInput(attrs=attrs), **common)
        case Kind.PHONE:
            phone = forms.TextInput(attrs={"inputmode": "tel", **attrs})
            return forms.CharField(max_length=60, widget=phone, **common)
        case Kind.BIRTH:
            return BirthDateField(**common)
        case Kind.ONE | Kind.YES_NO | Kind.SCALE:
            return forms.ChoiceField(choices=choices_of(question), widget=forms.RadioSelect, **common)
        case Kind.MANY:
            return forms.MultipleChoiceField(
                choices=question.options, widget=forms.CheckboxSelectMultiple, **(common | {"required": False})
            )
        case Kind.WORDS:
            return WordsField(max_length=LONGEST_TEXT, **common)
        case _:
            return forms.CharField(max_length=question.longest, widget=forms.TextInput(attrs=attrs), **common)


def choices_of(question: Question) -> Iterable[tuple[str, str]]:
    if question.kind == Kind.YES_NO:
        return [("yes", "Да"), ("no", "Нет")]
    if question.kind == Kind.SCALE:
        return [(str(mark), str(mark)) for mark in range(1, 11)]
    return question.options


class OwnQuestionForm(Form):
    """A question of the curator; an empty label means there is none."""

    label = forms.CharField(label="Вопрос", max_length=LINE, required=False)
    kind = forms.ChoiceField(label="Как отвечать", choices=[(kind.value, name) for kind, name in OWN_KINDS.items()])
    options = forms.CharField(
        label="Варианты", max_length=LONGEST_TEXT, required=False, help_text="Через точку с запятой."
    )
    required = forms.BooleanField(label="Обязательный", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        options = [part.strip() for part in data.get("options", "").split(";") if part.strip()]
        if data.get("label") and data.get("kind") in (Kind.ONE, Kind.MANY) and len(options) < 2:
            self.add_error("options", "Напишите хотя бы два варианта через точку с запятой.")
        return data | {"options": options}


OwnQuestions = forms.formset_factory(OwnQuestionForm, extra=0, min_num=MOST_OWN_QUESTIONS, max_num=MOST_OWN_QUESTIONS)


def kept_questions(formset: Any) -> list[dict[str, Any]]:
    """As `IntakeLink.questions` holds them."""
    return [
        {key: form.cleaned_data[key] for key in ("label", "kind", "options", "required")}
        for form in formset
        if form.cleaned_data.get("label")
    ]


class LinkForm(Form):
    """What a curator says of a questionnaire."""

    title = forms.CharField(label="Название", max_length=200, help_text="Его увидят те, кто откроет ссылку.")
    audience = forms.ChoiceField(label="Кому", choices=IntakeLink.Audience.choices, widget=forms.RadioSelect)
    side = forms.ChoiceField(label="Кого ищем", choices=Side.choices, widget=forms.RadioSelect)
    model = forms.ChoiceField(label="Чья программа", choices=TargetModel.choices, widget=forms.RadioSelect)
    greeting = forms.CharField(
        label="Кто и зачем спрашивает",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": SEVERAL}),
    )
    opens_on = DateField(label="Открыть с", required=False)
    closes_on = DateField(label="Принимать до", required=False)
    limit = forms.IntegerField(label="Не больше заявок", required=False, min_value=1, max_value=10_000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", "Анкета закрывается раньше, чем открывается.")
        if data.get("audience") == IntakeLink.Audience.PARENT and data.get("side") == Side.MENTOR:
            self.add_error("side", "Родители за ребёнка заполняют анкету наставляемого.")
        return data


class TrapForm(Form):
    """The page of checked answers. A field no person sees: who fills it is a robot."""

    website = forms.CharField(required=False, max_length=LINE)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Оставьте скрытое поле пустым и отправьте ещё раз.")
        return ""

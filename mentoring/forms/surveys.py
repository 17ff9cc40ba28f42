"""Forms of surveys: what is asked of whom, until when; the conclusion."""

from datetime import date
from typing import Any

from django import forms

from core.forms import DateField, Form, field_of
from mentoring.actions.surveys import LONGEST_CONCLUSION
from mentoring.models import MentoringForm, Survey, Voice
from mentoring.surveys.instruments import BY_FORM

WAYS = (
    ("named", "С именами: у каждого своя ссылка, ответ виден с именем"),
    ("anonymous", "Анонимно: у каждого своя ссылка, имя к ответу не записывается"),
    ("common", "Анонимно по одной ссылке на всех: код на доске или в чате"),
)
FORMS = dict(MentoringForm.choices)


class SurveyForm(Form):
    hide_optional = True

    instrument = forms.ChoiceField(label="Что спросить", choices=Survey.Instrument.choices, widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label="Форма наставничества",
        choices=[("", "Все формы"), *MentoringForm.choices],
        required=False,
        help_text="У входной и итоговой анкеты вопросы зависят от формы.",
    )
    audience = forms.ChoiceField(
        label="Кто отвечает",
        choices=[choice for choice in Survey.Audience.choices if choice[0] != Survey.Audience.PARTNER],
        widget=forms.RadioSelect,
        initial=Survey.Audience.BOTH,
        required=False,
    )
    way = forms.ChoiceField(label="Как отвечают", choices=WAYS, widget=forms.RadioSelect, initial="named")
    opens_on = DateField(label="Начать")
    due_on = DateField(label="Ответить до", help_text="Ещё две недели после срока ответы принимаются.")
    title = forms.CharField(
        label="Название", max_length=120, required=False, help_text="Пусто: назовём по анкете. Его увидят участники."
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("opens_on") and data.get("due_on") and data["due_on"] < data["opens_on"]:
            self.add_error("due_on", "Срок раньше начала опроса.")
        if data.get("instrument") in BY_FORM and not data.get("form"):
            self.add_error("form", "Выберите форму: от неё зависят вопросы.")
        return data

    def fields_of_survey(self) -> dict[str, Any]:
        """Columns of the row. A partner has no card to be asked by, so partners answer by one address."""
        data = self.cleaned_data
        partner = data["instrument"] == Survey.Instrument.PARTNER
        instrument = Survey.Instrument(data["instrument"])
        return {
            "instrument": data["instrument"],
            "form": "" if partner else data["form"],
            "audience": Survey.Audience.PARTNER if partner else data["audience"] or Survey.Audience.BOTH,
            "anonymous": partner or data["way"] != "named",
            "common": partner or data["way"] == "common",
            "opens_on": data["opens_on"],
            "due_on": data["due_on"],
            "title": data["title"] or ", ".join(filter(None, (instrument.label, FORMS.get(data["form"], "")))),
        }


class SurveyTermForm(Form):
    """What may change once people have begun to answer: never the questions."""

    title = forms.CharField(label="Название", max_length=120)
    due_on = DateField(label="Ответить до", help_text="Закрытый опрос с новым сроком откроется снова.")

    def __init__(self, *args: Any, opens_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opens_on = opens_on

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.opens_on:
            raise forms.ValidationError(f"Опрос начался {self.opens_on:%d.%m.%Y}: срок не может быть раньше.")
        return due_on


class ConclusionForm(Form):
    conclusion = forms.CharField(
        label="Вывод",
        max_length=LONGEST_CONCLUSION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Без имён: вывод идёт в отчёт школы.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class VoiceForm(Form):
    """By a common address: as whom. Hidden where there is nothing to choose."""

    voice = forms.ChoiceField(label="Вы отвечаете как", widget=forms.RadioSelect)

    def __init__(self, *args: Any, voices: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {Voice.MENTOR: "наставник", Voice.MENTEE: "наставляемый", Voice.PARTNER: "партнёр"}
        field_of(self, "voice", forms.ChoiceField).choices = [(voice, names[Voice(voice)]) for voice in voices]
        if len(voices) == 1:
            self.fields["voice"].widget, self.fields["voice"].initial = forms.HiddenInput(), voices[0]

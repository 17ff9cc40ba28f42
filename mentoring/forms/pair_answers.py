"""What participants say about their pair."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import Form, field_of
from mentoring.meetings.questions import CHOICES, TITLES
from mentoring.models import Answer, PairLink, PairMember
from mentoring.queries.pairs import shown_name

ASKED = (Answer.Question.FIT, Answer.Question.PULSE)


class AnswerForm(Form):
    """One question, one press; the words are optional and go to the curator."""

    value = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, error_messages={"required": "Выберите ответ."})
    comment = forms.CharField(label="Пояснение для куратора", max_length=300, required=False)

    def __init__(self, *args: Any, question: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = TITLES[question]
        field_of(self, "value", forms.TypedChoiceField).choices = CHOICES[question]


class ConcernForm(Form):
    text = forms.CharField(
        label="Что случилось",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Прочитают только куратор и педагог-психолог. Вторая сторона и коллеги не увидят.",
    )


class ConcernAnswerForm(Form):
    answer = forms.CharField(label="Что сделано", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class PairLinkForm(Form):
    """Whom the link is for, and what it asks."""

    AGREE = (PairLink.Purpose.AGREE.value, "Согласиться на пару")
    CHOICES = (
        ("confirm", "Подтвердить последнюю встречу"),
        ("fit", "Ответить: подошли друг другу?"),
        ("pulse", "Ответить: как идёт работа?"),
        ("plan", "Посмотреть план"),
    )
    person = forms.TypedChoiceField(label="Кому", coerce=int, widget=forms.RadioSelect)
    what = forms.ChoiceField(label="Зачем", choices=CHOICES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, members: list[PairMember], proposed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proposed:
            field_of(self, "what", forms.ChoiceField).choices = [self.AGREE]
        self.people = {row.mentee_id: row.mentee for row in members}
        field_of(self, "person", forms.TypedChoiceField).choices = [
            (row.mentee_id, shown_name(row.mentee)) for row in members
        ]

    def clean_person(self) -> Any:
        person = self.people.get(self.cleaned_data["person"])
        if person is None:
            raise ValidationError("Выберите участника пары.")
        return person

    @property
    def purpose(self) -> tuple[str, str]:
        """Purpose and question of the link."""
        what = self.cleaned_data["what"]
        if what in ASKED:
            return PairLink.Purpose.ANSWER.value, what
        return what, ""

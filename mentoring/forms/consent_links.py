"""Forms of a link for a representative: what is asked, and the answer with its signature."""

from typing import Any

from django import forms

from core.forms import Form
from mentoring.actions.consent_links import ON_SCREEN, Answer
from mentoring.forms.papers import PaperForm
from mentoring.models import Guardian
from mentoring.queries.consent_links import knows_name

LONGEST_NAME = 200


class LinkPapersForm(Form):
    """Which papers the link opens."""

    purposes = forms.MultipleChoiceField(
        label="О каких согласиях просите",
        choices=[(purpose.value, purpose.label) for purpose in ON_SCREEN],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте, о каком согласии просите."},
    )


class SignedPaperForm(PaperForm):
    """A paper signed by the own name: a letter that went to somebody else signs nothing."""

    name = forms.CharField(
        label="Ваши фамилия, имя, отчество",
        max_length=LONGEST_NAME,
        help_text="Это ваша подпись.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Напишите свои фамилию, имя и отчество."},
    )

    def __init__(self, *args: Any, guardian: Guardian, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guardian = guardian
        self.order_fields([*self.groups, *self.written, "name", "answer"])

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not knows_name(self.guardian, name):
            raise forms.ValidationError("Школа знает другую фамилию. Проверьте её или позвоните в школу.")
        return name

    def given_answer(self) -> Answer:
        return Answer(self.agreed, self.cleaned_data["name"], self.marks())

"""Who is asked to agree to a draft, and what they say."""

from typing import Any

from django import forms

from core.forms import Form, field_of
from schools.models import Membership


class ColleaguesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Membership) -> str:
        return ", ".join(part for part in (obj.full_name, obj.post) if part)


class AskAgreementForm(Form):
    people = ColleaguesField(
        None,
        label="Кто согласует в программе",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Каждый получит дело «Согласуйте приказ». Кого здесь нет, впишите в тексте приказа.",
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "people", forms.ModelMultipleChoiceField).queryset = colleagues


class AgreeForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label="Замечание",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Нужно, только если возвращаете: что исправить и где.",
    )

    @property
    def said(self) -> dict[str, Any]:
        """Arguments of `decide_agreement`."""
        return {"remark": self.cleaned_data["remark"], "seen_version": self.cleaned_data["version"]}

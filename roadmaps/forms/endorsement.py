"""Forms of endorsement: they validate and never save."""

from typing import Any

from django import forms

from core.forms import Form, field_of
from roadmaps.models import Activity, Roadmap, Stage

MOST_DAYS = 60


class GateForm(Form):
    """`version` of the roadmap whose problems the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    understood = forms.BooleanField(label="Понимаю, отправить с этими предупреждениями", required=False)


class EditionForm(Form):
    """The submission and its edition as the person saw them."""

    submission = forms.IntegerField(widget=forms.HiddenInput)
    edition = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(EditionForm):
    note = forms.CharField(
        label="Пояснение к замечаниям",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Необязательно: придёт письмом вместе с замечаниями.",
    )


class RemarkForm(Form):
    """`phrase` is a button with ready words; what is typed goes before it."""

    text = forms.CharField(label="Замечание", required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))
    phrase = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    activity: forms.ModelChoiceField = forms.ModelChoiceField(None, required=False, widget=forms.HiddenInput)
    stage: forms.ModelChoiceField = forms.ModelChoiceField(None, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, roadmap: Roadmap, viewer: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, model in (("activity", Activity), ("stage", Stage)):
            rows = model.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
            field_of(self, name, forms.ModelChoiceField).queryset = rows

    def pinned(self) -> Activity | None:
        """The row the form is about, typed or asked for."""
        wanted = str(self["activity"].value() or "")
        rows = field_of(self, "activity", forms.ModelChoiceField).queryset
        if rows is None or not wanted.isdecimal() or len(wanted) > 18:
            return None
        return rows.filter(pk=int(wanted)).first()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        words = (values.get("phrase", ""), values.get("text", ""))
        values["words"] = next((each.strip() for each in words if each.strip()), "")
        if not values["words"]:
            self.add_error("text", "Напишите замечание или выберите готовое.")
        return values


class AnswerForm(Form):
    """One of two buttons; the reason is asked for «Не согласны»."""

    answer = forms.ChoiceField(choices=[("fixed", "Исправлено"), ("disputed", "Не согласны")], widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Не согласны, потому что", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("answer") == "disputed" and not values.get("reason", "").strip():
            self.add_error("reason", "Напишите, почему вы не согласны.")
        return values


YES_NO = [("", "Как у вышестоящей организации"), ("yes", "Да"), ("no", "Нет")]


def _flag(value: str) -> bool | None:
    return {"yes": True, "no": False}.get(value)


class RulesForm(Form):
    """Empty: as above. `endorses` and the days are asked of officials only."""

    endorses = forms.TypedChoiceField(
        label="Карты организаций, которые ниже, проходят согласование у нас",
        choices=YES_NO,
        coerce=_flag,
        empty_value=None,
        required=False,
        help_text="«Нет»: достаточно утверждения директором.",
    )
    small_change_days = forms.IntegerField(
        label="Перенос срока без согласования, дней",
        min_value=0,
        max_value=MOST_DAYS,
        required=False,
        help_text="Сдвиг срока утверждённой карты не больше этого вносится сразу. 0: всегда согласовывать.",
    )
    reviews_evidence = forms.TypedChoiceField(
        label="Подтверждения проверяются перед отметкой «Выполнено»",
        choices=YES_NO,
        coerce=_flag,
        empty_value=None,
        required=False,
    )
    phrases = forms.CharField(
        label="Готовые фразы замечаний",
        required=False,
        max_length=6000,
        widget=forms.Textarea({"rows": 5}),
        help_text="Каждая с новой строки. Они появятся кнопками рядом с замечанием.",
    )

    def __init__(self, *args: Any, official: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not official:
            for name in ("endorses", "small_change_days", "phrases"):
                del self.fields[name]

    def clean_phrases(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["phrases"].splitlines()]
        if any(len(line) > 300 for line in lines):
            raise forms.ValidationError("Фраза не длиннее 300 знаков.")
        return list(dict.fromkeys(line for line in lines if line))

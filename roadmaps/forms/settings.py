"""What an activity is about and how it is proved."""

from typing import Any

from django import forms

from core.versions import VersionForm
from roadmaps.models import Activity, Subject
from roadmaps.queries.cells import needs_document


class SettingsForm(VersionForm):
    """`event_kind` only in a draft: it is part of the text."""

    subject = forms.ChoiceField(
        label="О чём мероприятие",
        required=False,
        choices=[("", "Другое"), *Subject.choices],
        help_text="По этому программа подсказывает, где сделать работу, и видит, что она сделана",
    )
    evidence = forms.ChoiceField(label="Подтверждение", choices=Activity.Evidence.choices, widget=forms.RadioSelect)
    event_kind = forms.CharField(label="Вид события", required=False, max_length=120)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        names = ("subject", "evidence", "event_kind", "version")
        kwargs["initial"] = {name: getattr(activity, name) for name in names}
        super().__init__(*args, **kwargs)
        if not activity.roadmap.is_open:
            del self.fields["event_kind"]
        asked = "нужен документ" if needs_document(activity.expected_result) else "документ не нужен"
        self.fields["evidence"].help_text = f"По ожидаемому результату сейчас: {asked}"

    @property
    def wanted(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in ("subject", "evidence", "event_kind")}

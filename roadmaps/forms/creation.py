"""Forms of a new roadmap."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from core.forms import Form, field_of
from core.years import year_label
from mentoring.models import MentoringForm
from roadmaps.models import Roadmap
from roadmaps.states.snapshots import Answerer, RoadmapState

DOCUMENT = "document"
NO_STAGES = "Отметьте хотя бы один этап."


def year_choices(years: tuple[int, ...]) -> list[tuple[str, str]]:
    return [(str(year), f"{year_label(year)} учебный год") for year in years]


class YearForm(Form):
    """The school year a template is made for."""

    school_year = forms.TypedChoiceField(label="Учебный год", coerce=int)

    def __init__(self, *args: Any, years: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "school_year", forms.ChoiceField).choices = year_choices(years)


class MentoringFormsField(forms.TypedMultipleChoiceField):
    """Check boxes of the forms of mentoring."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"required": "Отметьте хотя бы одну форму наставничества."}

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"label": "Формы наставничества", "choices": MentoringForm.choices, "empty_value": []}
        super().__init__(**(defaults | kwargs))

    def offer(self, offered: Iterable[MentoringForm]) -> None:
        self.choices = [(form.value, form.label) for form in offered]


class TargetModelField(forms.ChoiceField):
    """Whom the map is for; «Муниципальная карта» is a body's above the schools."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"label": "Целевая модель", "choices": Roadmap.TargetModel.choices} | kwargs))

    def offer(self, *, official: bool) -> None:
        municipal = Roadmap.TargetModel.MUNICIPAL
        self.choices = [
            (value, words) for value, words in Roadmap.TargetModel.choices if official or value != municipal
        ]


class TemplateForm(YearForm):
    """The year and which of the offered forms of mentoring the school has: other rows stay out."""

    mentoring_forms = MentoringFormsField(help_text="Мероприятия остальных форм в карту не войдут.")

    def __init__(self, *args: Any, offered: tuple[MentoringForm, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "mentoring_forms", MentoringFormsField).offer(offered)
        self.initial.setdefault("mentoring_forms", [form.value for form in offered])


class SchoolTemplateForm(TemplateForm):
    """A school has two target models: one roadmap each, or one for both."""

    ONE, TWO, COMBINED = "one", "two", "combined"

    together = forms.ChoiceField(
        label="Вторая модель",
        widget=forms.RadioSelect,
        initial=ONE,
        required=False,
        choices=[
            (ONE, "Только эта карта"),
            (TWO, "Две карты: обучающиеся и педагоги"),
            (COMBINED, "Одна общая карта на обе модели"),
        ],
    )


class EmptyRoadmapForm(YearForm):
    title = forms.CharField(label="Название карты", max_length=300)
    target_model = TargetModelField()
    mentoring_forms = MentoringFormsField(required=False)

    field_order = ["title", "target_model", "mentoring_forms", "school_year"]

    def __init__(self, *args: Any, official: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "target_model", TargetModelField).offer(official=official)


class ArchiveForm(Form):
    reason = forms.CharField(label="Почему закрываете", max_length=300, help_text="Причина останется в истории.")


class LastYearForm(YearForm):
    """The new year, which stages go along, and who takes over from the people who left."""

    title = forms.CharField(label="Название карты", max_length=300)
    stages = forms.TypedMultipleChoiceField(
        label="Этапы", coerce=int, widget=forms.CheckboxSelectMultiple, error_messages={"required": NO_STAGES}
    )

    field_order = ["title", "school_year", "stages"]

    def __init__(
        self,
        *args: Any,
        state: RoadmapState,
        leavers: Mapping[int, str],
        answerers: Mapping[str, Answerer],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.answerers = answerers
        choices = [(str(place), stage.name) for place, stage in enumerate(state.stages, 1)]
        field_of(self, "stages", forms.ChoiceField).choices = choices
        self.initial.setdefault("stages", [place for place, _ in choices])
        self.initial.setdefault("title", state.title)
        for pk, name in leavers.items():
            self.fields[f"instead_{pk}"] = self._instead(name)

    def _instead(self, name: str) -> forms.ChoiceField:
        people = [(key, each.text) for key, each in self.answerers.items() if each.kind == "person"]
        roles = [(key, each.text) for key, each in self.answerers.items() if each.kind == "role"]
        choices = [("", "Оставить словами"), ("Люди", people), ("Роли", roles)]
        return forms.ChoiceField(label=f"{name}: больше не работает. Кем заменить?", choices=choices, required=False)

    def values(self) -> dict[str, Any]:
        """Arguments of `create_from_last_year`."""
        named = {name: self.cleaned_data[name] for name in ("title", "school_year", "stages")}
        return {**named, "replacements": self._replacements()}

    def _replacements(self) -> dict[int, Answerer]:
        found = {}
        for name in self.fields:
            if not name.startswith("instead_"):
                continue
            pk, chosen = int(name.removeprefix("instead_")), self.cleaned_data[name]
            words = str(self.fields[name].label).partition(":")[0]
            found[pk] = self.answerers.get(chosen) or Answerer("text", words)
        return found

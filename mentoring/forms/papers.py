"""A consent on a screen: ticks, lines and the decision. Nothing is chosen beforehand."""

from collections.abc import Iterable
from typing import Any

from django import forms

from core.forms import Form
from mentoring.consents.screens import Marks, Part

LONGEST_LINE = 200
TICK_SOMETHING = "Отметьте хотя бы одно или выберите «Не согласен»."


class PaperForm(Form):
    """One paper: yes or no. Answered about the words that were read, no others."""

    answer = forms.ChoiceField(
        label="Ваше решение",
        choices=[("yes", "Согласен"), ("no", "Не согласен")],
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите: согласны вы или нет."},
    )
    wording = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, wording: int, parts: Iterable[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = wording
        self.parts = list(parts)
        self.groups: list[str] = []
        self.written: list[str] = []
        self.named: list[tuple[Part, list[str]]] = [(part, list(self._fields(part))) for part in self.parts]
        self.order_fields([*self.groups, *self.written, "answer"])

    def _fields(self, part: Part) -> Iterable[str]:
        if part.boxes:
            before = sum(len(self._boxes(name).choices) for name in self.groups)
            name = f"ticks_{len(self.groups)}"
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=part.words.rstrip(":"),
                choices=[(before + number, words) for number, words in enumerate(part.boxes)],
                widget=forms.CheckboxSelectMultiple,
                coerce=int,
                required=self.data.get("answer") != "no",
                error_messages={"required": TICK_SOMETHING},
            )
            self.groups.append(name)
            yield name
        for words in part.lines:
            name = f"line_{len(self.written)}"
            self.fields[name] = forms.CharField(label=words, max_length=LONGEST_LINE, required=False)
            self.written.append(name)
            yield name

    def _boxes(self, name: str) -> Any:
        return self.fields[name]

    @property
    def rows(self) -> list[tuple[Part, list[forms.BoundField]]]:
        """Paragraphs in their order, each with its fields."""
        return [(part, [self[name] for name in names]) for part, names in self.named]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("wording") != self.shown:
            raise forms.ValidationError("Школа изменила текст согласия. Прочитайте его и ответьте снова.")
        return data

    @property
    def agreed(self) -> bool:
        return bool(self.cleaned_data["answer"] == "yes")

    def marks(self) -> Marks:
        """What was ticked and written; of a refusal nothing."""
        if not self.agreed:
            return Marks()
        ticks = [number for name in self.groups for number in self.cleaned_data[name]]
        return Marks(tuple(ticks), tuple(" ".join(self.cleaned_data[name].split()) for name in self.written))

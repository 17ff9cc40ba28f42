"""Whom an activity is for, and whose term is which."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import Form
from roadmaps.actions.levels import LevelTerm
from roadmaps.forms.activities import frame_of
from roadmaps.models import Activity, Responsible
from roadmaps.terms import Confidence, Reading, read_term
from schools.models import Organization

BELOW = {"region": (("", "Никому"), ("municipality", "Муниципалитетам"), ("school", "Школам"))}
TO_SCHOOLS = (("", "Никому"), ("school", "Школам"))
NOT_READ = "Срок не понят. Напишите иначе, например «до 15 мая»."


class LevelsForm(Form):
    """`open_text`: the texts of the roadmap may be changed, so that terms and responsible are asked as well."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    addressed_to = forms.ChoiceField(
        label="Кому поручено", required=False, help_text="Получат мероприятие, когда карта будет утверждена"
    )
    compulsory = forms.BooleanField(label="Обязательно для карт школ", required=False)
    below_term = forms.CharField(label="Срок для тех, кому поручено", required=False, max_length=200)
    own_term = forms.CharField(
        label="Срок для нас",
        required=False,
        max_length=200,
        help_text="Заполните оба, если сроки разные; пустые поля оставят срок мероприятия как есть",
    )

    def __init__(
        self,
        *args: Any,
        activity: Activity,
        responsibles: Sequence[Responsible],
        own_level: str,
        open_text: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.activity, self.own_level = activity, own_level
        addressed: Any = self.fields["addressed_to"]
        addressed.choices = BELOW.get(own_level, TO_SCHOOLS)
        self.responsibles = list(responsibles) if open_text else []
        if not open_text:
            del self.fields["below_term"], self.fields["own_term"]
        for row in self.responsibles:
            choices = [("", "За все сроки"), (own_level, "За наш срок"), ("below", "За срок тех, кому поручено")]
            initial = row.for_level if row.for_level in ("", own_level) else "below"
            self.fields[f"level_{row.pk}"] = forms.ChoiceField(
                label=f"{row.text[:100]} отвечает", choices=choices, required=False, initial=initial
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        below, own = data.get("below_term", ""), data.get("own_term", "")
        if bool(below) != bool(own):
            self.add_error("own_term" if below else "below_term", "Заполните оба срока или оставьте оба пустыми.")
        elif below and not data.get("addressed_to"):
            self.add_error("addressed_to", "Выберите, кому поручено: у них свой срок.")
        elif below:
            self._read("below_term", below)
            self._read("own_term", own)
        return data

    def _read(self, name: str, words: str) -> Reading:
        reading = read_term(words, frame_of(self.activity.roadmap))
        if reading.confidence is Confidence.UNKNOWN:
            self.add_error(name, NOT_READ)
        return reading

    def terms(self) -> tuple[LevelTerm, ...] | None:
        data = self.cleaned_data
        if not data.get("below_term"):
            return None
        named = ((data["addressed_to"], data["below_term"]), (self.own_level, data["own_term"]))
        frame = frame_of(self.activity.roadmap)
        return tuple(LevelTerm(level, f"{WHOSE[level]}: {words}", read_term(words, frame)) for level, words in named)

    def levels(self) -> dict[int, str]:
        """Responsible → level; «below» is the level the activity is addressed to."""
        below = self.cleaned_data["addressed_to"]
        chosen = {row.pk: self.cleaned_data[f"level_{row.pk}"] for row in self.responsibles}
        return {pk: below if level == "below" else level for pk, level in chosen.items()}


WHOSE = {
    Organization.Level.SCHOOL.value: "школам",
    Organization.Level.MUNICIPALITY.value: "муниципалитету",
    Organization.Level.REGION.value: "региону",
}

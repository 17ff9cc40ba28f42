"""A row of a draft roadmap."""

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.roles import Role
from core.forms import Form, field_of
from roadmaps.editing.cells import with_people, with_term
from roadmaps.models import Activity, Responsible, Roadmap
from roadmaps.parties.people import Match
from roadmaps.states.snapshots import ActivityState
from roadmaps.terms import Confidence, Frame, Reading, read_term
from roadmaps.terms.wording import windows_in_words
from schools.models import Membership, Organization


def frame_of(roadmap: Roadmap) -> Frame:
    """How terms of the roadmap are read: its school year, or its period when it runs for several."""
    if roadmap.school_year is not None:
        return Frame(academic_year=roadmap.school_year)
    return Frame(academic_year=roadmap.starts_on.year, period=(roadmap.starts_on, roadmap.ends_on))


def options_of(reading: Reading) -> list[Reading]:
    """The readings a doubtful term may have, the likeliest first."""
    first = [reading] if reading.windows else []
    others = [
        Reading(kind=each.kind, windows=each.windows, note=each.note, confidence=reading.confidence)
        for each in reading.alternatives
        if each.windows
    ]
    return first + others


class ActivityForm(Form):
    """Cleans to an ActivityState in `state`. A doubtful term asks which reading is meant; the words are kept."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Мероприятие", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    term_text = forms.CharField(
        label="Срок",
        required=False,
        max_length=500,
        help_text="Словами, как в документе: «ноябрь», «до 25 декабря», «ежеквартально», «в течение года»",
    )
    content = forms.CharField(
        label="Содержание",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Каждый пункт с новой строки: их можно будет отмечать по одному",
    )
    expected_result = forms.CharField(label="Ожидаемый результат", required=False, max_length=1000)
    people: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Отвечают люди",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.MultipleChoiceField(
        label="Отвечают по роли",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Напоминание получит тот, кто держит роль в этот день",
    )
    bodies: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Отвечают организации",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    others = forms.CharField(
        label="Другие ответственные словами",
        required=False,
        max_length=500,
        help_text="Через точку с запятой. По этим словам никто не получит напоминание",
    )

    def __init__(self, *args: Any, roadmap: Roadmap, was: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was = was
        self.reading: Reading | None = None
        if not self.is_bound:
            return
        words = str(self.data.get("term_text", "")).strip()
        if was is None or words != was:
            self.reading = read_term(words[:500], frame_of(roadmap))
            self._ask_which()

    def offer(self, people: QuerySet[Membership], roles: list[str], bodies: QuerySet[Organization]) -> None:
        field_of(self, "people", forms.ModelChoiceField).queryset = people
        field_of(self, "roles", forms.ChoiceField).choices = [(role, Role(role).label) for role in roles]
        field_of(self, "bodies", forms.ModelChoiceField).queryset = bodies

    def _ask_which(self) -> None:
        if self.reading is None or self.reading.confidence is not Confidence.CHECK:
            return
        options = options_of(self.reading)
        if not options:
            return
        self.fields["understood"] = forms.ChoiceField(
            label="Как понимать срок",
            choices=[(windows_in_words(option), windows_in_words(option)) for option in options],
            widget=forms.RadioSelect,
            help_text=self.reading.note,
            error_messages={"required": "Срок можно понять по-разному. Выберите, что имеется в виду."},
        )
        self.order_fields(["version", "name", "term_text", "understood"])

    def clean_term_text(self) -> str:
        words = self.cleaned_data["term_text"].strip()
        if words and self.reading is not None and self.reading.confidence is Confidence.UNKNOWN:
            note = f" {self.reading.note}" if self.reading.note else ""
            raise forms.ValidationError(
                f"Срок не понят.{note} Напишите иначе, например «ноябрь», «до 25 декабря» или «по мере необходимости»."
            )
        return words

    def state(self, before: ActivityState) -> ActivityState:
        """What the activity becomes; fields the form does not have stay as they were."""
        data, reading = self.cleaned_data, self._chosen(self.cleaned_data.get("understood"))
        state = replace(
            before,
            name=" ".join(data["name"].split()),
            term_text=data["term_text"],
            expected_result=data["expected_result"].strip(),
            lines=tuple(line.strip() for line in data["content"].splitlines() if line.strip()),
        )
        state = with_people(state, self._matches())
        return state if reading is None else with_term(state, data["term_text"], reading)

    def _chosen(self, understood: str | None) -> Reading | None:
        if self.reading is None or not understood:
            return self.reading
        return next(option for option in options_of(self.reading) if windows_in_words(option) == understood)

    def _matches(self) -> list[Match]:
        data = self.cleaned_data
        return [
            *(Match("person", row.short_name, person_id=row.pk) for row in data["people"]),
            *(Match("role", str(Role(role).label), role=role) for role in data["roles"]),
            *(Match("body", row.short_name, body_id=row.pk) for row in data["bodies"]),
            *(Match("text", words.strip()) for words in data["others"].split(";") if words.strip()),
        ]


def initial_of(activity: Activity) -> dict[str, Any]:
    """What the form shows first. Three queries."""
    named = list(activity.responsibles.order_by("position"))
    return {
        "version": activity.version,
        "name": activity.name,
        "term_text": activity.term_text,
        "content": "\n".join(activity.lines.order_by("position").values_list("text", flat=True)),
        "expected_result": activity.expected_result,
        "people": [row.person_id for row in named if row.kind == Responsible.Kind.PERSON],
        "roles": [row.role for row in named if row.kind == Responsible.Kind.ROLE],
        "bodies": [row.body_id for row in named if row.kind == Responsible.Kind.BODY],
        "others": "; ".join(row.text for row in named if row.kind == Responsible.Kind.TEXT),
    }

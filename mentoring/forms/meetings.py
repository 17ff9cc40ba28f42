"""The form of a mark: everything is filled in, «Сохранить» is enough."""

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from core.forms import DateField, Form, field_of
from mentoring.actions.meetings import Mark
from mentoring.forms.fields import WordsField
from mentoring.meetings.steps import Prefill
from mentoring.models import Meeting, MeetingKind, MeetingWay, PairMember
from mentoring.queries.pairs import shown_name

LENGTHS = (15, 30, 45, 60, 90, 120)
MISSED = ("заболели", "перенесли", "не пришёл наставляемый", "не смог наставник", "каникулы", "другая причина")


def minutes_field(last: int | None = None) -> forms.TypedChoiceField:
    """Usual lengths, and the one of the last time."""
    lengths = sorted({*LENGTHS, *([last] if last else [])})
    return forms.TypedChoiceField(
        label="Сколько, минут", choices=[(each, each) for each in lengths], coerce=int, widget=forms.RadioSelect
    )


def length_sent(text: str | None) -> int | None:
    """A length of a meeting in minutes, as it was sent: the form takes any the row takes."""
    return int(text) if text and text.isdecimal() and len(text) < 4 and 0 < int(text) <= 600 else None


class MeetingForm(Form):
    """`members` are the mentees of a group; of a pair of two nobody is asked who came."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    held_on = DateField(label="Когда")
    way = forms.ChoiceField(label="Как", choices=MeetingWay.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Тип", choices=MeetingKind.choices)
    minutes = minutes_field()
    came = forms.TypedMultipleChoiceField(
        label="Кто пришёл", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    again = forms.BooleanField(label="Это ещё одна встреча в этот день", required=False)
    known_topics = forms.MultipleChoiceField(label="Темы", required=False, widget=forms.CheckboxSelectMultiple)
    topics = WordsField(label="Другие темы", longest=80, max_length=400)
    mood = forms.ChoiceField(
        label="Прошло", choices=[*Meeting.Mood.choices, ("", "не отмечать")], required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(label="Заметка", max_length=300, required=False, help_text="Одна строка")
    readers = forms.ChoiceField(
        label="Заметку увидят", choices=Meeting.Readers.choices, required=False, widget=forms.RadioSelect
    )
    missed_reason = forms.ChoiceField(label="Почему", choices=[(each, each) for each in MISSED], required=False)

    def __init__(
        self, *args: Any, members: list[PairMember], topics: list[str], length: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"] = minutes_field(length)
        self.members = members
        if len(members) > 1:
            field_of(self, "came", forms.TypedMultipleChoiceField).choices = [
                (row.pk, shown_name(row.mentee)) for row in members
            ]
        else:
            del self.fields["came"]
        if topics:
            field_of(self, "known_topics", forms.MultipleChoiceField).choices = [(topic, topic) for topic in topics]
        else:
            del self.fields["known_topics"]
            self.fields["topics"].label = "Темы"

    @property
    def missed(self) -> bool:
        return self.data.get("outcome") == "missed"

    def clean_readers(self) -> str:
        return self.cleaned_data["readers"] or Meeting.Readers.PAIR.value

    def mark(self, planned: int | None = None) -> Mark:
        """Of a valid form."""
        data = self.cleaned_data
        topics = dict.fromkeys([*data.get("known_topics", []), *data["topics"]])
        return Mark(
            client_uuid=data["client_uuid"],
            kind=data["kind"],
            held_on=data["held_on"],
            way=data["way"],
            minutes=data["minutes"],
            topics=list(topics),
            mood=data["mood"],
            note=data["note"],
            readers=data["readers"],
            came=tuple(data.get("came", ())),
            again=data["again"],
            planned=planned,
            missed=(data["missed_reason"] or MISSED[-1]) if self.missed else None,
        )


def prefilled(prefill: Prefill, members: list[PairMember], today: date) -> dict[str, Any]:
    """What the form opens with; the id of the mark is drawn here, so that a form sent twice is one mark."""
    return {
        "client_uuid": uuid4(),
        "held_on": today,
        "way": prefill.way,
        "kind": prefill.kind,
        "minutes": prefill.minutes,
        "came": [row.pk for row in members],
        "readers": Meeting.Readers.PAIR,
        "mood": "",
    }


def as_typed(meeting: Meeting, absent: set[int], members: list[PairMember]) -> dict[str, Any]:
    """The form of a mark that stands already; `absent` are ids of members."""
    return {
        "client_uuid": meeting.client_uuid,
        "version": meeting.version,
        "held_on": meeting.held_on,
        "way": meeting.way,
        "kind": meeting.kind,
        "minutes": meeting.minutes or 45,
        "topics": meeting.topics,
        "mood": meeting.mood,
        "note": meeting.note,
        "readers": meeting.readers,
        "came": [row.pk for row in members if row.pk not in absent],
    }


class TimeField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    default_error_messages = {
        "required": "Укажите время, например 15:30.",
        "invalid": "Напишите время, например 15:30.",
    }


class PlanMeetingForm(Form):
    """A meeting to come. The time is the organization's."""

    day = DateField(label="Когда")
    at = TimeField(label="Во сколько")
    minutes = minutes_field()
    way = forms.ChoiceField(label="Как", choices=MeetingWay.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Тип", choices=MeetingKind.choices)

    def __init__(self, *args: Any, zone: Any, length: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["minutes"] = minutes_field(length)

    def starts_at(self) -> datetime:
        day: date = self.cleaned_data["day"]
        at: time = self.cleaned_data["at"]
        return datetime.combine(day, at, tzinfo=self.zone)


class MoveMeetingForm(PlanMeetingForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]


class CancelMeetingForm(Form):
    reason = forms.CharField(label="Почему", max_length=200)

    def clean_reason(self) -> str:
        reason = " ".join(self.cleaned_data["reason"].split())
        if not reason:
            raise ValidationError("Напишите, почему: вторая сторона увидит.")
        return reason

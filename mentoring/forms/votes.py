"""Forms of the wishes after a group meeting."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import make_aware

from core.forms import Form, field_of
from mentoring.models import MentoringForm, Side
from mentoring.queries.votes import Ballot, Voter

PLACES = ("first", "second", "third")
TERMS = (("30", "через 30 минут"), ("60", "через час"), ("120", "через два часа"), ("day", "в конце дня"))


class RoundForm(Form):
    """Who came, and until when they may answer."""

    form = forms.ChoiceField(choices=MentoringForm.choices, widget=forms.HiddenInput)
    term = forms.ChoiceField(label="Закрыть", choices=TERMS, initial="60", widget=forms.RadioSelect)
    came = forms.TypedMultipleChoiceField(label="Кто пришёл", coerce=int, required=False)

    def __init__(self, *args: Any, voters: Sequence[Voter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = [
            (label, [voter for voter in voters if voter.side == side])
            for side, label in ((Side.MENTOR, "Наставники"), (Side.MENTEE, "Наставляемые"))
        ]
        field_of(self, "came", forms.TypedMultipleChoiceField).choices = [(v.pk, v.name) for v in voters]
        self.ticked = {str(pk) for pk in self["came"].value() or ()}

    def closes_at(self, now: datetime, local: datetime) -> datetime:
        """`local` is the same moment in the clock of the organization."""
        term = self.cleaned_data["term"]
        if term == "day":
            return make_aware(datetime.combine(local.date(), time(23, 59)), local.tzinfo)
        return now + timedelta(minutes=int(term))


class VoteForm(Form):
    """Up to three people in order, and with whom not."""

    first = forms.TypedChoiceField(label="С кем хотели бы работать, в первую очередь", coerce=int, required=False)
    second = forms.TypedChoiceField(label="Во вторую", coerce=int, required=False)
    third = forms.TypedChoiceField(label="В третью", coerce=int, required=False)
    unwanted = forms.TypedChoiceField(
        label="С кем не хотели бы", coerce=int, required=False, help_text="Это увидит только куратор"
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, chosen in (*zip(PLACES, ballot.ranked, strict=False), *(("unwanted", pk) for pk in ballot.unwanted)):
            self.initial[name] = chosen
        for name in (*PLACES, "unwanted"):
            field_of(self, name, forms.TypedChoiceField).choices = [("", "никого"), *offered]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        named = [data[name] for name in (*PLACES, "unwanted") if data.get(name)]
        if len(named) != len(set(named)):
            raise ValidationError("Один человек выбран дважды: оставьте его один раз.")
        return data

    def ballot(self) -> Ballot:
        ranked = tuple(self.cleaned_data[name] for name in PLACES if self.cleaned_data.get(name))
        unwanted = self.cleaned_data.get("unwanted")
        return Ballot(ranked, (unwanted,) if unwanted else ())

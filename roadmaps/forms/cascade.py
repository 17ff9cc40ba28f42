"""Forms of answering to what was offered from above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from core.forms import DateField, DateInput, Form
from roadmaps.models import Proposal, Stage
from roadmaps.queries.cascade import Offer, suggested_stage


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer with its select, whether it is ticked, and the field of a term of one's own where that above is over."""

    offer: Offer
    stage: forms.BoundField
    ticked: bool
    term: forms.BoundField | None


class AcceptForm(Form):
    """Several proposals at once, each with the stage it goes to; the button of one row names that row only."""

    take = forms.MultipleChoiceField(required=False)
    only = forms.CharField(required=False)

    def __init__(
        self, *args: Any, offers: Sequence[Offer], stages: Sequence[Stage], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.past = {str(offer.proposal.pk) for offer in offers if offer.is_past(today)}
        self.proposals = {str(offer.proposal.pk): offer.proposal for offer in offers}
        self.stages = {str(stage.pk): stage for stage in stages}
        take: Any = self.fields["take"]
        take.choices = [(pk, str(row)) for pk, row in self.proposals.items()]
        choices = grouped(stages)
        for pk, row in self.proposals.items():
            suggested = suggested_stage(row.offered, stages)
            self.fields[f"stage_{pk}"] = forms.ChoiceField(
                label="В какой этап",
                choices=choices,
                required=False,
                initial=suggested.pk if suggested else None,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"version_{pk}"] = forms.IntegerField(required=False)
            self.fields[f"term_{pk}"] = DateField(
                label="Свой срок", required=False, widget=DateInput(attrs={"class": "form-control"})
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        only = data.get("only", "")
        chosen = [only] if only else data.get("take", [])
        if not chosen or any(pk not in self.proposals for pk in chosen):
            raise forms.ValidationError("Отметьте хотя бы одно мероприятие из списка.")
        for pk in chosen:
            if not data.get(f"stage_{pk}"):
                self.add_error(f"stage_{pk}", "Выберите этап.")
        data["chosen"] = chosen
        return data

    def accepted(self) -> list[tuple[Proposal, Stage]]:
        data = self.cleaned_data
        return [(self.proposals[pk], self.stages[data[f"stage_{pk}"]]) for pk in data["chosen"]]

    def seen_versions(self) -> dict[int, int]:
        """Versions of the offers as they stood on the page; a missing one counts as stale."""
        return {int(pk): self.cleaned_data.get(f"version_{pk}") or 0 for pk in self.cleaned_data["chosen"]}

    def own_terms(self) -> dict[int, date]:
        """Proposal id → the day chosen below; only where the term above is over."""
        days = {int(pk): self.cleaned_data.get(f"term_{pk}") for pk in self.cleaned_data["chosen"] if pk in self.past}
        return {pk: day for pk, day in days.items() if day}

    def rows(self, offers: Sequence[Offer]) -> list[OfferRow]:
        """What is over is not ticked beforehand."""
        ticked = set(cast(QueryDict, self.data).getlist("take")) if self.is_bound else set(self.proposals) - self.past
        return [
            OfferRow(offer, self[f"stage_{pk}"], pk in ticked, self[f"term_{pk}"] if pk in self.past else None)
            for offer in offers
            for pk in [str(offer.proposal.pk)]
        ]


def grouped(stages: Sequence[Stage]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Stages under the titles of their roadmaps, as a select takes them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for stage in stages:
        title = f"{stage.roadmap.title} ({stage.roadmap.get_status_display().lower()})"
        found.setdefault(title, []).append((str(stage.pk), f"{stage.position}. {stage.name}"))
    return list(found.items())


class DeclineForm(Form):
    reason = forms.CharField(
        label="Почему не применимо",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Прочитают те, кто поручил мероприятие.",
        error_messages={"required": "Напишите, почему мероприятие не применимо к вашей организации."},
    )


class ChangesForm(Form):
    """The changed fields to be taken; `version` is that of the offer as it was shown."""

    fields_taken = forms.MultipleChoiceField(required=False)
    version = forms.IntegerField(required=False)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken: Any = self.fields["fields_taken"]
        taken.choices = [(change.field, change.label) for change in offer.changes]

"""Forms of papers: they validate and never save."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import DateField, Form
from orders.actions import Terms
from orders.blocks import DEEPEST, Clause, Paper, Signature
from orders.drafts.editing import LONGEST, MAX_CLAUSES, read_visas, write_visas

OFFERED = "columns_offered"  # a page without a single tick sends nothing else


class OrderEditForm(Form):
    """The editable parts of a draft: one row per clause, with its level."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MAX_CLAUSES)
    title = forms.CharField(label="Заголовок", max_length=300)
    place = forms.CharField(label="Место издания", max_length=120, required=False)
    preamble = forms.CharField(
        label="Преамбула",
        max_length=3000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text="Основания и цель, без точки в конце: дальше идёт «ПРИКАЗЫВАЮ:».",
    )
    post = forms.CharField(
        label="Должность того, кто подписывает",
        max_length=200,
        error_messages={"required": "Укажите должность, например: директор."},
    )
    name = forms.CharField(
        label="Инициалы и фамилия",
        max_length=120,
        help_text="Как под приказом: О.В. Примерова.",
        error_messages={"required": "Укажите, кто подписывает приказ."},
    )

    agreement = forms.CharField(
        label="Кто согласует",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Каждый с новой строки: должность; И.О. Фамилия; отметка, если есть (согласовано 12.10.2026)",
    )
    acquainted = forms.CharField(
        label="Лист ознакомления",
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Каждый с новой строки: должность; И.О. Фамилия",
    )
    executor = forms.CharField(label="Исполнитель", max_length=200, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        paper: Paper,
        version: int,
        columns: Sequence[tuple[str, str]] = (),
        hidden: Collection[str] = (),
    ) -> None:
        """`columns`: those of a live appendix that may go, by keys; `hidden` ones are not ticked."""
        super().__init__(
            data,
            initial={
                "version": version,
                "rows": max(len(paper.clauses), 1),
                "title": paper.title,
                "place": paper.requisites.place,
                "preamble": paper.preamble,
                "post": paper.signature.post,
                "name": paper.signature.name,
                "agreement": write_visas(paper.agreement),
                "acquainted": write_visas(paper.acquainted),
                "executor": paper.executor,
            },
        )
        self.offered_columns, self.hidden_before = columns, hidden
        if columns:
            self.fields["columns"] = forms.MultipleChoiceField(
                label="Кроме первых двух печатать",
                choices=columns,
                initial=[key for key, _ in columns if key not in hidden],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text="Возвращённая графа заполнится по данным на сегодня.",
            )
        for number in range(self._row_count(data)):
            self.fields[f"level_{number}"] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=DEEPEST,
                initial=paper.clauses[number].level if number < len(paper.clauses) else 0,
                widget=forms.HiddenInput,
            )
            self.fields[f"clause_{number}"] = forms.CharField(
                label=f"Пункт {number + 1}",
                max_length=3000,
                required=False,
                initial=paper.clauses[number].text if number < len(paper.clauses) else "",
                widget=forms.Textarea({"rows": 3, "class": "form-control"}),
            )

    def _row_count(self, data: Any) -> int:
        sent = data.get("rows", "") if data else ""
        wanted = int(sent) if sent.isdecimal() and len(sent) < 4 else int(self.initial["rows"])
        return min(wanted, MAX_CLAUSES)

    @property
    def clause_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, int]]:
        """Text, level and the level as a number, for the indent."""
        rows = [field.name.removeprefix("clause_") for field in self if field.name.startswith("clause_")]
        return [(self[f"clause_{row}"], level := self[f"level_{row}"], _whole(level.value())) for row in rows]

    @property
    def hidden(self) -> list[str]:
        """Keys of columns without a tick; of a page that did not offer them, as they were."""
        if OFFERED not in self.data:
            return list(self.hidden_before)
        return [key for key, _ in self.offered_columns if key not in self.cleaned_data["columns"]]

    def parts(self) -> dict[str, Any]:
        """Arguments of `edit_order`."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "preamble": data["preamble"],
            "place": data["place"],
            "clauses": [
                Clause(data[name], data[name.replace("clause", "level")] or 0)
                for name in self.fields
                if name.startswith("clause_")
            ],
            "signature": Signature(data["post"], data["name"]),
            "agreement": read_visas(data["agreement"]),
            "acquainted": read_visas(data["acquainted"]),
            "executor": data["executor"],
            "seen_version": data["version"],
        }


def _whole(value: object) -> int:
    return min(int(str(value)), DEEPEST) if str(value).isdecimal() else 0


class OrderVersionForm(Form):
    """A button on a draft: which draft the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PairsOrderForm(Form):
    """What an order about pairs still needs. Of `proposed` pairs the written consents have to be here."""

    agreed = forms.BooleanField(label="Наставники и наставляемые письменно согласились на эти пары", required=False)
    agreed_on = DateField(label="Дата согласия", required=False)
    starts_on = DateField(label="Пары работают с")
    ends_on = DateField(label="по", required=False, help_text="Пусто: до конца мая, но не меньше трёх месяцев")

    def __init__(self, *args: Any, today: date, proposed: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"agreed_on": today, "starts_on": today}
        super().__init__(*args, **kwargs)
        self.today, self.proposed = today, proposed

    def clean_agreed(self) -> bool:
        agreed: bool = self.cleaned_data["agreed"]
        if self.proposed and not agreed:
            raise ValidationError("Без письменного согласия участников пара не входит в приказ.")
        return agreed

    def clean_agreed_on(self) -> date | None:
        day: date | None = self.cleaned_data["agreed_on"]
        if day and day > self.today:
            raise ValidationError("Этот день ещё не наступил.")
        return day

    @property
    def terms(self) -> Terms:
        data = self.cleaned_data
        agreed_on = data["agreed_on"] or self.today if self.proposed else None
        return Terms(data["starts_on"], data["ends_on"], agreed_on)

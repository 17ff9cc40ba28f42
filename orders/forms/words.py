"""The six-row table of a word: what is asked in each case."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import Form
from orders.grammar import CASES, Forms
from orders.wording import Doubt
from orders.wording.speech import computed

QUESTIONS = {
    "person": ("нет кого?", "поручить кому?", "назначить кого?", "закрепить за кем?", "сообщить о ком?"),
    "position": ("нет кого?", "поручить кому?", "назначить кого?", "назначить кем?", "сообщить о ком?"),
    "organization": ("нет чего?", "согласно чему?", "утвердить что?", "в соответствии с чем?", "сказать о чём?"),
}


class WordsForm(Form):
    """Five cases of every doubtful word, filled in as the program declines it."""

    def __init__(self, data: Any = None, *, doubts: Sequence[Doubt]) -> None:
        super().__init__(data)
        self.words = list({(doubt.subject, doubt.text): doubt for doubt in doubts}.values())
        for number, doubt in enumerate(self.words):
            guess = computed(doubt)
            for case, question in zip(CASES, QUESTIONS[doubt.subject], strict=True):
                self.fields[f"{case}_{number}"] = forms.CharField(label=question, max_length=400, initial=guess[case])

    @property
    def tables(self) -> list[tuple[Doubt, list[forms.BoundField]]]:
        return [(doubt, [self[f"{case}_{number}"] for case in CASES]) for number, doubt in enumerate(self.words)]

    @property
    def confirmed(self) -> dict[tuple[str, str], Forms]:
        data = self.cleaned_data
        return {
            (doubt.subject, doubt.text): Forms.of(data[f"{case}_{number}"] for case in CASES)
            for number, doubt in enumerate(self.words)
        }

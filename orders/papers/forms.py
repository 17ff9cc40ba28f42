"""What is typed beside papers: one field for each ask of their kind."""

from typing import Any

from django import forms

from core.forms import Form
from orders.papers.kinds import Ask, PaperKind
from orders.papers.sources import Source


class PaperForm(Form):
    """Nothing is required: what is left out is written by hand."""

    def __init__(self, data: Any = None, *, kind: PaperKind, source: Source) -> None:
        super().__init__(data, initial={ask.name: ask.first(source) for ask in kind.asks})
        for ask in kind.asks:
            self.fields[ask.name] = _field(ask)

    @property
    def words(self) -> dict[str, str]:
        """As typed, or as the fields stand at first."""
        if self.is_bound:
            return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}
        return {name: str(self.initial.get(name, "")) for name in self.fields}


def _field(ask: Ask) -> forms.CharField:
    widget = forms.Textarea({"rows": ask.rows}) if ask.rows > 1 else forms.TextInput()
    return forms.CharField(label=ask.label, max_length=ask.longest, required=False, widget=widget, help_text=ask.help)

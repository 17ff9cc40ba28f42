"""A form of a row that two people may edit at once: it carries the version that was seen."""

from django import forms
from django.http import QueryDict

from core.forms import Form


class VersionForm(Form):
    """`version` is what the person saw; a missing or spoiled one counts as stale."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


def seen_anew(form: forms.BaseForm, version: int) -> None:
    """After a stale answer showed the row as it is, the same form may be sent again: everything typed stays."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(version)
    form.data = data

"""A form of a row that two people may edit at once: it carries the version that was seen."""

from django import forms

from core.forms import Form


class VersionForm(Form):
    """`version` is what the person saw; a missing or spoiled one counts as stale."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

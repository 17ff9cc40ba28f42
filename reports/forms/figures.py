"""Forms beside figures."""

from django import forms


class LightCommentForm(forms.Form):
    text = forms.CharField(
        label="Комментарий к светофору",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Его увидят муниципалитет и регион рядом со светофором. Без имён учеников.",
    )


class ReminderForm(forms.Form):
    note = forms.CharField(
        label="Добавить от себя",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Встанет в письме под причинами.",
    )

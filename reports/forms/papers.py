"""Forms of reports: which one, its words, its file, its letters."""

from typing import Any

from django import forms
from django.http import QueryDict

from core.forms import Form
from core.versions import VersionForm
from reports.indicators.periods import YEAR, read_period
from reports.models import ReportSchedule
from reports.papers.kinds import Asked, ReportKind, offered
from reports.papers.writing import KINDS as FILES

FIRST_YEAR, LAST_YEAR = 2015, 2100


def read_asked(kind: ReportKind, data: QueryDict, *, year: int, period: int, above: bool) -> Asked:
    """From an address; unknown values count as nothing chosen."""
    text = data.get("year", "")
    if text.isdecimal() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR:
        year = int(text)
    chosen = read_period(data.get("period"), period) if kind.quarterly else YEAR
    return Asked(kind, year, chosen, frozenset(data.getlist("part")) & kind.parts(above).keys())


class WordsForm(VersionForm):
    text = forms.CharField(
        label="Текст",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Войдёт в отчёт на странице и во всех файлах. Имён детей здесь быть не должно",
    )


class FileForm(Form):
    file = forms.ChoiceField(label="Вид файла", choices=list(FILES.items()), widget=forms.RadioSelect, initial="pdf")


class NamedFileForm(FileForm):
    """A file that names people is asked for a purpose, and the purpose is written down."""

    purpose = forms.CharField(
        label="Зачем нужен файл",
        max_length=200,
        help_text="Например «для педсовета 25 ноября». Запишется в журнал вместе с вашим именем",
    )


class ScheduleForm(Form):
    kind = forms.ChoiceField(label="Отчёт")
    every = forms.ChoiceField(
        label="Как часто",
        choices=ReportSchedule.Every.choices,
        widget=forms.RadioSelect,
        initial=ReportSchedule.Every.MONTH,
        help_text="Письмо со ссылкой приходит первого числа: каждый месяц или в декабре, марте, июне и сентябре",
    )

    def __init__(self, *args: Any, above: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.key, kind.title) for kind in offered(above)]
        self.fields["kind"] = forms.ChoiceField(label="Отчёт", choices=choices)

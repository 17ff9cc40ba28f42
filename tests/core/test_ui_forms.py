"""Forms: dates as people type them, markup without stars and browser validation."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from core.dates import read_date
from core.forms import DateField, Form
from core.years import school_year_of, year_bounds, year_label

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21.11.2026", date(2026, 11, 21)),
        ("21.11.26", date(2026, 11, 21)),
        ("1.9.2026", date(2026, 9, 1)),
        ("21/11/2026", date(2026, 11, 21)),
        ("2026-11-21", date(2026, 11, 21)),
        ("21 11", date(2026, 11, 21)),
        ("15 03", date(2027, 3, 15)),
        ("31.8", date(2027, 8, 31)),
        (" Сегодня ", date(2026, 11, 21)),
        ("завтра", date(2026, 11, 22)),
        ("вчера", date(2026, 11, 20)),
    ],
)
def test_date_is_read_as_people_type_it(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize("text", ["31.02.2026", "потом", "2026", "11.21.2026", "21-е ноября"])
def test_words_that_are_no_date_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_date(text, TODAY)


class Sample(Form):
    due_on = DateField(label="Срок", help_text="Например 21.11.2026")
    note = forms.CharField(label="Примечание", required=False)
    hard = forms.BooleanField(label="Важно", required=False)


def render(form: forms.Form) -> str:
    return Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(Context({"form": form}))


def test_date_field_shows_the_typed_words_again() -> None:
    form = Sample({"due_on": "потом"})
    assert form.errors == {"due_on": ["Не получилось прочитать дату. Напишите, например, 21.11.2026."]}
    assert 'value="потом"' in render(form)


def test_year_out_of_reach_is_refused() -> None:
    assert "due_on" in Sample({"due_on": "21.11.1826"}).errors


def test_initial_date_is_written_the_russian_way() -> None:
    assert 'value="21.11.2026"' in render(Sample(initial={"due_on": TODAY}))


def test_optional_is_said_in_words_and_nothing_is_starred() -> None:
    html = render(Sample())
    assert html.count("(необязательно)") == 1
    assert "*" not in html
    assert " required" not in html


def test_error_and_hint_belong_to_the_field() -> None:
    html = render(Sample({}))
    assert 'aria-describedby="id_due_on_helptext id_due_on_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_due_on_error"' in html


def test_summary_leads_to_the_field() -> None:
    html = Template('{% include "components/errors.html" %}').render(Context({"form": Sample({})}))
    assert '<a href="#id_due_on">Срок: Укажите дату, например 21.11.2026.</a>' in html


def test_school_year_begins_in_september() -> None:
    assert [school_year_of(date(2026, 8, 31)), school_year_of(date(2026, 9, 1))] == [2025, 2026]
    assert year_label(2026) == "2026/27"
    assert year_label(2099) == "2099/00"
    assert year_bounds(2026) == (date(2026, 9, 1), date(2027, 8, 31))


def test_hint_made_of_typed_words_is_text() -> None:
    form = Sample()
    form.fields["due_on"].help_text = "Срок <img src=x>"
    assert "<img" not in render(form)

"""Forms of a card: entering a base by hand, the person, what is offered, what is asked for."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zlib import crc32

from django import forms
from django.core.exceptions import ValidationError

from core.forms import BirthDateField, DateField, Form, numbers
from core.versions import VersionForm
from mentoring.entries import Entry
from mentoring.forms.fields import (
    NameField,
    WordsField,
    email_field,
    forms_field,
    gender_field,
    phone_field,
    slots_field,
    text_field,
)
from mentoring.models import MenteeCard, MentorCard, Partner, Person, Side, TargetModel
from mentoring.queries.rules import Rules

KINDS = Person.Kind.choices
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
OLDEST_MENTEE, MOST_MENTEES = 99, 20


class PersonFields(Form):
    """What a card holds of anybody."""

    last_name = NameField(label="Фамилия")
    first_name = NameField(label="Имя")
    patronymic = NameField(label="Отчество", required=False)
    kind = forms.ChoiceField(label="Кто это", choices=KINDS)
    birth_date = BirthDateField(label="Дата рождения", required=False)
    class_name = forms.CharField(label="Класс", max_length=20, required=False)
    position = forms.CharField(label="Должность", max_length=200, required=False)
    phone = phone_field()
    email = email_field()
    gender = gender_field()


class EntryForm(PersonFields):
    """Somebody enters a base by hand. `same` answers the question about a card that looks alike: its id, or 0."""

    side = forms.ChoiceField(label="Кем будет", choices=Side.choices, widget=forms.RadioSelect)
    model = forms.ChoiceField(label="Чья программа", choices=TargetModel.choices)
    subjects = WordsField(label="Предметы и сферы", longest=80)
    request = text_field("Основной запрос", rows=2, help_text="Для наставляемого: с чем нужна помощь")
    same = forms.IntegerField(required=False, widget=forms.HiddenInput)
    forms = forms_field("Форма наставничества")

    def entry(self, school_year: int, person_id: int | None = None) -> Entry:
        data = self.cleaned_data
        names = ("last_name", "first_name", "patronymic", "kind", "birth_date", "class_name", "position", "phone")
        values: dict[str, Any] = {name: data[name] for name in (*names, "email", "gender", "side", "model", "request")}
        values |= {"forms": tuple(data["forms"]), "subjects": tuple(data["subjects"])}
        return Entry(**values, school_year=school_year, person_id=person_id)


class PersonForm(PersonFields, VersionForm):
    """The card of a person, whole."""

    birth_year = forms.IntegerField(
        label="Год рождения",
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        required=False,
        help_text="Если дата неизвестна",
    )
    workplace = forms.CharField(label="Место работы или учёбы", max_length=300, required=False)
    partner: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Партнёр", queryset=None, required=False, empty_label="нет"
    )

    def offer(self, partners: Any) -> None:
        field = self.fields["partner"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = partners

    def values(self) -> dict[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "partner")}
        partner: Partner | None = self.cleaned_data["partner"]
        return data | {"partner_id": partner.pk if partner else None}


class CardForm(VersionForm):
    """`values` are columns of the card."""

    def settle(self, rules: Rules, kind: str) -> None:
        """What the organization has settled for people of this kind."""

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class MentorCardForm(CardForm):
    """What a mentor can give."""

    competences = WordsField(label="Основные компетенции")
    subjects = WordsField(label="Предметы и сферы", longest=80)
    achievements = text_field("Важные для программы достижения")
    interests = WordsField(label="Интересы", longest=80)
    age_from = forms.IntegerField(label="Возраст наставляемых от", min_value=1, max_value=OLDEST_MENTEE, required=False)
    age_to = forms.IntegerField(label="Возраст наставляемых до", min_value=1, max_value=OLDEST_MENTEE, required=False)
    time_resource = forms.CharField(
        label="Ресурс времени", max_length=200, required=False, help_text="Например «два часа в неделю»"
    )
    capacity = forms.IntegerField(label="Сколько наставляемых готов взять", min_value=1, max_value=MOST_MENTEES)
    slots = slots_field()
    grades = WordsField(label="Ставит оценки в классах", longest=20)
    is_qualified = forms.BooleanField(label="Категория «педагог-наставник»", required=False)
    is_long_term = forms.BooleanField(label="В долгосрочной базе наставников", required=False)
    interviewed_on = DateField(label="Собеседование", required=False)
    interview = forms.ChoiceField(
        label="Итог собеседования", choices=[("", "не проводилось"), *MentorCard.Interview.choices], required=False
    )
    cleared_on = DateField(
        label="Допуск к работе с детьми проверен",
        required=False,
        help_text="Здесь не нужен: своих школа проверила при приёме (статья 351.1 ТК РФ).",
    )
    clearance = forms.CharField(
        label="Документ о допуске",
        max_length=200,
        required=False,
        help_text="Например «справка об отсутствии судимости, № 12 от 05.10.2026».",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers: dict[str, str] = {}  # field of an end → paper of the rules

    def settle(self, rules: Rules, kind: str) -> None:
        """What the organization asks of whoever comes from outside, and when it reminds: a date for every paper."""
        if kind in rules.clearance.kinds:
            papers = ", ".join(rules.clearance.papers)
            self.fields["cleared_on"].help_text = f"Статья 351.1 ТК РФ. Нужны: {papers}."
        told = f"Напомним за {numbers(rules.clearance.days)} дней; пустое поле – без срока."
        self.papers = {term_name(paper): paper for paper in rules.clearance.papers}
        for name, paper in self.papers.items():
            self.fields[name] = DateField(label=f"Действует до: {paper}", required=False, help_text=told)
        self.initial.update(self._ends(self.initial.get("clearance_terms") or {}, self.initial.get("cleared_until")))
        names = list(self.fields)
        place = names.index("cleared_on") + 1
        self.order_fields([*names[:place], *self.papers])

    def _ends(self, terms: Mapping[str, str], until: date | None) -> dict[str, date | None]:
        """The date of every field. A paper without one takes the term that was written for all of them, or that of a
        paper the rules no longer name: it may have another name now."""
        known = {paper: date.fromisoformat(day) for paper, day in terms.items()}
        spare = [day for paper, day in known.items() if paper not in self.papers.values()]
        usual = min(spare, default=None) if terms else until
        return {name: known.get(paper, usual) for name, paper in self.papers.items()}

    def value_in(self, row: Any, name: str) -> Any:
        if name in self.papers:
            return self._ends(row.clearance_terms, row.cleared_until)[name]
        return super().value_in(row, name)

    def values(self) -> dict[str, Any]:
        """The clearance ends with the paper that ends first."""
        data = super().values()
        ends = {paper: data.pop(name) for name, paper in self.papers.items()}
        terms = {paper: day.isoformat() for paper, day in ends.items() if day}
        return data | {"clearance_terms": terms, "cleared_until": min(filter(None, ends.values()), default=None)}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("age_from"), data.get("age_to")
        if first and last and last < first:
            self.add_error("age_to", ValidationError("Меньше, чем «от»."))
        cleared = data.get("cleared_on")
        for name in self.papers:
            if cleared and (until := data.get(name)) and until < cleared:
                self.add_error(name, ValidationError("Раньше, чем допуск проверен."))
        return data


def term_name(paper: str) -> str:
    """The field of a paper; papers are words of the organization."""
    return f"until_{crc32(paper.encode()):08x}"


class MenteeCardForm(CardForm):
    """Who asks for help. Health, family and behaviour are written in the closed data, never here."""

    categories = forms.MultipleChoiceField(label="Категории", required=False, widget=forms.CheckboxSelectMultiple)
    subjects = WordsField(label="Предметы и сферы", longest=80)
    interests = WordsField(label="Интересы", longest=80)
    wishes = text_field("Пожелания к наставнику")
    slots = slots_field()
    entry_values = text_field(
        "Значения на входе",
        help_text="Чтобы сравнить в конце, по одному на строке: «средний балл по математике: 3,4»",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.initial.get("entry_values")
        if isinstance(known, dict):
            self.initial["entry_values"] = "\n".join(f"{name}: {shown(value)}" for name, value in known.items())

    def settle(self, rules: Rules, kind: str) -> None:
        """Own categories beside those of the program; what the card holds stays."""
        field, choices = self.fields["categories"], dict[str, Any](MenteeCard.Category.choices)
        held = self.initial.get("categories") or []
        choices |= {each: each for each in (*rules.categories_of(kind), *held) if each not in choices}
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(choices.items())

    def clean_entry_values(self) -> dict[str, float]:
        values = {}
        for line in filter(None, (line.strip() for line in self.cleaned_data["entry_values"].splitlines())):
            name, _, number = line.rpartition(":")
            try:
                values[name.strip()[:120]] = float(number.strip().replace(",", "."))
            except ValueError:
                raise ValidationError(f"«{line[:60]}»: напишите название, двоеточие и число.") from None
            if not name.strip():
                raise ValidationError(f"«{line[:60]}»: перед двоеточием нужно название.")
        return values


def shown(number: float) -> str:
    """«3,4», «12»."""
    return f"{number:g}".replace(".", ",")


class ParticipationForm(CardForm):
    """The row of the official base that a person fills by hand: dates, results, the mark of passing."""

    field_order = ("version", "forms")

    questionnaire_on = DateField(label="Анкета заполнена", required=False)
    entered_on = DateField(label="Дата вхождения в программу", required=False)
    finished_on = DateField(label="Дата завершения программы", required=False)
    results = text_field("Результаты программы")
    case_link = forms.URLField(
        label="Ссылка на кейс или отзыв на сайте организации", max_length=200, required=False, assume_scheme="https"
    )
    passed = forms.BooleanField(label="Программа пройдена", required=False)
    forms = forms_field()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        entered, finished = data.get("entered_on"), data.get("finished_on")
        if entered and finished and finished < entered:
            self.add_error("finished_on", ValidationError("Раньше даты вхождения в программу."))
        return data


class InviteForm(Form):
    email = forms.EmailField(
        label="Эл. почта",
        max_length=254,
        help_text="На неё придёт ссылка. Войти сможет только сам человек: своей почтой или почтой школы.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

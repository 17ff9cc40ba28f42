"""The settings of the bases on one page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import DaysField, Form, field_of, numbers
from core.tables.text import squeeze
from mentoring.ages import OLDEST, YOUNGEST
from mentoring.clearance import OUTSIDERS, Clearance
from mentoring.forms.fields import WordsField
from mentoring.importing.meanings import CLOSED_WORDS
from mentoring.models import MenteeCard, Person
from mentoring.queries.rules import AGES, CLEARANCE_FIELDS, NUMBERS, SATISFIED, Rules

MOST_DAYS, LONGEST_LINK, FARTHEST = 365, 60, 180
GATES = {True: "Не ставить в пару с детьми, а работающую приостановить", False: "Только предупредить куратора"}
SECTIONS = {
    "Сроки и пороги": (*NUMBERS, SATISFIED),
    "Обучение и запросы": ("course", "topics"),
    "Категории и возраст": ("pupil_categories", "teacher_categories", *AGES),
    "Допуск к работе с детьми (ст. 351.1 ТК РФ)": CLEARANCE_FIELDS,
}


def days_field(label: str, most: int = MOST_DAYS, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False, **kwargs)


def age_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=YOUNGEST, max_value=OLDEST, required=False)


class OwnCategoriesField(WordsField):
    """A category stands in lists and files: what belongs to the closed data never becomes one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=80, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        found = super().clean(value)
        if closed := next((word for word in found if CLOSED_WORDS.search(squeeze(word))), None):
            raise ValidationError(f"«{closed}»: такие сведения записывают только в закрытом блоке карточки.")
        known = {squeeze(str(label)) for label in MenteeCard.Category.labels}
        return [word for word in found if squeeze(word) not in known]


class BaseRulesForm(Form):
    """Empty: as above; `inherited` stands beside each field. Hints name what it changes.

    `of_school`: the threshold of satisfaction is settled by schools only.
    """

    hide_optional = True

    waits_soon = days_field("Обратить внимание ▲, если человек ждёт пару, дней")
    waits_long = days_field("Слишком долго ■, если человек ждёт пару, дней")
    application_days = days_field("Ответить на заявку за, дней")
    link_days = days_field("Ссылка для согласий родителя действует, дней", LONGEST_LINK)
    survey_days = days_field("Напомнить об опросе после его срока через, дней", LONGEST_LINK)
    satisfied_from = days_field("Удовлетворён участием, если поставил баллов не меньше (из 10)", 10)
    course = forms.CharField(label="Как называется обучение наставников", max_length=200, required=False)
    topics = WordsField(
        label="Темы запросов наставляемых",
        longest=80,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Через запятую. Их отмечают в карточке запроса, например: учёба, профессия, общение.",
    )

    pupil_categories = OwnCategoriesField(
        label="Свои категории учеников",
        help_text="Через запятую, например: олимпиадник, выпускник. В карточке они встанут рядом с обычными.",
    )
    teacher_categories = OwnCategoriesField(
        label="Свои категории педагогов", help_text="Через запятую, например: классный руководитель впервые."
    )
    mentee_from = age_field("Ученик становится наставляемым с, лет")
    mentee_to = age_field("Ученик становится наставляемым до, лет")
    mentor_from = age_field("Ученик становится наставником с, лет")

    clearance_gates = forms.TypedChoiceField(
        label="Если допуска нет или его срок истёк",
        required=False,
        coerce=lambda value: value == "gate",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    clearance_kinds = forms.MultipleChoiceField(
        label="Кому нужен допуск",
        choices=[(kind, Person.Kind(kind).label) for kind in OUTSIDERS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    clearance_papers = WordsField(label="Какие документы показывает взрослый", longest=80)
    clearance_days = DaysField(
        label="За сколько дней до конца срока напоминать куратору", required=False, longest=FARTHEST
    )

    def __init__(self, *args: Any, inherited: Rules, of_school: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inherited = inherited
        self.fields[SATISFIED].help_text = f"Пусто: {Rules().satisfied_from}"
        if not of_school:
            del self.fields[SATISFIED]
        for name in (*NUMBERS, "course"):
            self.fields[name].help_text = f"Пусто: {getattr(inherited, name)}"
        for name in AGES:
            self.fields[name].help_text = f"Пусто: {getattr(inherited.ages, name) or 'без границы'}"
        self._tell_clearance(inherited.clearance)

    def _tell_clearance(self, above: Clearance) -> None:
        """What stands where nothing is chosen."""
        gates = field_of(self, "clearance_gates", forms.TypedChoiceField)
        gates.choices = [("", f"Как выше: {GATES[above.gates].lower()}"), ("gate", GATES[True]), ("warn", GATES[False])]
        kinds = ", ".join(str(Person.Kind(kind).label) for kind in above.kinds)
        told = {"clearance_kinds": kinds, "clearance_papers": ", ".join(above.papers)}
        for name, words in (told | {"clearance_days": numbers(above.days)}).items():
            self.fields[name].help_text = (
                f"Через запятую. Пусто: {words}"
                if name != "clearance_kinds"
                else (f"Если не отмечать никого: {words}. Своих педагогов и учеников школа знает без справок.")
            )

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in SECTIONS.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        soon = data.get("waits_soon") or self.inherited.waits_soon
        late = data.get("waits_long") or self.inherited.waits_long
        if late <= soon and (data.get("waits_soon") or data.get("waits_long")):
            self.add_error("waits_long", ValidationError(f"Должно быть больше {soon}."))
        first = data.get("mentee_from") or self.inherited.ages.mentee_from
        last = data.get("mentee_to") or self.inherited.ages.mentee_to
        if first and last and last < first:
            self.add_error("mentee_to", ValidationError(f"Должно быть не меньше {first}."))
        return data

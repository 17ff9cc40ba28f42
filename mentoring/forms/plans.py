"""Forms of a programme, its tasks and the bank."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import DateField, Form, field_of
from mentoring.forms.fields import WordsField, text_field
from mentoring.forms.people import CardForm
from mentoring.models import MentoringForm, PlanKind
from mentoring.plans.choosing import Fit
from mentoring.plans.sketches import SketchTask

EMPTY = "empty"
KINDS = [(kind.value, kind.label.capitalize()) for kind in PlanKind]


class PlanCreateForm(Form):
    """The templates are offered by `offer`; an empty programme is always among them."""

    template = forms.ChoiceField(label="С чего начать", widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Что это", choices=KINDS, widget=forms.RadioSelect)
    starts_on = DateField(label="Начало")
    ends_on = DateField(label="Окончание", help_text="От трёх месяцев до года. Сроки заданий встанут на рабочие дни")

    def offer(self, fits: Sequence[Fit]) -> None:
        choices = [(fit.sketch.key, f"{fit.sketch.title} — {fit.why}" if fit.why else fit.sketch.title) for fit in fits]
        field_of(self, "template", forms.ChoiceField).choices = [*choices, (EMPTY, "Пустая программа")]


class PlanForm(CardForm):
    title = forms.CharField(label="Название", max_length=200)
    kind = forms.ChoiceField(label="Что это", choices=KINDS, widget=forms.RadioSelect)
    starts_on = DateField(label="Начало")
    ends_on = DateField(label="Окончание")
    relevance = text_field("Актуальность", rows=2)
    goal = text_field("Цель", rows=2)
    objectives = text_field("Задачи")
    directions = text_field("Направления", rows=2)
    regime = forms.CharField(
        label="Режим работы", max_length=200, required=False, help_text="Например: раз в неделю, очно и по видео"
    )
    expected = text_field("Ожидаемые результаты", rows=2)


class TaskForm(CardForm):
    text = text_field("Что сделать", rows=2, required=True, max_length=1000)
    section = forms.CharField(label="Раздел", max_length=200, required=False)
    way = forms.CharField(
        label="Форма", max_length=120, required=False, help_text="Например: занятие, беседа, посещение урока"
    )
    due_on = DateField(label="Срок", required=False)
    expected = text_field("Планируемый результат", rows=2, max_length=1000)

    def offer(self, sections: Sequence[str]) -> None:
        """Sections of the layout; what the pair called otherwise stays as it is."""
        self.fields["section"] = forms.ChoiceField(
            label="Раздел", choices=[("", "без раздела"), *((name, name) for name in sections)], required=False
        )


class TaskDoneForm(CardForm):
    done_on = DateField(label="Когда выполнено")
    actual = text_field("Что получилось", rows=2, max_length=1000)
    mark = forms.CharField(
        label="Оценка наставника", max_length=120, required=False, help_text="Своими словами или баллом"
    )

    def __init__(self, *args: Any, grades: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not grades:
            del self.fields["mark"]


class TaskPostponeForm(CardForm):
    due_on = DateField(label="Новый срок")


class RemarkForm(CardForm):
    remark = text_field("Что изменить", rows=3, required=True, max_length=500)


class ResultsForm(CardForm):
    results = text_field("Что получилось за время программы", rows=4, required=True)


class TemplateForm(Form):
    """A row of the bank: what it is called and when it is offered."""

    title = forms.CharField(label="Название образца", max_length=200)
    topics = WordsField(
        label="Для каких запросов", longest=80, help_text="Слова запроса через запятую: по ним образец найдётся"
    )
    form = forms.ChoiceField(
        label="Форма наставничества", choices=[("", "любая"), *MentoringForm.choices], required=False
    )
    months = forms.IntegerField(label="Месяцев", min_value=3, max_value=12)


class TemplateKeepForm(TemplateForm):
    """What goes into the bank is looked through: the texts may be mended here, tasks are chosen."""

    goal = text_field("Цель", rows=2)
    objectives = text_field("Задачи", rows=2)
    expected = text_field("Ожидаемые результаты", rows=2)
    tasks = forms.MultipleChoiceField(
        label="Задания", widget=forms.CheckboxSelectMultiple, help_text="Снимите те, что подходят только этой паре"
    )

    def offer(self, tasks: Sequence[SketchTask]) -> None:
        """By their places; `chosen` takes them back."""
        labels = [(str(place), task.text) for place, task in enumerate(tasks)]
        field_of(self, "tasks", forms.MultipleChoiceField).choices = labels
        self.initial.setdefault("tasks", [place for place, _ in labels])

    def chosen(self, tasks: Sequence[SketchTask]) -> list[SketchTask]:
        return [task for place, task in enumerate(tasks) if str(place) in self.cleaned_data["tasks"]]

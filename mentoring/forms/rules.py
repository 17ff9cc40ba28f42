"""The settings of the bases on one page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import Form
from mentoring.forms.fields import WordsField
from mentoring.queries.rules import NUMBERS, Rules

MOST_DAYS, LONGEST_LINK = 365, 60


def days_field(label: str, most: int = MOST_DAYS, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False, **kwargs)


class BaseRulesForm(Form):
    """Empty: as above; `inherited` stands beside each field. Hints name what it changes."""

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

    def __init__(self, *args: Any, inherited: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inherited = inherited
        for name in (*NUMBERS, "course"):
            self.fields[name].help_text = f"Пусто: {getattr(inherited, name)}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        soon = data.get("waits_soon") or self.inherited.waits_soon
        late = data.get("waits_long") or self.inherited.waits_long
        if late <= soon and (data.get("waits_soon") or data.get("waits_long")):
            self.add_error("waits_long", ValidationError(f"Должно быть больше {soon}."))
        return data

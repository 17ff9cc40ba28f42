"""Sample data of the kit page: invented, the same every day."""

from datetime import date, timedelta
from typing import Any

from django import forms

from core.forms import DateField, Form
from core.templatetags.ui import SHAPES

STATUS_WORDS = {
    "done": "Выполнено",
    "on_track": "В графике",
    "soon": "Скоро: 3\u00a0дн.",
    "risk": "Есть риск",
    "overdue": "Просрочено на 5\u00a0дн.",
    "behind": "Отстаёт",
    "in_progress": "В работе",
    "review": "На проверке",
    "not_started": "Не начато",
    "no_data": "Нет данных",
    "no_term": "Без срока",
    "cancelled": "Отменено",
}
ICONS = (
    "today route document file school inbox settings search plus more down up next back close check "
    "download upload print copy key phone lock shield bell mail person people exit edit trash undo calendar clock "
    "link clip info warning history table send eye help logo"
)


class SampleForm(Form):
    """One field of every kind."""

    name = forms.CharField(label="Название", help_text="Как в документе", max_length=80)
    due_on = DateField(label="Срок", help_text="Например 21.11.2026 или «завтра»")
    note = forms.CharField(label="Примечание", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    form_kind = forms.ChoiceField(
        label="Форма", choices=[("", "Выберите"), ("a", "учитель–учитель"), ("b", "ученик–ученик")]
    )
    level = forms.ChoiceField(
        label="Кому видно",
        widget=forms.RadioSelect,
        choices=[("own", "Только школе"), ("all", "Школе и муниципалитету")],
    )
    days = forms.MultipleChoiceField(
        label="Напоминать",
        widget=forms.CheckboxSelectMultiple,
        choices=[("7", "за 7 дней"), ("1", "за 1 день")],
        required=False,
    )
    file = forms.FileField(label="Файл", help_text="До 20\u00a0МБ", required=False)
    agree = forms.BooleanField(label="Текст прочитан", help_text="Без отметки карта не утверждается")


def samples(today: date) -> dict[str, Any]:
    return {
        "statuses": [(name, STATUS_WORDS[name]) for name in SHAPES],
        "icons": ICONS.split(),
        "days": [today + timedelta(days=shift) for shift in (-1, 0, 1, 12, 400)],
        "today": today,
        "message_kinds": [
            ("success", "check", "Мероприятие отмечено выполненным."),
            ("info", "info", "Карта утверждена 01.09.2026. Чтобы изменить срок, создайте изменение."),
            ("warning", "warning", "Проверьте два срока: в документе нет года."),
            ("danger", "warning", "Файл не прочитан: это не документ Word."),
        ],
        "swatches": ["primary", "light", "danger", "link", "plain"],
    }

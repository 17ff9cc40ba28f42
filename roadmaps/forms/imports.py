"""Forms of the import wizard. They validate; `roadmaps.actions.imports` reads and keeps."""

from typing import Any

from django import forms

from core.forms import Form, field_of
from core.tables.opening import MAX_BYTES
from roadmaps.forms.creation import DOCUMENT, MentoringFormsField, TargetModelField, year_choices
from roadmaps.importing.columns import TITLES, Columns
from roadmaps.importing.results import ImportResult, TableResult

COLUMN_LABELS = {
    "number": "Номер",
    "stage": "Этап",
    "activity": "Мероприятие",
    "content": "Содержание",
    "result": "Результат",
    "term": "Срок",
    "responsible": "Ответственные",
    "audience": "Аудитория",
}


UTF8 = "utf-8-sig"  # reads files with and without a mark
ENCODINGS = (
    (UTF8, "UTF-8"),
    ("cp1251", "Windows-1251"),
    ("cp866", "DOS-866"),
    ("koi8-r", "KOI8-R"),
    ("utf-16", "UTF-16"),
)
SIGNS = (
    ("semicolon", ";", "Точка с запятой ;"),
    ("tab", "\t", "Табуляция"),
    ("comma", ",", "Запятая ,"),
    ("bar", "|", "Вертикальная черта |"),
    ("broken", "¦", "Прерванная черта ¦"),
)


class ImportForm(Form):
    """A file or pasted rows, exactly one of them."""

    hide_optional = True

    file = forms.FileField(
        label="Файл Word или Excel",
        required=False,
        help_text="До 20 МБ: docx, xlsx, csv. Старый .doc откройте и сохраните как .docx.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.csv,.txt"}),
    )
    text = forms.CharField(
        label="Или вставьте таблицу",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Выделите таблицу в Word или Excel вместе с заголовком, скопируйте и вставьте сюда.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError("Файл больше 20 МБ. Удалите из него рисунки или вставьте таблицу.")
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("file")) == bool((data.get("text") or "").strip()):
            both = bool(data.get("file"))
            self.add_error(
                "file", "Выберите что-то одно: файл или таблицу." if both else "Выберите файл или вставьте таблицу."
            )
        return data


class FormatForm(Form):
    """How a text file or pasted rows are read; pasted rows have no encoding."""

    encoding = forms.ChoiceField(label="Кодировка", choices=ENCODINGS)
    delimiter = forms.ChoiceField(label="Чем разделены столбцы", choices=[(name, label) for name, _, label in SIGNS])

    def __init__(self, *args: Any, result: ImportResult, **kwargs: Any) -> None:
        names = {sign: name for name, sign, _ in SIGNS}
        found = {"encoding": UTF8 if result.encoding == "utf-8" else result.encoding}
        found["delimiter"] = names.get(result.delimiter, "")
        super().__init__(*args, **kwargs)
        self.initial = found
        if not result.encoding:
            del self.fields["encoding"]

    def clean_delimiter(self) -> str:
        return next(sign for name, sign, _ in SIGNS if name == self.cleaned_data["delimiter"])


class ColumnsForm(Form):
    """Which tables are loaded, what their columns mean, for which year the map is made."""

    hide_optional = True  # the labels are columns of a file, nothing that is filled in

    school_year = forms.ChoiceField(label="Для какого года карта")

    def __init__(self, *args: Any, result: ImportResult, years: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result = result
        period = result.frame.period if result.frame else None
        first: list[tuple[str, str]] = [("", "Выберите год")]
        if period:
            first = [(DOCUMENT, f"Как в документе: {period[0]:%d.%m.%Y} – {period[1]:%d.%m.%Y}")]
        field_of(self, "school_year", forms.ChoiceField).choices = first + year_choices(years)
        for table in result.tables:
            self._add_table(table)

    def _add_table(self, table: TableResult) -> None:
        chosen = table in self.result.chosen
        self.fields[f"use-{table.index}"] = forms.BooleanField(label="Загрузить", required=False, initial=chosen)
        titles = [("", "— нет —")]
        titles += [(str(n), title or f"Столбец {n + 1}") for n, title in enumerate(table.columns.titles)]
        for name in TITLES:
            place = getattr(table.columns, name)
            self.fields[f"{name}-{table.index}"] = forms.ChoiceField(
                label=COLUMN_LABELS[name], choices=titles, required=False, initial="" if place is None else str(place)
            )

    def tables(self) -> list[dict[str, Any]]:
        """For the template: each table with its own fields."""
        return [
            {
                "table": table,
                "use": self[f"use-{table.index}"],
                "fields": [self[f"{name}-{table.index}"] for name in TITLES],
            }
            for table in self.result.tables
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.chosen():
            raise forms.ValidationError("Отметьте хотя бы одну таблицу.")
        for index in self.chosen():
            if data.get(f"activity-{index}") == "":
                self.add_error(f"activity-{index}", "Укажите столбец с мероприятиями.")
        return data

    def chosen(self) -> frozenset[int]:
        return frozenset(t.index for t in self.result.tables if self.cleaned_data.get(f"use-{t.index}"))

    def columns(self) -> dict[int, Columns]:
        """Corrected columns by table; the same column is never taken twice by the later fields."""
        found = {}
        for table in self.result.tables:
            places = {name: self.cleaned_data.get(f"{name}-{table.index}") for name in TITLES}
            found[table.index] = table.columns.assigned(**{n: int(p) if p else None for n, p in places.items()})
        return found

    def year(self) -> int | None:
        """None: the period of the document."""
        value = self.cleaned_data["school_year"]
        return None if value == DOCUMENT else int(value)


class ConfirmForm(Form):
    title = forms.CharField(label="Название карты", max_length=300)
    target_model = TargetModelField()
    mentoring_forms = MentoringFormsField(required=False)

    def __init__(self, *args: Any, official: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "target_model", TargetModelField).offer(official=official)

"""Forms of the wizard for spreadsheets of people. They validate; `mentoring.actions.people_import` reads and keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django import forms
from django.http import QueryDict

from core.forms import Form, field_of
from core.tables.opening import MAX_BYTES
from core.tables.text import tidy
from mentoring.importing.columns import FileColumn
from mentoring.importing.meanings import MEANINGS
from mentoring.importing.opening import Shape
from mentoring.models import MentoringForm, Person, Side, TargetModel

ENCODINGS = (
    ("utf-8-sig", "UTF-8"),
    ("cp1251", "Windows-1251"),
    ("cp866", "DOS-866"),
    ("koi8-r", "KOI8-R"),
    ("utf-16", "UTF-16"),
)
SIGNS = {"semicolon": ";", "tab": "\t", "comma": ",", "bar": "|", "broken": "¦"}
SIGN_LABELS = (
    ("semicolon", "Точка с запятой ;"),
    ("tab", "Табуляция"),
    ("comma", "Запятая ,"),
    ("bar", "Вертикальная черта |"),
    ("broken", "Прерванная черта ¦"),
)
LONGEST_CELL = 5_000


class PeopleFileForm(Form):
    """A file or pasted rows, exactly one of them, and whose base they are."""

    hide_optional = True

    side = forms.ChoiceField(
        label="Кого загружаем", choices=[(Side.MENTOR, "Наставников"), (Side.MENTEE, "Наставляемых")]
    )
    model = forms.ChoiceField(label="Чья программа", choices=TargetModel.choices)
    file = forms.FileField(
        label="Файл Excel или CSV",
        required=False,
        help_text="До 20 МБ: xlsx, csv. Старый .xls откройте и сохраните как .xlsx.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    text = forms.CharField(
        label="Или вставьте строки",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Выделите строки в Excel вместе с заголовком, скопируйте и вставьте сюда.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError("Файл больше 20 МБ. Разделите его на части или вставьте строки.")
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("file")) == bool((data.get("text") or "").strip()):
            both = bool(data.get("file"))
            self.add_error(
                "file", "Выберите что-то одно: файл или строки." if both else "Выберите файл или вставьте строки."
            )
        return data


class ShapeForm(Form):
    """How the file is read; shown with what was found out."""

    encoding = forms.ChoiceField(label="Кодировка", choices=ENCODINGS)
    delimiter = forms.ChoiceField(label="Чем разделены столбцы", choices=SIGN_LABELS)
    sheet = forms.TypedChoiceField(label="Лист", coerce=int)
    first = forms.IntegerField(label="Заголовок начинается с заполненной строки", min_value=1, max_value=50)
    count = forms.TypedChoiceField(
        label="Строк в заголовке", coerce=int, choices=[(0, "нет заголовка"), (1, "1"), (2, "2"), (3, "3")]
    )

    def __init__(self, *args: Any, shape: Mapping[str, Any], sheets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {sign: name for name, sign in SIGNS.items()}
        encoding = "utf-8-sig" if shape["encoding"] == "utf-8" else shape["encoding"]
        first, count = shape["header"] or (0, 0)
        self.initial = {
            "encoding": encoding,
            "delimiter": names.get(shape["delimiter"], ""),
            "sheet": shape["sheet"] or 0,
            "first": first + 1,
            "count": count,
        }
        field_of(self, "sheet", forms.ChoiceField).choices = list(enumerate(sheets))
        if not shape["encoding"]:
            del self.fields["encoding"]
        if not shape["delimiter"]:
            del self.fields["delimiter"]
        if len(sheets) < 2:
            del self.fields["sheet"]

    def shape(self) -> Shape:
        data = self.cleaned_data
        return Shape(
            encoding=data.get("encoding", ""),
            delimiter=SIGNS.get(data.get("delimiter", ""), ""),
            sheet=data.get("sheet"),
            header=(data["first"] - 1, data["count"]),
        )


class PeopleColumnsForm(Form):
    """What every column of the file means, and what a row means that does not say."""

    hide_optional = True

    kind = forms.ChoiceField(label="Кто эти люди, если в таблице не сказано", choices=Person.Kind.choices)
    form = forms.ChoiceField(
        label="Форма наставничества, если в таблице не сказано",
        required=False,
        choices=[("", "не указывать"), *MentoringForm.choices],
    )

    def __init__(self, *args: Any, columns: Sequence[FileColumn], side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = [column for column in columns if not column.dropped]
        choices = [("", "не загружать"), *((m.key, m.label) for m in MEANINGS if side in m.sides)]
        for column in self.columns:
            self.fields[f"column-{column.number}"] = forms.ChoiceField(
                label=column.title or f"Столбец {column.number + 1}",
                choices=choices,
                required=False,
                initial=column.guess,
            )

    def rows(self) -> list[dict[str, Any]]:
        """For the template: every column that may be chosen, with its field."""
        return [{"column": column, "field": self[f"column-{column.number}"]} for column in self.columns]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        taken: dict[str, str] = {}
        for column in self.columns:
            name = f"column-{column.number}"
            meaning = data.get(name)
            if meaning and meaning in taken:
                self.add_error(name, f"То же выбрано для столбца «{taken[meaning]}». Оставьте одно.")
            elif meaning:
                taken[meaning] = str(self.fields[name].label)
        return data

    def chosen(self) -> dict[str, int]:
        values = ((self.cleaned_data[f"column-{column.number}"], column.number) for column in self.columns)
        return {meaning: number for meaning, number in values if meaning}


@dataclass(frozen=True, slots=True)
class Mending:
    """What was typed into bad cells, by (row, column), and answered to questions, by row; `seen` is their version."""

    seen: int = 0
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    answers: dict[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        """Fields `cell-<row>-<column>` and `answer-<row>`; whatever else was sent is passed over."""
        version = data.get("version", "")
        found = cls(int(version) if version.isdecimal() and len(version) < 9 else 0)
        for name in data:
            kind, *numbers = name.split("-")
            text = str(data.get(name, ""))
            if not all(number.isdecimal() and len(number) < 8 for number in numbers):
                continue
            if kind == "cell" and len(numbers) == 2:
                found.cells[int(numbers[0]), int(numbers[1])] = tidy(text[:LONGEST_CELL])
            elif kind == "answer" and len(numbers) == 1:
                found.answers[int(numbers[0])] = tidy(text[:20])
        return found

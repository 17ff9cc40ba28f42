"""«Версия для слабовидящих»: choices kept in one cookie, applied by app.css through `<html data-a11y="…">`."""

from dataclasses import dataclass

from django.http import HttpRequest

COOKIE = "a11y"
COOKIE_AGE = 365 * 24 * 60 * 60

# Field, its question, its choices; the first choice is the usual view and is not stored.
CHOICES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "size": (
        "Размер текста",
        (("100", "Обычный"), ("125", "125\u00a0%"), ("150", "150\u00a0%"), ("200", "200\u00a0%")),
    ),
    "scheme": (
        "Цвета",
        (
            ("usual", "Обычные"),
            ("white", "Чёрным по белому"),
            ("black", "Белым по чёрному"),
            ("blue", "Тёмно-синим по голубому"),
            ("beige", "Коричневым по бежевому"),
        ),
    ),
    "letters": ("Между буквами", (("1", "Обычно"), ("2", "Шире"), ("3", "Широко"))),
    "lines": ("Между строками", (("1", "Обычно"), ("2", "Шире"), ("3", "Широко"))),
    "face": ("Гарнитура", (("sans", "Без засечек"), ("serif", "С засечками"))),
    "images": ("Изображения", (("on", "Показывать"), ("off", "Не показывать"))),
}


def clean(marks: str) -> str:
    """Known choices only, in a fixed order: «size-150 scheme-black»."""
    wanted = set(marks.split())
    found = []
    for field, (_, choices) in CHOICES.items():
        found += [f"{field}-{value}" for value, _ in choices[1:] if f"{field}-{value}" in wanted][:1]
    return " ".join(found)


def chosen(request: HttpRequest) -> str:
    """What stands in `<html data-a11y>`; empty for the usual view."""
    return clean(request.COOKIES.get(COOKIE, "").replace(".", " "))


def as_values(marks: str) -> dict[str, str]:
    """{"size": "150", …} with the usual choice where nothing is chosen."""
    values = {field: choices[0][0] for field, (_, choices) in CHOICES.items()}
    return values | dict(mark.split("-", 1) for mark in marks.split())


@dataclass(frozen=True)
class Question:
    """One group of choices of the page; `options` are (value, label, chosen)."""

    field: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def questions(values: dict[str, str]) -> list[Question]:
    return [
        Question(field, label, tuple((value, name, value == values[field]) for value, name in choices))
        for field, (label, choices) in CHOICES.items()
    ]

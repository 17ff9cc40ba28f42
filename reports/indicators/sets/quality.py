"""How the programme itself is going: the same questions at every level, mostly counted by the program."""

from reports.indicators.measures import NUMBER
from reports.indicators.sets.model import IndicatorSet, Sketch

BY_PROGRAM = "По записям школ"

QUALITY = IndicatorSet(
    key="quality",
    name="Качество процесса",
    about="Карты, ход этапов, базы, пары, встречи и результат до и после. Почти всё программа считает сама.",
    basis="Состав предложен программой",
    sketches=(
        Sketch(
            "quality-maps",
            "1",
            "Школы с утверждённой дорожной картой",
            "Школы с утверждённой картой",
            "Всего школ",
            people=False,
            figures=("agreed", "schools"),
            method=BY_PROGRAM,
        ),
        Sketch(
            "quality-stages",
            "2",
            "Выполнено мероприятий дорожных карт",
            "Выполнено мероприятий",
            "Всего мероприятий в утверждённых картах",
            people=False,
            figures=("done", "activities"),
            method=BY_PROGRAM,
        ),
        Sketch(
            "quality-mentors",
            "3",
            "Наставники в базе",
            "Люди в базе наставников",
            unit=NUMBER,
            figures=("mentors", ""),
            method=BY_PROGRAM,
        ),
        Sketch(
            "quality-mentees",
            "4",
            "Наставляемые в базе",
            "Люди в базе наставляемых",
            unit=NUMBER,
            figures=("mentees", ""),
            method=BY_PROGRAM,
        ),
        Sketch(
            "quality-pairs",
            "5",
            "Действующие пары и группы",
            "Пары всех форм",
            unit=NUMBER,
            figures=("pairs", ""),
            method=BY_PROGRAM,
        ),
        Sketch(
            "quality-silent",
            "6",
            "Пары, которые давно не встречались",
            "Пары без встреч дольше порога",
            "Все действующие пары",
            less_is_better=True,
            figures=("silent", "pairs"),
            method=BY_PROGRAM,
        ),
        Sketch(
            "quality-meetings",
            "7",
            "Встреч на действующую пару за месяц",
            "Встречи за 30 дней",
            "Действующие пары",
            unit=NUMBER,
            figures=("meetings", "pairs"),
            method=BY_PROGRAM,
        ),
        Sketch(
            "quality-growth",
            "8",
            "Участники, чей результат за программу вырос",
            "Вырос результат «до / после»",
            "Прошли оба опроса",
            yearly=True,
            method="Опрос в начале и по завершении программы",
        ),
    ),
)

"""What is counted of a school. The rows behind every key are told by `reports.queries.sources`."""

from dataclasses import dataclass

from mentoring.models import MentoringForm


@dataclass(frozen=True, slots=True)
class Figure:
    """`people`: a number of people or of pairs, published above the school by the rule of small numbers.

    `how` is «как посчитано»; `parts_of`: the figures whose sum this one is a part of; `sum_of`: those it is added from,
    and then it is never counted apart; `listed`: whether a list of its rows may be opened at all, which answers
    promised to nobody are not.
    """

    key: str
    title: str
    how: str
    people: bool = False
    parts_of: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    listed: bool = True


FORM_KEYS = {f"pairs_{form.value}": form.label for form in MentoringForm}
SIDES = (("mentors", "Наставники", "наставника"), ("mentees", "Наставляемые", "наставляемого"))
OWED = "owed"
HOURS = "hours"
PAIRS = "pairs"

_ALL = (
    Figure("schools", "Школы", "Действующие школы без методических кабинетов"),
    Figure("agreed", "Школы с утверждённой картой", "Есть дорожная карта учебного года, утверждённая приказом"),
    Figure("activities", "Мероприятия", "Мероприятия утверждённых карт года, кроме отменённых"),
    Figure("done", "Выполнено", "У мероприятия не осталось невыполненных сроков"),
    Figure("overdue", "Просрочено", "Есть срок, который прошёл, а мероприятие не выполнено"),
    Figure("orders", "Приказы", "Приказы, зарегистрированные в учебном году"),
    Figure(
        OWED,
        "Отчёты не сданы",
        "Отчёты по открытым запросам, которые ещё не сданы, возвращены или ждут новых полей",
    ),
    Figure("meetings", "Встречи за 30 дней", "Состоявшиеся встречи пар за последние 30 дней"),
    Figure(
        HOURS,
        "Часы встреч",
        "Отмеченные минуты состоявшихся встреч с начала учебного года, в полных часах",
        listed=False,
    ),
    Figure("mentors", "Наставники", "Люди базы наставников года, кроме вышедших; каждый один раз", people=True),
    Figure("mentees", "Наставляемые", "Люди базы наставляемых года, кроме вышедших; каждый один раз", people=True),
    Figure("waiting", "Ждут пару", "Наставляемые года, у которых пары ещё нет", people=True, parts_of=("mentees",)),
    Figure(
        "uncovered",
        "Без согласия",
        "Люди обеих баз без действующего согласия на обработку данных",
        people=True,
        parts_of=("mentors", "mentees"),
    ),
    Figure(
        key="silent",
        title="Пары без встреч",
        how="Действующие пары, где встреч нет дольше порога школы",
        people=True,
        parts_of=tuple(FORM_KEYS),
    ),
    *(
        figure
        for side, who, whom in SIDES
        for figure in (
            Figure(
                f"answered_{side}",
                f"{who}, ответившие на опрос",
                "Последний опрос об удовлетворённости; где его не было, итоговая анкета",
                people=True,
                listed=False,
            ),
            Figure(
                f"content_{side}",
                f"{who}, довольные участием",
                f"Средняя оценка {whom} не ниже порога школы, по умолчанию 7 из 10",
                people=True,
                parts_of=(f"answered_{side}",),
                listed=False,
            ),
        )
    ),
    Figure(
        PAIRS,
        "Пары и группы",
        "Действующие пары и группы года, сумма всех форм",
        people=True,
        sum_of=tuple(FORM_KEYS),
    ),
    *(
        Figure(key, f"Пары «{label}»", f"Действующие пары и группы года, форма «{label}»", people=True)
        for key, label in FORM_KEYS.items()
    ),
)
FIGURES: dict[str, Figure] = {figure.key: figure for figure in _ALL}
COUNTED: dict[str, Figure] = {key: figure for key, figure in FIGURES.items() if not figure.sum_of}
SUMS: dict[str, Figure] = {key: figure for key, figure in FIGURES.items() if figure.sum_of}
OF_SCHOOL = tuple(key for key in FIGURES if key != "schools")  # what a school is told of, in the order of tables


def is_of_people(key: str) -> bool:
    return key in FIGURES and FIGURES[key].people


def counted_parts(key: str) -> tuple[str, ...]:
    """What has to be counted for a figure: itself, or those it is the sum of."""
    return FIGURES[key].sum_of or (key,)

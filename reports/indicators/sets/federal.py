"""The six shares that the annex of order Р-145 aims at, year by year.

The year of the annex is the calendar year in which a school year begins: by its end in December the share is measured.
The annex names no aim after 2024, so later years have none until the organization sets one.
"""

from reports.indicators.sets.model import MUNICIPALITY, REGION, IndicatorSet, Sketch

YEARS = (2020, 2021, 2022, 2023, 2024)


def _by_year(*values: int) -> dict[int, int]:
    return dict(zip(YEARS, values, strict=True))


LISTS = "Списки участников, закреплённые приказом; численность — на отчётную дату"
SURVEY = "Опрос участников по завершении программы или этапа"
TAKES_PART, MENTORS, PARTNERS = _by_year(10, 20, 35, 50, 70), _by_year(2, 4, 6, 8, 10), _by_year(2, 4, 8, 20, 30)
CONTENT = _by_year(50, 55, 60, 70, 85)

FEDERAL = IndicatorSet(
    key="federal",
    name="Целевая модель наставничества: шесть показателей",
    about="Охват детей, молодых учителей и предприятий, удовлетворённость участников. Цели заданы на 2020–2024 годы.",
    basis="Приложение к распоряжению Минпросвещения России от 25.12.2019 № Р-145",
    sketches=(
        Sketch(
            "federal-1",
            "1",
            "Дети и подростки 10–19 лет, вошедшие в программы наставляемыми",
            "Вошли наставляемыми",
            "Всего детей и подростков 10–19 лет",
            yearly=True,
            method=LISTS,
            targets=TAKES_PART,
        ),
        Sketch(
            "federal-2",
            "2",
            "Дети и подростки 15–19 лет, вошедшие в программы наставниками",
            "Вошли наставниками",
            "Всего детей и подростков 15–19 лет",
            yearly=True,
            method=LISTS,
            targets=MENTORS,
        ),
        Sketch(
            "federal-3",
            "3",
            "Молодые учителя со стажем до трёх лет, вошедшие в программы наставляемыми",
            "Вошли наставляемыми",
            "Всего учителей со стажем до трёх лет",
            yearly=True,
            method=LISTS,
            targets=TAKES_PART,
        ),
        Sketch(
            "federal-4",
            "4",
            "Предприятия и организации, давшие программам своих наставников",
            "Дали наставников",
            "Всего предприятий и организаций",
            level=MUNICIPALITY,
            yearly=True,
            people=False,
            method="Договоры о партнёрстве; общее число предприятий даёт регион",
            targets=PARTNERS,
            aimed=(MUNICIPALITY, REGION),
        ),
        Sketch(
            "federal-5",
            "5",
            "Наставляемые, довольные участием в программе",
            "Довольны участием",
            "Всего опрошено наставляемых",
            yearly=True,
            figures=("content_mentees", "answered_mentees"),
            method=SURVEY,
            targets=CONTENT,
        ),
        Sketch(
            "federal-6",
            "6",
            "Наставники, довольные участием в программе",
            "Довольны участием",
            "Всего опрошено наставников",
            yearly=True,
            figures=("content_mentors", "answered_mentors"),
            method=SURVEY,
            targets=CONTENT,
        ),
    ),
)

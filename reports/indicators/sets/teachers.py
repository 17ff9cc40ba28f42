"""The eight rows of a municipal table on young teachers and their mentors.

Its column of plans is empty in the published order, so nothing is aimed at: «план не задан» until somebody sets one.
One row has no number in the original; it has none here.
"""

from reports.indicators.measures import YES_NO
from reports.indicators.sets.model import MUNICIPALITY, IndicatorSet, Sketch

MONITORING = "Мониторинг программы наставничества"
COURSES = "Мониторинг потребности в курсовой подготовке"

TEACHERS = IndicatorSet(
    key="teachers",
    name="Молодые специалисты и наставники: муниципальная таблица",
    about="Восемь строк о поддержке молодых педагогов. Планов в исходной таблице нет: их задаёте вы.",
    basis="Таблица показателей приказа управления образования городского округа Клин",
    sketches=(
        Sketch(
            "teachers-1",
            "1",
            "Педагоги, которые поддерживают молодых коллег",
            "Участвуют в поддержке",
            "Всего педагогов",
            method=MONITORING,
        ),
        Sketch(
            "teachers-2",
            "2",
            "Школы, где действует модель наставничества педагогов",
            "Школы с моделью",
            "Всего школ",
            people=False,
            method=MONITORING,
        ),
        Sketch(
            "teachers-3",
            "3",
            "Наставнические пары, участвовавшие в конкурсе «Педагогический дуэт»",
            "Участвовали в конкурсе",
            "Всего наставнических пар",
            method=MONITORING,
        ),
        Sketch(
            "teachers-deficits",
            "",
            "Педагоги, преодолевшие профессиональные дефициты",
            "Преодолели дефициты",
            "Всего с выявленными дефицитами",
            method="Анализ результатов региональной оценки компетенций",
        ),
        Sketch(
            "teachers-4",
            "4",
            "Молодые педагоги (до трёх лет), прошедшие оценку компетенций",
            "Прошли оценку",
            "Всего молодых педагогов",
            method="Мониторинг профессиональных компетенций",
        ),
        Sketch(
            "teachers-5",
            "5",
            "Молодые педагоги, прошедшие курсы",
            "Прошли курсы",
            "Всего молодых педагогов",
            method=COURSES,
        ),
        Sketch(
            "teachers-6",
            "6",
            "Наставники, обученные как тьюторы",
            "Обучены как тьюторы",
            "Всего наставников",
            method=COURSES,
        ),
        Sketch(
            "teachers-7",
            "7",
            "Есть банк успешных педагогических практик",
            "Банк практик ведётся",
            unit=YES_NO,
            level=MUNICIPALITY,
            people=False,
            method="Страница методического кабинета на сайте",
        ),
    ),
)

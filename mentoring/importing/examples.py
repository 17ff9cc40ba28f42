"""Two invented rows of each template: they show how to fill it in, and are never loaded."""

from datetime import date

from mentoring.entries import Entry, Kin
from mentoring.models import Side

EXAMPLES = {
    Side.MENTOR.value: (
        Entry(
            last_name="Образцова",
            first_name="Пример",
            patronymic="Примеровна",
            gender="f",
            kind="teacher",
            birth_date=date(1980, 3, 1),
            phone="+7 900 000-00-01",
            email="primer@example.org",
            position="учитель математики",
            workplace="наша школа",
            forms=("teacher_pupil",),
            competences=("подготовка к олимпиадам", "классное руководство"),
            subjects=("математика",),
            age_from=12,
            age_to=16,
            time_resource="2 часа в неделю",
            capacity=2,
            side="mentor",
            model="pupil",
            school_year=0,
        ),
        Entry(
            last_name="Примеров",
            first_name="Образец",
            kind="employee",
            birth_year=1975,
            phone="8 (900) 000-00-02",
            position="инженер",
            workplace="ООО «Пример»",
            forms=("employer_pupil",),
            competences=("проектная работа",),
            side="mentor",
            model="pupil",
            school_year=0,
        ),
    ),
    Side.MENTEE.value: (
        Entry(
            last_name="Образцов",
            first_name="Пример",
            patronymic="Примерович",
            gender="m",
            kind="pupil",
            birth_date=date(2013, 5, 12),
            class_name="7 «Б»",
            forms=("teacher_pupil",),
            subjects=("математика",),
            request="подтянуть алгебру",
            request_source="class_teacher",
            guardian=Kin(
                last_name="Образцова",
                first_name="Проба",
                patronymic="Примеровна",
                relation="mother",
                phone="+7 900 000-00-03",
            ),
            side="mentee",
            model="pupil",
            school_year=0,
        ),
        Entry(
            last_name="Примерова",
            first_name="Образчик",
            kind="teacher",
            birth_year=2001,
            email="novaya@example.org",
            position="учитель начальных классов",
            forms=("teacher_teacher",),
            categories=("novice",),
            request="уверенно вести урок",
            side="mentee",
            model="pupil",
            school_year=0,
        ),
    ),
}


FACES = frozenset(
    (example.last_name, example.first_name, example.birth_date, example.birth_year)
    for examples in EXAMPLES.values()
    for example in examples
)


def is_example(entry: Entry) -> bool:
    """A row of the template that was not removed."""
    return (entry.last_name, entry.first_name, entry.birth_date, entry.birth_year) in FACES

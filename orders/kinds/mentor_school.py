"""№ 9: «Школа наставников», the training of mentors."""

from dataclasses import replace

from orders.blocks import Column
from orders.kinds.base import Ask, Facts, Kind, Line, Source, Template
from orders.kinds.sources import Reader, employee
from orders.kinds.tables import blank_appendix
from orders.wording import Value, Who

COLUMNS = (
    Column("Тема занятия", 700),
    Column("Часы", 160, "center"),
    Column("Форма занятия", 360),
    Column("Дата", 260, "center"),
    Column("Ведущий", 360),
)
LESSONS = (
    ("Зачем нужна программа наставничества и кто в ней участвует", 2, "лекция"),
    ("Наставник и наставляемый: доверие, границы, этика", 3, "тренинг"),
    ("Первая и пробная встречи", 2, "практикум"),
    ("Как вместе поставить цель и составить программу", 3, "практикум"),
    ("Обратная связь и вопросы, которые помогают думать", 3, "тренинг"),
    ("Трудные случаи: когда обратиться к куратору и психологу", 3, "разбор случаев"),
    ("Итоги работы пары и защита своего опыта", 2, "круглый стол"),
)
TEMPLATE = Template(
    title="О проведении обучения «Школа наставников»",
    preamble="В соответствии с {bases} и в целях подготовки наставников к работе",
    lines=(
        Line("Провести с {starts} по {ends} обучение наставников «Школа наставников»."),
        Line("Утвердить программу обучения объёмом {hours:час|часа|часов} (приложение)."),
        Line("Ответственным за обучение назначить {responsible:with_post:acc}."),
        Line("{responsible:dat:short}:"),
        Line("Составить расписание занятий и сообщить о нём наставникам до {starts}.", level=1),
        Line("Вести учёт посещения и внести сведения об обучении в карточки наставников.", level=1),
        Line("Наставникам посетить занятия; прошедшим обучение выдать сертификаты."),
    ),
)


def gather(source: Source, facts: Facts) -> Facts:
    reader = Reader(source)
    values: dict[str, Value] = {"hours": sum(hours for _, hours, _ in LESSONS)}
    values |= {name: source.params[name] for name in ("starts", "ends") if source.params.get(name)}
    named: tuple[Who, ...] = ()
    if responsible := reader.employee("responsible"):
        values["responsible"] = employee(responsible)
        named = (employee(responsible),)
    appendix = blank_appendix(
        "Программа обучения «Школа наставников»",
        COLUMNS,
        issuer=facts.issuer.short_name,
        approved="УТВЕРЖДЕНА",
        filled=[(title, str(hours), form, "", "") for title, hours, form in LESSONS],
    )
    return replace(facts, values={**facts.values, **values}, appendices=(appendix,), acquainted=named)


KIND = Kind(
    key="mentor_school",
    name="О проведении «Школы наставников»",
    group="Люди и пары",
    template=TEMPLATE,
    gather=gather,
    labels={"starts": "начало", "ends": "окончание", "responsible": "ответственный", "hours": "часы"},
    asks=(
        Ask("starts", "Начало", "date"),
        Ask("ends", "Окончание", "date"),
        Ask("responsible", "Ответственный", "staff"),
    ),
    levels=frozenset({"school", "municipality"}),
)

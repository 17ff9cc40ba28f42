"""Facts of three invented organizations for every kind: long names, people without patronymics, groups."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from orders.blocks import Letterhead, Signature
from orders.kinds import ALL
from orders.kinds.base import Facts, Issuer, Kind
from orders.kinds.tables import pair_table, people_appendix
from orders.wording import Phrase, Value, Who

BASES = ("распоряжением Министерства просвещения Российской Федерации от 25.12.2019 № Р-145",)
DAYS = {"starts": date(2026, 9, 1), "ends": date(2027, 5, 31), "due": date(2026, 10, 1), "until": date(2027, 8, 31)}
# Of lines that exclude one another those are shown that stand without these values.
ABSENT = {"roadmap_approval": ("official",), "pairs": ("coordinator", "unattended")}
KINDS = tuple(kind for kind in ALL if kind.template.lines)


class Place:
    """An organization with its people."""

    def __init__(self, name: str, short: str, head: Who, staff: Who, pairs: tuple[tuple[Who, tuple[Who, ...]], ...]):
        initials = "".join(f"{part[0]}." for part in (head.first_name, head.patronymic) if part)
        self.issuer = Issuer(
            letterhead=Letterhead("Управление образования Вымышленского района", name, short),
            short_name=short,
            place="г. Вымышленск",
            signature=Signature(head.post, f"{initials}\u00a0{head.last_name}"),
        )
        self.name, self.head, self.staff, self.pairs = name, head, staff, pairs


LONG = Place(
    "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа с углублённым изучением "
    "отдельных предметов № 17 имени академика А.А. Вымышленского»",
    "МБОУ «СОШ № 17 им. А.А. Вымышленского»",
    Who("Белых-Константинопольская", "Александра", "Константиновна", "f", "Директор"),
    Who("Коваль-Преображенский", "Мстислав", "Всеволодович", "m", "заместитель директора по воспитательной работе"),
    (
        (
            Who("Черных", "Анна", "Фёдоровна", "f", "учитель начальных классов"),
            (Who("Осокина", "Нелли", "Сергеевна", "f", "ученица 7 «А» класса"),),
        ),
    ),
)
SHORT = Place(
    "Школа № 3",
    "Школа № 3",
    Who("Мамедов", "Вугар", "", "m", "Директор"),
    Who("Ким", "Ольга", "", "f", "педагог-психолог"),
    ((Who("Ли", "Пётр", "", "m", "учитель физики"), (Who("Дюма", "Анна", "", "f", "ученица 9 класса"),)),),
)
GROUPS = Place(
    "Муниципальное автономное общеобразовательное учреждение «Лицей «Пример»",
    "МАОУ «Лицей «Пример»",
    Who("Заведенская", "Ирина", "Ильинична", "f", "Директор"),
    Who("Пробный", "Олег", "Кузьмич", "m", "заместитель директора"),
    (
        (
            Who("Сорока", "Павел", "Ильич", "m", "учитель истории"),
            (
                Who("Быстрых", "Мария", "Олеговна", "f", "ученица 6 класса"),
                Who("Шевченко", "Тарас", "Иванович", "m", "ученик 6 класса"),
                Who("Орлова", "Любовь", "Петровна", "f", "ученица 7 класса"),
            ),
        ),
        (
            Who("Никитина", "Вера", "Львовна", "f", "учитель музыки"),
            (
                Who("Седых", "Глеб", "Юрьевич", "m", "ученик 8 класса"),
                Who("Гоголь", "Яна", "", "f", "ученица 8 класса"),
            ),
        ),
    ),
)
WITH_TABLES = ("completion", "pairs", "mentors", "municipal_awards")
PLACES = {"long": LONG, "short": SHORT, "groups": GROUPS}


def facts_of(kind: Kind, place: Place) -> Facts:
    """Every value the kind may name, so that a hole in the text is a mistake of its template."""
    mentor, mentees = place.pairs[0]
    people = [who for pair_mentor, members in place.pairs for who in (pair_mentor, *members)]
    about = ("учитель – ученик", "Алгебра без страха", DAYS["starts"], DAYS["ends"])
    rows = [(each, members, *about) for each, members in place.pairs]
    return Facts(
        issuer=place.issuer,
        values=_values(kind, place, mentor, mentees),
        lists={
            "curators": tuple({"curator": who} for who in (place.staff, place.head)),
            "thanked": tuple({"person": who} for who in people),
            "awarded": tuple({"person": who} for who in people),
            "lines": ({"line": "подготовить повестку"}, {"line": "разослать приглашения"}),
            "points": ({"point": "Провести совещание."}, {"point": "Подготовить протокол."}),
        },
        bases=BASES,
        appendices=(
            people_appendix("Список участников", people, issuer=place.issuer.short_name),
            pair_table("Пары и группы", rows, issuer=place.issuer.short_name),
        )
        if kind.key in WITH_TABLES
        else (),
        acquainted=(place.staff, mentor),
        controller=place.staff if place is GROUPS else None,
        executor="Исполнительный Иван Ильич, 8 (000) 000-00-00",
    )


def _values(kind: Kind, place: Place, mentor: Who, mentees: tuple[Who, ...]) -> Mapping[str, Value]:
    whens = {line.when.removeprefix("!") for line in kind.template.lines if line.when}
    named: dict[str, Any] = {
        **dict.fromkeys(whens, "да"),
        **dict.fromkeys(("coordinator", "responsible", "curator", "chair", "new"), place.staff),
        **dict.fromkeys(("mentor", "old"), mentor),
        **DAYS,
        "mentees": mentees,
        "school": Phrase(place.name),
        "year": "2026/2027 учебный год",
        "today": date(2026, 9, 1),
        "day": date(2027, 5, 20),
        "report": date(2027, 6, 10),
        "order_date": date(2026, 10, 1),
        "order_number": "71-од",
        "changes": "в пункте 2 слова «до 1 октября» заменить словами «до 15 октября»",
        "subject": "наставничества обучающихся",
        "period": "2026/2027 учебный год",
        "minutes": "от 28.08.2026 № 1",
        "forms": "«учитель – ученик»",
        "heading": "О продлении срока программы наставничества",
        "reason": "увольнением наставника",
        "stage": "первого этапа (оценка качества программы)",
        "event": "Нас учат наставники",
        "venue": "актовый зал",
        "merit": "личный вклад в развитие наставничества",
        "title": "О проведении совещания",
        "aim": "обмена опытом",
        "mentors_count": 21,
        "hours": 18,
        "done": len(place.pairs),
        "curators": (place.staff,),
        "pairs_count": len(place.pairs),
        "programmes": date(2026, 9, 15),
        "name": "Ярмарка «Наставник рядом»",
        "number": "3.2",
        "roadmap": "Дорожная карта наставничества на 2026/2027 учебный год",
        "approval": "приказ от 01.09.2026 № 71-од",
        "term": "октябрь 2026 г.",
        "result": "протокол ярмарки",
    }
    named |= dict.fromkeys(ABSENT.get(kind.key, ()), "")
    return {name: named[name] for name in {*kind.labels, *whens, "year", "today"} if name in named}

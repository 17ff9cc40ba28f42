"""The invented tree: a region, two municipalities, six schools and a methodical office."""

from dataclasses import dataclass, field

from core.viewer import SYSTEM_VIEWER
from schools.actions import create_organization
from schools.models import Organization

REGION = "demo-region"


@dataclass(frozen=True)
class Place:
    code: str
    level: str
    above: str
    short_name: str
    full_name: str
    body: str = "school"
    requisites: dict[str, str] = field(default_factory=dict)


TOWN = {"place": "г. Примерск", "parent_body": "Управление образования Примерского городского округа"}
COUNTRY = {"place": "пос. Образцовый", "parent_body": "Отдел образования Образцовского района"}
SCHOOL_OF_TOWN = "Муниципальное бюджетное общеобразовательное учреждение «{}» Примерского городского округа"
SCHOOL_OF_COUNTRY = "Муниципальное бюджетное общеобразовательное учреждение «{}» Образцовского района"

PLACES = (
    Place(REGION, "region", "", "Примерская область", "Министерство образования Примерской области"),
    Place(
        "demo-town",
        "municipality",
        REGION,
        "Примерский городской округ",
        "Управление образования Примерского городского округа",
        requisites={"place": "г. Примерск", "genitive_name": "Управления образования Примерского городского округа"},
    ),
    Place(
        "demo-country",
        "municipality",
        REGION,
        "Образцовский район",
        "Отдел образования Образцовского района",
        requisites={"place": "пос. Образцовый", "genitive_name": "Отдела образования Образцовского района"},
    ),
    Place(
        "demo-office",
        "school",
        "demo-town",
        "Методкабинет",
        "Муниципальный методический кабинет Примерского городского округа",
        "methodical_office",
        TOWN,
    ),
    Place(
        "demo-school-1",
        "school",
        "demo-town",
        "СОШ № 1",
        SCHOOL_OF_TOWN.format("Средняя общеобразовательная школа № 1"),
        requisites=TOWN
        | {
            "genitive_name": "муниципального бюджетного общеобразовательного учреждения "
            "«Средняя общеобразовательная школа № 1» Примерского городского округа",
            "address": "000000, г. Примерск, ул. Учебная, д. 1",
            "phone": "8 (000) 000-00-01",
            "email": "school1@demo.example",
            "tax_number": "0000000000",
            "web_pages": "school1.demo.example",
        },
    ),
    Place(
        "demo-school-2",
        "school",
        "demo-town",
        "СОШ № 2",
        SCHOOL_OF_TOWN.format("Средняя общеобразовательная школа № 2"),
        requisites=TOWN,
    ),
    Place(
        "demo-school-3", "school", "demo-town", "Гимназия № 3", SCHOOL_OF_TOWN.format("Гимназия № 3"), requisites=TOWN
    ),
    Place(
        "demo-school-4",
        "school",
        "demo-country",
        "Лицей № 4",
        SCHOOL_OF_COUNTRY.format("Лицей № 4"),
        requisites=COUNTRY,
    ),
    Place(
        "demo-school-5",
        "school",
        "demo-country",
        "Образцовская СОШ",
        SCHOOL_OF_COUNTRY.format("Образцовская средняя общеобразовательная школа"),
        requisites=COUNTRY,
    ),
    Place(
        "demo-school-6",
        "school",
        "demo-country",
        "Дом творчества",
        "Муниципальное учреждение дополнительного образования «Дом творчества» Образцовского района",
        "additional",
        COUNTRY,
    ),
)


def make_places() -> dict[str, Organization]:
    """Organizations by code. Runs in the system scope."""
    made: dict[str, Organization] = {}
    for place in PLACES:
        made[place.code] = create_organization(
            place.level,
            made.get(place.above),
            by=SYSTEM_VIEWER,
            code=place.code,
            short_name=place.short_name,
            full_name=place.full_name,
            body=place.body,
            time_zone="" if place.above else "Europe/Moscow",
            **place.requisites,
        )
    return made

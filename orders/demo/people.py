"""Invented people of every role. All sign in with one password that is printed for the local run."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from schools.actions import PersonCard, save_membership
from schools.models import Membership, Organization
from schools.queries import personas

PASSWORD = "uchebny-primer-2026"  # noqa: S105 - printed for everybody, works on the local run only
DOMAIN = "demo.example"


@dataclass(frozen=True)
class Persona:
    """`login` is the part of the address before @; one login in two organizations is one account."""

    login: str
    place: str
    roles: tuple[str, ...]
    name: str
    post: str


PERSONAS = (
    Persona("region", "demo-region", (Role.REGION_OFFICIAL,), "Макетова Римма Львовна", "главный специалист"),
    Persona("operator", "demo-region", (Role.REGION_OPERATOR,), "Эскизов Олег Юрьевич", "методист центра"),
    Persona("town", "demo-town", (Role.MUNICIPAL_OFFICIAL,), "Начальникова Инна Олеговна", "начальник управления"),
    Persona("methodist", "demo-town", (Role.MUNICIPAL_METHODIST,), "Методичкина Нина Романовна", "методист"),
    Persona("country", "demo-country", (Role.MUNICIPAL_OFFICIAL,), "Районов Егор Ильич", "начальник отдела"),
    Persona("office", "demo-office", (Role.COORDINATOR,), "Кабинетова Зоя Павловна", "заведующая кабинетом"),
    Persona("director", "demo-school-1", (Role.DIRECTOR,), "Директорова Ольга Викторовна", "директор"),
    Persona(
        "coordinator", "demo-school-1", (Role.COORDINATOR,), "Примерова Светлана Андреевна", "заместитель директора"
    ),
    Persona("curator", "demo-school-1", (Role.CURATOR,), "Образцова Анна Петровна", "учитель математики"),
    Persona("curator2", "demo-school-1", (Role.CURATOR,), "Тестов Михаил Васильевич", "учитель физики"),
    Persona("psychologist", "demo-school-1", (Role.PSYCHOLOGIST,), "Вдумчивая Дарья Сергеевна", "педагог-психолог"),
    Persona("mentor", "demo-school-1", (Role.MENTOR,), "Опытнова Мария Фёдоровна", "учитель математики"),
    Persona("mentee", "demo-school-1", (Role.MENTEE,), "Азбукина Ева Марковна", "6 «А»"),
    Persona("director2", "demo-school-2", (Role.DIRECTOR,), "Условная Галина Ивановна", "директор"),
    Persona("coordinator2", "demo-school-2", (Role.COORDINATOR,), "Пробина Елена Андреевна", "методист"),
    Persona("curator2", "demo-school-3", (Role.COORDINATOR,), "Тестов Михаил Васильевич", "методист"),
    Persona("coordinator4", "demo-school-4", (Role.COORDINATOR,), "Вымышлева Юлия Олеговна", "заместитель директора"),
    Persona("director5", "demo-school-5", (Role.DIRECTOR,), "Заглавнова Нина Юрьевна", "директор"),
    Persona("coordinator5", "demo-school-5", (Role.COORDINATOR,), "Учебнова Алла Павловна", "учитель истории"),
    Persona("director6", "demo-school-6", (Role.DIRECTOR,), "Творцова Майя Ильинична", "директор"),
    Persona("coordinator6", "demo-school-6", (Role.COORDINATOR,), "Черновикова Рита Олеговна", "методист"),
)


def make_people(places: dict[str, Organization]) -> dict[str, Membership]:
    """Memberships by «login@place»; the password is hashed once. Runs in the system scope."""
    secret, accounts, made = make_password(PASSWORD), {}, {}
    for persona in PERSONAS:
        if persona.login not in accounts:
            accounts[persona.login] = _account(persona.login, secret)
        last, first, *rest = persona.name.split()
        gender = "f" if last.endswith(("а", "ая")) else "m"
        card = PersonCard(last, first, " ".join(rest), gender, persona.post)
        place = places[persona.place]
        made[f"{persona.login}@{persona.place}"] = save_membership(
            place, accounts[persona.login], card, roles=[str(role) for role in persona.roles]
        )
    return made


def _account(login: str, secret: str) -> User:
    account = User.objects.create(email=f"{login}@{DOMAIN}", password=secret)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def sign_ins() -> list[str]:
    """One line per person: address, password, role, organization."""
    with tenancy.tx(SYSTEM):
        people = personas()
    return [
        f"{person.account.email:<28} {PASSWORD}   {', '.join(person.role_names())}, {person.organization.short_name}"
        for person in people
    ]

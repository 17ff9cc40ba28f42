"""People of a school's programme. A card belongs to one organization; an account is something else."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Lower, Replace

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantModel, TenantQuerySet
from core.tenancy import Scope
from core.words import full_name, with_initials
from schools.models import Invitation

ADULT, SIGNS_BESIDE_PARENT = 18, 14  # full years: domain rules of consent


def age_on(born: date, day: date) -> int:
    """Full years on the day; who is born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Partner(TenantModel):
    """An enterprise, university, college or other body that gives mentors."""

    name = models.CharField("название", max_length=300)
    tax_number = models.CharField("ИНН", max_length=12, blank=True)
    agreement = models.CharField("соглашение о сотрудничестве", max_length=200, blank=True)

    class Meta:
        verbose_name = "партнёр"
        verbose_name_plural = "партнёры"
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="partner_name_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="partner_municipality"),
            models.Index(fields=["region_id"], name="partner_region"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(TenantQuerySet):
    def present(self) -> Self:
        """Those whose data may be worked with: not left, not blocked, not anonymised."""
        return self.filter(status=Person.Status.ACTIVE)


class Person(PersonalModel):
    """A card; also read by whom it is about and by the other side of a pair.

    `search_name` is kept by the database: lower case, ё as е, last name first.
    """

    tenant_class = "person"

    class Gender(models.TextChoices):
        MALE = "m", "мужской"
        FEMALE = "f", "женский"

    class Kind(models.TextChoices):
        PUPIL = "pupil", "ученик"
        TEACHER = "teacher", "педагог"
        PARENT = "parent", "родитель"
        GRADUATE = "graduate", "выпускник"
        STUDENT = "student", "студент"
        EMPLOYEE = "employee", "сотрудник предприятия"
        ENTREPRENEUR = "entrepreneur", "предприниматель"
        VETERAN = "veteran", "ветеран педагогического труда"
        OTHER = "other", "другое"

    class Status(models.TextChoices):
        ACTIVE = "active", "Участвует"
        LEFT = "left", "Ушёл"
        BLOCKED = "blocked", "Обработка остановлена"
        ANONYMISED = "anonymised", "Обезличен"

    STOPPED = (Status.BLOCKED, Status.ANONYMISED)  # whose data may not be worked with

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="вход", db_index=False
    )
    invitation = TenantForeignKey(
        Invitation, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name="приглашение"
    )  # the one sent from the card: whoever accepts it is this person
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    search_name = models.GeneratedField(
        expression=Replace(
            Lower(Concat("last_name", Value(" "), "first_name", Value(" "), "patronymic")), Value("ё"), Value("е")
        ),
        output_field=models.CharField(max_length=302),
        db_persist=True,
    )
    gender = models.CharField("пол", max_length=1, choices=Gender.choices, blank=True)
    birth_date = models.DateField("дата рождения", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("год рождения", null=True, blank=True)  # where the date is unknown
    phone = models.CharField("телефон", max_length=60, blank=True)  # as it was written, never rejected
    email = models.EmailField("эл. почта", blank=True)
    kind = models.CharField("кто", max_length=12, choices=Kind.choices)
    class_name = models.CharField("класс", max_length=20, blank=True)
    position = models.CharField("должность", max_length=200, blank=True)
    workplace = models.CharField("место работы или учёбы", max_length=300, blank=True)
    partner = TenantForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name="партнёр"
    )
    status = models.CharField("состояние", max_length=10, choices=Status.choices, default=Status.ACTIVE)
    left_on = models.DateField("ушёл", null=True, blank=True)
    left_reason = models.CharField("почему ушёл", max_length=200, blank=True)
    blocked_at = models.DateTimeField("обработка остановлена", null=True, blank=True)
    anonymised_at = models.DateTimeField("обезличен", null=True, blank=True)
    created_at = models.DateTimeField("добавлен")
    version = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        indexes = [
            models.Index(fields=["organization", "search_name"], name="person_name"),
            models.Index(fields=["organization", "birth_date"], name="person_birth"),
            models.Index(
                fields=["organization", "search_name"],
                name="person_archive",
                condition=Q(status__in=["left", "blocked"]),
            ),
            models.Index(fields=["municipality_id"], name="person_municipality"),
            models.Index(fields=["region_id"], name="person_region"),
            models.Index(fields=["account"], name="person_account", condition=Q(account__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.full_name

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(pk__in=scope.persons)

    @property
    def full_name(self) -> str:
        return full_name(self.last_name, self.first_name, self.patronymic)

    @property
    def short_name(self) -> str:
        """«Примеров И. С.», with no-break spaces."""
        return with_initials(self.last_name, self.first_name, self.patronymic)

    @property
    def is_stopped(self) -> bool:
        return self.status in self.STOPPED

    @property
    def known_birth_year(self) -> int | None:
        return self.birth_date.year if self.birth_date else self.birth_year

    def age(self, day: date) -> int | None:
        return age_on(self.birth_date, day) if self.birth_date else None

    def is_minor(self, day: date) -> bool:
        """A pupil whose birth date is unknown counts as a minor: the safe side."""
        age = self.age(day)
        return self.kind == self.Kind.PUPIL if age is None else age < ADULT


OWN_PEOPLE = (Person.Kind.TEACHER, Person.Kind.PUPIL)  # looked at by the school when they came


class Guardian(PersonalModel):
    """A legal representative of a minor. No identity papers are kept: they are written on the blank by hand."""

    class Relation(models.TextChoices):
        MOTHER = "mother", "мать"
        FATHER = "father", "отец"
        GUARDIAN = "guardian", "опекун или попечитель"
        OTHER = "other", "другой законный представитель"

    person = TenantForeignKey(Person, models.CASCADE, related_name="guardians", verbose_name="ребёнок")
    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    gender = models.CharField("пол", max_length=1, choices=Person.Gender.choices, blank=True)
    relation = models.CharField("кем приходится", max_length=10, choices=Relation.choices)
    phone = models.CharField("телефон", max_length=60, blank=True)
    email = models.EmailField("эл. почта", blank=True)
    removed_at = models.DateTimeField("больше не представитель", null=True, blank=True)

    class Meta:
        verbose_name = "законный представитель"
        verbose_name_plural = "законные представители"
        indexes = [
            models.Index(fields=["organization", "person"], name="guardian_person"),
            models.Index(fields=["municipality_id"], name="guardian_municipality"),
            models.Index(fields=["region_id"], name="guardian_region"),
        ]

    def __str__(self) -> str:
        return full_name(self.last_name, self.first_name, self.patronymic)

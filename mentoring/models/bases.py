"""The two bases: who takes part in which school year, what is offered and what is asked for."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantQuerySet
from core.tenancy import Scope
from mentoring.models.people import Person
from mentoring.models.programme import MentoringForm, Side, TargetModel, TimeSlot


def words(name: str, longest: int = 120) -> ArrayField:
    """A list of short words or phrases, in the order they were given."""
    return ArrayField(models.CharField(max_length=longest), verbose_name=name, default=list, blank=True)


def chosen(name: str, choices: type[models.TextChoices], longest: int = 16) -> ArrayField:
    inner = models.CharField(max_length=longest, choices=choices.choices)
    return ArrayField(inner, verbose_name=name, default=list, blank=True)


class ParticipationQuerySet(TenantQuerySet):
    def of_year(self, school_year: int) -> Self:
        return self.filter(school_year=school_year)

    def listed(self) -> Self:
        """Rows of people whose data may be worked with."""
        return self.filter(person__status=Person.Status.ACTIVE)


class Participation(PersonalModel):
    """A row of an official base: person × school year × side × target model."""

    class State(models.TextChoices):
        WAITING = "waiting", "Ждёт пару"
        PAIRED = "paired", "В паре"
        COMPLETED = "completed", "Завершил"
        LEFT = "left", "Вышел"

    person = TenantForeignKey(Person, models.CASCADE, related_name="participations", verbose_name="человек")
    school_year = models.PositiveSmallIntegerField("учебный год")  # its first calendar year
    side = models.CharField("в программе", max_length=6, choices=Side.choices)
    model = models.CharField("модель", max_length=7, choices=TargetModel.choices)
    forms = chosen("формы наставничества", MentoringForm)
    state = models.CharField("состояние", max_length=9, choices=State.choices, default=State.WAITING)
    waiting_since = models.DateField("ждёт с")
    questionnaire_on = models.DateField("анкета заполнена", null=True, blank=True)
    entered_on = models.DateField("дата вхождения в программу", null=True, blank=True)
    finished_on = models.DateField("дата завершения программы", null=True, blank=True)
    results = models.TextField("результаты программы", blank=True)
    case_link = models.URLField("ссылка на кейс или отзыв", blank=True)
    passed = models.BooleanField("программа пройдена", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "участие"
        verbose_name_plural = "участия"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "person", "school_year", "side", "model"], name="participation_uniq"
            ),
            models.CheckConstraint(condition=Q(finished_on__gte=F("entered_on")), name="participation_period"),
        ]
        indexes = [
            models.Index(
                fields=["organization", "school_year", "side", "-state", "waiting_since", "id"],
                name="participation_list",  # who waits comes first, the longest on top
            ),
            models.Index(fields=["municipality_id", "school_year"], name="participation_municipality"),
            models.Index(fields=["region_id", "school_year"], name="participation_region"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}, {self.school_year}"


class MentorCard(PersonalModel):
    """What a mentor can give, kept over the years."""

    class Interview(models.TextChoices):
        SUITABLE = "suitable", "Подходит"
        RESERVE = "reserve", "В резерв"
        UNSUITABLE = "unsuitable", "Не подходит"

    person = TenantForeignKey(Person, models.CASCADE, related_name="mentor_cards", verbose_name="человек")
    competences = words("основные компетенции")
    subjects = words("предметы и сферы", 80)
    achievements = models.TextField("важные для программы достижения", blank=True)
    interests = words("интересы", 80)
    age_from = models.PositiveSmallIntegerField("возраст наставляемых от", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("возраст наставляемых до", null=True, blank=True)
    time_resource = models.CharField("ресурс времени", max_length=200, blank=True)
    slots = chosen("когда удобно", TimeSlot)
    capacity = models.PositiveSmallIntegerField("сколько наставляемых готов взять", default=1)
    grades = words("ставит оценки в классах", 20)  # whom a teacher marks, the teacher does not mentor
    is_qualified = models.BooleanField("категория «педагог-наставник»", default=False)
    is_long_term = models.BooleanField("в долгосрочной базе", default=True)
    interviewed_on = models.DateField("собеседование", null=True, blank=True)
    interview = models.CharField("итог собеседования", max_length=10, choices=Interview.choices, blank=True)
    cleared_on = models.DateField("допуск к работе с детьми", null=True, blank=True)  # ТК РФ, ст. 351.1
    cleared_until = models.DateField("допуск действует до", null=True, blank=True)  # the earliest of `clearance_terms`
    clearance = models.CharField("документ о допуске", max_length=200, blank=True)
    # {paper of the rules: ISO date}, a paper without an end is not in it; empty: one term for all
    clearance_terms = models.JSONField("документы о допуске действуют до", default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "карточка наставника"
        verbose_name_plural = "карточки наставников"
        constraints = [
            models.UniqueConstraint(fields=["organization", "person"], name="mentorcard_person_uniq"),
            models.CheckConstraint(condition=Q(age_to__gte=F("age_from")), name="mentorcard_age"),
            models.CheckConstraint(condition=Q(capacity__range=(1, 20)), name="mentorcard_capacity"),
            models.CheckConstraint(
                condition=Q(clearance_terms={}) | Q(cleared_until__isnull=False), name="mentorcard_clearance_terms"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="mentorcard_municipality"),
            models.Index(fields=["region_id"], name="mentorcard_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def paper_terms(self) -> list[tuple[str, date]]:
        """Papers of the clearance with their last days, the one that ends first before the others."""
        terms = [(paper, date.fromisoformat(day)) for paper, day in self.clearance_terms.items()]
        return sorted(terms, key=lambda term: term[1])

    @property
    def ending_papers(self) -> list[str]:
        """Those that end the clearance; nothing where one term is for all of them."""
        return [paper for paper, day in self.paper_terms if day == self.cleared_until]

    def is_cleared(self, on: date) -> bool:
        """The school has seen the paper, and its term is not over."""
        return self.cleared_on is not None and (self.cleared_until is None or self.cleared_until >= on)


class Training(PersonalModel):
    """A course a mentor went through: «Школа наставников» and others."""

    person = TenantForeignKey(Person, models.CASCADE, related_name="trainings", verbose_name="человек")
    course = models.CharField("курс", max_length=200)
    hours = models.PositiveSmallIntegerField("часов", null=True, blank=True)
    finished_on = models.DateField("пройден", null=True, blank=True)  # nothing: still going on
    certificate = models.CharField("документ", max_length=120, blank=True)

    class Meta:
        verbose_name = "обучение"
        verbose_name_plural = "обучение"
        indexes = [
            models.Index(fields=["organization", "person"], name="training_person"),
            models.Index(fields=["municipality_id"], name="training_municipality"),
            models.Index(fields=["region_id"], name="training_region"),
        ]

    def __str__(self) -> str:
        return self.course


class MenteeCard(PersonalModel):
    """Who asks for help and how. Health, family, behaviour and burnout never stand here: see `ClosedNote`."""

    class Category(models.TextChoices):
        TALENTED = "talented", "выдающиеся способности"
        LOW_RESULTS = "low_results", "неудовлетворительные результаты"
        APART = "apart", "не участвует в жизни школы"
        NOVICE = "novice", "молодой специалист"
        NEWCOMER = "newcomer", "адаптируется на новом месте"
        DEFICITS = "deficits", "профессиональные дефициты"
        AFTER_BREAK = "after_break", "вернулся после перерыва"
        GROWTH = "growth", "хочет повысить уровень"
        DIGITAL = "digital", "осваивает цифровые навыки"

    person = TenantForeignKey(Person, models.CASCADE, related_name="mentee_cards", verbose_name="человек")
    categories = chosen("категории", Category, 80)  # and own words of the organization
    subjects = words("предметы и сферы", 80)
    interests = words("интересы", 80)
    wishes = models.TextField("пожелания к наставнику", blank=True)
    slots = chosen("когда удобно", TimeSlot)
    entry_values = models.JSONField("значения на входе", default=dict, blank=True)  # {name: number}, to compare later
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "карточка наставляемого"
        verbose_name_plural = "карточки наставляемых"
        constraints = [models.UniqueConstraint(fields=["organization", "person"], name="menteecard_person_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="menteecard_municipality"),
            models.Index(fields=["region_id"], name="menteecard_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def category_words(self) -> list[str]:
        return category_words(self.categories)


def category_words(categories: Iterable[str]) -> list[str]:
    """Those of the program by their labels, own ones as the organization has worded them."""
    labels = dict(MenteeCard.Category.choices)
    return [str(labels.get(each, each)) for each in categories]


class Request(PersonalModel):
    """What a mentee needs, by whom it was named. One request of a participation is the main one."""

    class Source(models.TextChoices):
        SELF = "self", "сам"
        CLASS_TEACHER = "class_teacher", "классный руководитель"
        PARENT = "parent", "родитель"
        FILE = "file", "личное дело"
        ATTESTATION = "attestation", "рекомендации аттестации"

    class Reader(models.TextChoices):
        CURATORS = "curators", "только куратор и координатор"
        PAIR = "pair", "куратор, наставник и наставляемый"

    participation = TenantForeignKey(Participation, models.CASCADE, related_name="requests", verbose_name="участие")
    text = models.TextField("запрос")
    topics = words("темы", 80)
    source = models.CharField("кто назвал", max_length=13, choices=Source.choices, default=Source.SELF)
    readers = models.CharField("кто видит", max_length=8, choices=Reader.choices, default=Reader.CURATORS)
    is_main = models.BooleanField("основной", default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("записан")

    class Meta:
        verbose_name = "запрос"
        verbose_name_plural = "запросы"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "participation"], name="request_one_main", condition=Q(is_main=True)
            )
        ]
        indexes = [
            models.Index(fields=["organization", "participation"], name="request_participation"),
            models.Index(fields=["municipality_id"], name="request_municipality"),
            models.Index(fields=["region_id"], name="request_region"),
        ]

    def __str__(self) -> str:
        return self.text


class ClosedNote(PersonalModel):
    """Health, a difficult situation, behaviour, burnout: a table and a right of its own.

    Every opening is recorded; never in lists, exports, search or above the school.
    """

    tenant_class = "closed"

    class Kind(models.TextChoices):
        HEALTH = "health", "здоровье"
        SITUATION = "situation", "трудная жизненная ситуация"
        BEHAVIOUR = "behaviour", "поведение"
        BURNOUT = "burnout", "эмоциональное выгорание"

    person = TenantForeignKey(Person, models.CASCADE, related_name="closed_notes", verbose_name="человек")
    kind = models.CharField("о чём", max_length=9, choices=Kind.choices)
    text = models.TextField("запись")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("записано")

    class Meta:
        verbose_name = "закрытые сведения"
        verbose_name_plural = "закрытые сведения"
        indexes = [
            models.Index(fields=["organization", "person"], name="closednote_person"),
            models.Index(fields=["municipality_id"], name="closednote_municipality"),
            models.Index(fields=["region_id"], name="closednote_region"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @classmethod
    def visible(cls, scope: Scope) -> Q:
        return Q(organization_id__in=scope.closed)

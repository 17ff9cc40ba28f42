"""A roadmap and its stages."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.fields import TenantForeignKey
from core.http import address_of
from core.models import TenantModel, TenantQuerySet
from core.tenancy import Scope
from mentoring.models import MentoringForm


class RoadmapQuerySet(TenantQuerySet):
    def of_year(self, school_year: int) -> Self:
        """Roadmaps that touch the school year (its first calendar year), multi-year ones included."""
        return self.filter(starts_on__lte=f"{school_year + 1}-08-31", ends_on__gte=f"{school_year}-09-01")

    def current(self) -> Self:
        return self.exclude(status=Roadmap.Status.ARCHIVED)


class Roadmap(TenantModel):
    """The plan of one organization for a school year or a multi-year period. Approved: terms and texts are locked."""

    tenant_class = "published"

    class Status(models.TextChoices):
        DRAFT = "draft", "Черновик"
        APPROVED = "approved", "Утверждена"
        ARCHIVED = "archived", "В архиве"

    class TargetModel(models.TextChoices):
        PUPIL = "pupil", "Наставничество обучающихся"
        TEACHER = "teacher", "Наставничество педагогов"
        BOTH = "both", "Обучающиеся и педагоги"
        MUNICIPAL = "municipal", "Муниципальная карта"

    class Route(models.TextChoices):
        """Where a draft, or the open change set of an approved map, stands; texts are open while it is written."""

        WRITING = "writing", "Составляется"
        AT_DIRECTOR = "at_director", "У директора"
        AT_MUNICIPALITY = "at_municipality", "На согласовании"
        RETURNED = "returned", "Возвращена с замечаниями"
        ENDORSED = "endorsed", "Согласована"

    title = models.CharField("название", max_length=300)
    target_model = models.CharField("целевая модель", max_length=20, choices=TargetModel.choices)
    mentoring_forms = ArrayField(
        models.CharField(max_length=30, choices=MentoringForm.choices),
        default=list,
        blank=True,
        verbose_name="формы наставничества",
    )
    starts_on = models.DateField("начало периода")
    ends_on = models.DateField("конец периода")
    school_year = models.PositiveSmallIntegerField("учебный год", null=True, blank=True)  # its first calendar year
    status = models.CharField("состояние", max_length=10, choices=Status.choices, default=Status.DRAFT)
    approved_on = models.DateField("утверждена", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    approval_basis = models.CharField("основание утверждения", max_length=200, blank=True)  # «приказ от … № …»
    route = models.CharField("согласование", max_length=16, choices=Route.choices, default=Route.WRITING)
    route_since = models.DateTimeField("на этом шаге с", null=True, blank=True)
    closed_with_year = models.BooleanField("закрыта вместе с учебным годом", default=False)
    published_at = models.DateTimeField("видна ниже с", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField("создана", auto_now_add=True)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="roadmap_period"),
            models.CheckConstraint(
                condition=Q(status="draft", approved_on=None) | ~Q(status="draft"),
                name="roadmap_draft_not_approved",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_on__isnull=False), name="roadmap_approved_on"
            ),
            models.CheckConstraint(
                condition=Q(closed_with_year=False) | Q(status="archived"), name="roadmap_closed_with_year"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "starts_on"], name="roadmap_organization"),
            models.Index(fields=["municipality_id", "starts_on"], name="roadmap_municipality"),
            models.Index(fields=["region_id", "starts_on"], name="roadmap_region"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("roadmap_detail", self.pk)

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(published_at__isnull=False, organization_id__in=scope.ancestors)

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def standing(self) -> str:
        """Where the map stands, in the words of every page."""
        if not self.is_draft:
            return str(self.get_status_display())
        return {
            self.Route.WRITING: "Черновик",
            self.Route.AT_DIRECTOR: "У директора" if self.school_id else "У руководителя",
            self.Route.AT_MUNICIPALITY: "На согласовании",
            self.Route.RETURNED: "Возвращена с замечаниями",
            self.Route.ENDORSED: "Согласована, ждёт приказа",
        }[self.Route(self.route)]

    @property
    def mentoring_form_names(self) -> list[str]:
        """In the order of the choices, not of the ticks."""
        return [str(label) for value, label in MentoringForm.choices if value in self.mentoring_forms]

    @property
    def is_open(self) -> bool:
        """Its texts and terms may be edited in place: a draft that is nobody's to decide about now."""
        return self.is_draft and self.route in (self.Route.WRITING, self.Route.RETURNED)


class Stage(TenantModel):
    """A stage, or the plan of events that stands beside the stages of a municipal roadmap (its rows have a kind)."""

    class Kind(models.TextChoices):
        STAGE = "stage", "Этап"
        EVENTS = "events", "План мероприятий"

    roadmap = TenantForeignKey(Roadmap, models.CASCADE, related_name="stages", verbose_name="карта")
    position = models.PositiveSmallIntegerField("порядок")
    name = models.CharField("этап", max_length=500)
    phase = models.CharField("фаза", max_length=300, blank=True)  # neighbours of one phase stand under one heading
    kind = models.CharField("что это", max_length=8, choices=Kind.choices, default=Kind.STAGE)

    class Meta:
        verbose_name = "этап"
        verbose_name_plural = "этапы"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "roadmap", "position"],
                name="stage_position_uniq",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="stage_municipality"),
            models.Index(fields=["region_id"], name="stage_region"),
        ]

    def __str__(self) -> str:
        return self.name

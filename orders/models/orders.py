"""Orders, what they say and whom they name. A registered one never changes."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantModel, TenantQuerySet
from mentoring.models import Pair
from roadmaps.models import Activity, Roadmap


class OrderQuerySet(TenantQuerySet):
    def drafts(self) -> Self:
        return self.filter(status=Order.Status.DRAFT)

    def registered(self) -> Self:
        return self.filter(status=Order.Status.REGISTERED)


class Order(TenantModel):
    class Kind(models.TextChoices):
        ROADMAP_APPROVAL = "roadmap_approval", "Об утверждении дорожной карты"
        ACTIVITY = "activity", "По мероприятию карты"
        PAIRS = "pairs", "Об утверждении пар"

    class Status(models.TextChoices):
        DRAFT = "draft", "Черновик"
        REGISTERED = "registered", "Зарегистрирован"

    kind = models.CharField("вид", max_length=30, choices=Kind.choices)
    title = models.CharField("заголовок", max_length=300)
    status = models.CharField("состояние", max_length=12, choices=Status.choices, default=Status.DRAFT)
    number = models.CharField("номер", max_length=40, blank=True)
    dated_on = models.DateField("дата", null=True, blank=True)
    year = models.PositiveSmallIntegerField("год", null=True)  # calendar year of the date: numbers run within it
    roadmap = TenantForeignKey(Roadmap, models.CASCADE, null=True, related_name="orders", verbose_name="карта")
    activity = TenantForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="мероприятие"
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    registered_at = models.DateTimeField("зарегистрирован", null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField("создан", auto_now_add=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "приказ"
        verbose_name_plural = "приказы"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "year", "number"],
                name="order_number_uniq",
                condition=Q(status="registered"),
            ),
            models.CheckConstraint(
                condition=~Q(status="registered")
                | (~Q(number="") & Q(dated_on__isnull=False, year__isnull=False, registered_at__isnull=False)),
                name="order_registered_complete",
            ),
            models.UniqueConstraint(
                fields=["organization", "roadmap", "kind"],
                name="order_one_draft",
                condition=Q(status="draft", roadmap__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["organization", "activity"],
                name="order_one_draft_of_activity",
                condition=Q(status="draft", activity__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "created_at"], name="order_organization"),
            models.Index(fields=["organization", "activity"], name="order_activity"),
            models.Index(fields=["municipality_id"], name="order_municipality"),
            models.Index(fields=["region_id"], name="order_region"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("order_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT


class OrderText(PersonalModel):
    """What the paper says: blocks (orders.blocks). Frozen at registration, then canonical JSON with its sha256."""

    order = TenantForeignKey(Order, models.CASCADE, related_name="texts")
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "текст приказа"
        verbose_name_plural = "тексты приказов"
        constraints = [models.UniqueConstraint(fields=["organization", "order"], name="ordertext_order_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="ordertext_municipality"),
            models.Index(fields=["region_id"], name="ordertext_region"),
        ]

    def __str__(self) -> str:
        return self.sha256


class OrderPair(PersonalModel):
    """A pair of the appendix of an order. A pair stands in one draft at most, in any number of registered orders."""

    order = TenantForeignKey(Order, models.CASCADE, related_name="order_pairs")
    pair = TenantForeignKey(Pair, models.PROTECT, related_name="order_pairs")

    class Meta:
        verbose_name = "пара приказа"
        verbose_name_plural = "пары приказов"
        constraints = [models.UniqueConstraint(fields=["organization", "order", "pair"], name="orderpair_uniq")]
        indexes = [
            models.Index(fields=["organization", "pair"], name="orderpair_pair"),
            models.Index(fields=["municipality_id"], name="orderpair_municipality"),
            models.Index(fields=["region_id"], name="orderpair_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

"""Orders, what they say and whom they name. A registered one never changes."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from core.fields import TenantForeignKey
from core.models import PersonalModel, TenantModel, TenantQuerySet
from mentoring.models import Pair
from orders.models.journals import JournalKind
from roadmaps.models import Activity, Roadmap


class OrderQuerySet(TenantQuerySet):
    def drafts(self) -> Self:
        return self.filter(status=Order.Status.DRAFT)

    def unregistered(self) -> Self:
        """Drafts and what waits for a signature."""
        return self.filter(status__in=Order.OPEN)

    def registered(self) -> Self:
        """Whatever became of them: an order that another one cancels keeps its number and its file."""
        return self.filter(status=Order.Status.REGISTERED)

    def with_fate(self) -> Self:
        """Each with `is_cancelled` and `is_amended` by registered orders."""
        return self.annotate(is_cancelled=_later(OrderLink.Kind.CANCELS), is_amended=_later(OrderLink.Kind.AMENDS))

    def cancelled(self) -> Self:
        return self.filter(_later(OrderLink.Kind.CANCELS))

    def amended(self) -> Self:
        return self.filter(_later(OrderLink.Kind.AMENDS))

    def in_force(self) -> Self:
        """Registered and not cancelled."""
        return self.registered().filter(~_later(OrderLink.Kind.CANCELS))


def _later(kind: str) -> Exists:
    """A registered order does it to the row."""
    return Exists(OrderLink.objects.filter(target=OuterRef("pk"), kind=kind, order__status=Order.Status.REGISTERED))


class Order(TenantModel):
    """A paper of an organization: a draft that anybody who prepares papers edits, then a registered text for ever."""

    class Kind(models.TextChoices):
        """Kinds that other code asks for; all of them with their names are in orders.kinds."""

        ROADMAP_APPROVAL = "roadmap_approval", "Об утверждении дорожной карты"
        ACTIVITY = "activity", "По мероприятию карты"
        PAIRS = "pairs", "Об утверждении пар"
        AMENDMENT = "amendment", "О внесении изменений"
        CANCELLATION = "cancellation", "Об отмене приказа"

    class Status(models.TextChoices):
        DRAFT = "draft", "Черновик"
        SIGNING = "signing", "На подписи"
        REGISTERED = "registered", "Зарегистрирован"

    OPEN = (Status.DRAFT, Status.SIGNING)

    kind = models.CharField("вид", max_length=30)  # a key of orders.kinds
    title = models.CharField("заголовок", max_length=300)
    status = models.CharField("состояние", max_length=12, choices=Status.choices, default=Status.DRAFT)
    journal = models.CharField("журнал", max_length=10, choices=JournalKind.choices, default=JournalKind.MAIN)
    number = models.CharField("номер", max_length=40, blank=True)
    ordinal = models.PositiveIntegerField("порядковый номер", null=True)  # 71 of «71-б» and of an inserted «71/1-б»
    dated_on = models.DateField("дата", null=True, blank=True)
    year = models.PositiveSmallIntegerField("год", null=True)  # calendar year of the date: numbers run within it
    roadmap = TenantForeignKey(Roadmap, models.CASCADE, null=True, related_name="orders", verbose_name="карта")
    activity = TenantForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="мероприятие"
    )
    params = models.JSONField("из чего составлен", default=dict, blank=True)  # ids and dates of orders.kinds
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    registered_at = models.DateTimeField("зарегистрирован", null=True)
    check_code = models.CharField("код проверки", max_length=16, blank=True)  # stands in the QR of the print
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField("создан", auto_now_add=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "приказ"
        verbose_name_plural = "приказы"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "journal", "year", "number"],
                name="order_number_uniq",
                condition=Q(status="registered"),
            ),
            models.UniqueConstraint(fields=["check_code"], name="order_check_uniq", condition=~Q(check_code="")),
            models.CheckConstraint(
                condition=~Q(status="registered")
                | (~Q(number="") & Q(dated_on__isnull=False, year__isnull=False, registered_at__isnull=False)),
                name="order_registered_complete",
            ),
            models.UniqueConstraint(
                fields=["organization", "roadmap", "kind"],
                name="order_one_draft",
                condition=Q(status__in=["draft", "signing"], roadmap__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["organization", "activity"],
                name="order_one_draft_of_activity",
                condition=Q(status__in=["draft", "signing"], activity__isnull=False),
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

    @property
    def is_registered(self) -> bool:
        return self.status == self.Status.REGISTERED


class OrderText(PersonalModel):
    """What the paper says: blocks (orders.blocks). Frozen at registration, then canonical JSON with its sha256."""

    order = TenantForeignKey(Order, models.CASCADE, related_name="texts")
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    unsure = models.JSONField(default=list, blank=True)  # forms in the text that a person has to look at
    veiled = models.JSONField(default=list, blank=True)  # [words about a minor, what stands instead of them in public]

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


class OrderLink(TenantModel):
    """What an order does to an earlier one. Put into a draft, holds since its registration, frozen with it."""

    class Kind(models.TextChoices):
        AMENDS = "amends", "изменяет"
        CANCELS = "cancels", "отменяет"
        EXECUTES = "executes", "во исполнение"

    order = TenantForeignKey(Order, models.CASCADE, related_name="links")
    target = TenantForeignKey(Order, models.PROTECT, related_name="later_links")
    kind = models.CharField("связь", max_length=8, choices=Kind.choices)

    class Meta:
        verbose_name = "связь приказов"
        verbose_name_plural = "связи приказов"
        constraints = [
            models.UniqueConstraint(fields=["organization", "order", "target"], name="orderlink_uniq"),
            models.CheckConstraint(condition=~Q(order=models.F("target")), name="orderlink_other"),
        ]
        indexes = [
            models.Index(fields=["organization", "target"], name="orderlink_target"),
            models.Index(fields=["municipality_id"], name="orderlink_municipality"),
            models.Index(fields=["region_id"], name="orderlink_region"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


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

"""Who is asked to agree to a draft, and what they have said."""

from django.db import models
from django.db.models import Q

from core.fields import TenantForeignKey
from core.models import PersonalModel
from orders.models.orders import Order
from schools.models import Membership


class OrderAgreement(PersonalModel):
    """One colleague's word about a draft. It holds for the text it was given to (`text_sum`): another text lets it
    fall, the version that was read stays."""

    class State(models.TextChoices):
        ASKED = "asked", "ждёт"
        AGREED = "agreed", "согласовано"
        RETURNED = "returned", "возвращено с замечанием"

    order = TenantForeignKey(Order, models.CASCADE, related_name="agreements")
    person = TenantForeignKey(Membership, models.PROTECT, related_name="+", verbose_name="кто согласует")
    asked_by = TenantForeignKey(Membership, models.PROTECT, related_name="+", verbose_name="кто попросил")
    asked_at = models.DateTimeField("когда попросили")
    state = models.CharField("состояние", max_length=8, choices=State.choices, default=State.ASKED)
    remark = models.TextField("замечание", max_length=1000, blank=True)
    decided_at = models.DateTimeField("когда решено", null=True)
    version = models.PositiveIntegerField("версия черновика", default=0)
    text_sum = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "согласование приказа"
        verbose_name_plural = "согласования приказов"
        constraints = [
            models.UniqueConstraint(fields=["organization", "order", "person"], name="orderagreement_person_uniq"),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at=None) | Q(~Q(state="asked"), decided_at__isnull=False),
                name="orderagreement_decided",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(remark=""), name="orderagreement_remark"),
        ]
        indexes = [
            models.Index(fields=["organization", "person"], name="orderagreement_person"),
            models.Index(fields=["municipality_id"], name="orderagreement_municipality"),
            models.Index(fields=["region_id"], name="orderagreement_region"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

"""An activity of a roadmap above that every organization below is asked to take into its own."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.fields import TenantForeignKey
from core.models import TenantModel, TenantQuerySet
from roadmaps.models.activities import Activity
from schools.models import Organization


class ProposalQuerySet(TenantQuerySet):
    def waiting(self) -> Self:
        """Nobody has answered, or the draft that took it was deleted since."""
        return self.filter(Q(state=Proposal.State.NEW) | Q(state=Proposal.State.ACCEPTED, activity=None))


class Proposal(TenantModel):
    """Belongs to the organization below; the sender writes what is offered, the receiver what was taken.

    `offered` and `taken` are activities in the shape of `roadmaps.states.snapshots`. They differ when the activity
    above changed afterwards: the receiver sees «что изменилось» and takes it line by line. What lasts several school
    years is offered for each of them: a map of the next year answers anew, and last year's answer stays.
    """

    tenant_class = "offered"
    sender_writes = ("organization", "sender", "source", "school_year", "source_version", "offered", "sent_at")
    receiver_writes = ("taken", "activity", "reason", "decided_at", "decided_by")
    sender_states = ("withdrawn",)

    class State(models.TextChoices):
        NEW = "new", "Ждёт решения"
        ACCEPTED = "accepted", "Принято"
        DECLINED = "declined", "Не применимо"
        WITHDRAWN = "withdrawn", "Отозвано"

    sender = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="от кого", db_index=False)
    source = TenantForeignKey(
        Activity, models.PROTECT, owner="sender_id", related_name="proposals", verbose_name="мероприятие выше"
    )
    school_year = models.PositiveSmallIntegerField("учебный год")  # its first calendar year
    source_version = models.PositiveIntegerField("версия мероприятия выше")
    offered = models.JSONField("предложено")
    taken = models.JSONField("принято", null=True)
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.NEW)
    activity = TenantForeignKey(Activity, models.SET_NULL, null=True, related_name="accepted_from")
    reason = models.TextField("почему не применимо", blank=True)
    sent_at = models.DateTimeField("предложено")
    decided_at = models.DateTimeField("решено", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие от вышестоящей организации"
        verbose_name_plural = "мероприятия от вышестоящих организаций"
        constraints = [
            models.UniqueConstraint(fields=["organization", "source", "school_year"], name="proposal_source_uniq"),
        ]
        indexes = [
            models.Index(fields=["source", "state"], name="proposal_source"),
            models.Index(fields=["municipality_id"], name="proposal_municipality"),
            models.Index(fields=["region_id"], name="proposal_region"),
        ]

    def __str__(self) -> str:
        return str(self.offered.get("name", ""))

    @property
    def awaits(self) -> bool:
        """Undecided, declined (a mind may change), or accepted into a draft that was deleted since."""
        if self.state == self.State.ACCEPTED:
            return self.activity_id is None
        return self.state in (self.State.NEW, self.State.DECLINED)

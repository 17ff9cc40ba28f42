"""The way of a roadmap to being valid: kept versions, endorsement, remarks, and changes after the approval."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.fields import TenantForeignKey
from core.models import TenantModel
from roadmaps.models.activities import Activity
from roadmaps.models.maps import Roadmap, Stage


class RoadmapVersion(TenantModel):
    """A roadmap as it was at one moment (`roadmaps.states.snapshots`). Never updated or deleted: any two compare."""

    tenant_class = "kept"

    class Reason(models.TextChoices):
        SENT = "sent", "Отправлена"
        APPROVED = "approved", "Утверждена"
        CHANGED = "changed", "Изменена"

    roadmap = TenantForeignKey(Roadmap, models.PROTECT, related_name="versions", verbose_name="карта")
    number = models.PositiveSmallIntegerField("версия")
    reason = models.CharField("почему сохранена", max_length=10, choices=Reason.choices)
    content = models.JSONField("содержание")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField("когда")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "версия карты"
        verbose_name_plural = "версии карт"
        constraints = [
            models.UniqueConstraint(fields=["organization", "roadmap", "number"], name="roadmapversion_number_uniq")
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="roadmapversion_municipality"),
            models.Index(fields=["region_id"], name="roadmapversion_region"),
        ]

    def __str__(self) -> str:
        return f"версия {self.number}"


class ChangeSet(TenantModel):
    """Changes of an approved roadmap with one reason; they take the same way as the roadmap did."""

    class State(models.TextChoices):
        OPEN = "open", "Составляется"
        SENT = "sent", "На согласовании"
        APPLIED = "applied", "Внесено"
        WITHDRAWN = "withdrawn", "Отозвано"

    roadmap = TenantForeignKey(Roadmap, models.CASCADE, related_name="change_sets", verbose_name="карта")
    reason = models.CharField("причина", max_length=500)
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField("начато")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    applied_at = models.DateTimeField("внесено", null=True, blank=True)
    basis = models.CharField("основание", max_length=200, blank=True)

    class Meta:
        verbose_name = "изменение карты"
        verbose_name_plural = "изменения карт"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "roadmap"],
                name="changeset_one_open",
                condition=Q(state__in=["open", "sent"]),
            )
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="changeset_municipality"),
            models.Index(fields=["region_id"], name="changeset_region"),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def standing(self) -> str:
        """Where the set stands, in the words of every page; what was sent goes the way of its map."""
        if self.state != self.State.SENT:
            return str(self.get_state_display())
        return {
            Roadmap.Route.WRITING: "Отправлено",
            Roadmap.Route.AT_DIRECTOR: "У директора" if self.school_id else "У руководителя",
            Roadmap.Route.AT_MUNICIPALITY: "На согласовании",
            Roadmap.Route.RETURNED: "Возвращено с замечаниями",
            Roadmap.Route.ENDORSED: "Согласовано, осталось внести в карту",
        }[Roadmap.Route(self.roadmap.route)]


class Change(TenantModel):
    """One row of a change set: what the activity was and is to become, in the shape of `roadmaps.states.snapshots`."""

    class Kind(models.TextChoices):
        ADD = "add", "Добавить"
        EDIT = "edit", "Изменить"
        REMOVE = "remove", "Исключить"

    change_set = TenantForeignKey(ChangeSet, models.CASCADE, related_name="changes", verbose_name="изменение")
    kind = models.CharField("что", max_length=8, choices=Kind.choices)
    stage = TenantForeignKey(Stage, models.CASCADE, related_name="+", verbose_name="этап")
    activity = TenantForeignKey(Activity, models.CASCADE, null=True, related_name="changes", verbose_name="мероприятие")
    before = models.JSONField("было", null=True)
    after = models.JSONField("станет", null=True)
    seen_version = models.PositiveIntegerField(default=0)  # of the activity when the change was written

    class Meta:
        verbose_name = "строка изменения"
        verbose_name_plural = "строки изменений"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "change_set", "activity"],
                name="change_activity_uniq",
                condition=Q(activity__isnull=False),
            ),
            models.CheckConstraint(condition=Q(kind="add") | Q(activity__isnull=False), name="change_has_activity"),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="change_municipality"),
            models.Index(fields=["region_id"], name="change_region"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Submission(TenantModel):
    """One sending of a version to the director and on to the body above; both sides write it."""

    tenant_class = "routed"

    class State(models.TextChoices):
        AT_DIRECTOR = "at_director", "У директора"
        AT_MUNICIPALITY = "at_municipality", "На согласовании"
        RETURNED = "returned", "Возвращена с замечаниями"
        ENDORSED = "endorsed", "Согласована"
        WITHDRAWN = "withdrawn", "Отозвана"

    roadmap = TenantForeignKey(Roadmap, models.CASCADE, related_name="submissions", verbose_name="карта")
    version = TenantForeignKey(RoadmapVersion, models.PROTECT, related_name="+", verbose_name="версия")
    change_set = TenantForeignKey(ChangeSet, models.CASCADE, null=True, related_name="submissions")
    round = models.PositiveSmallIntegerField("отправлена в который раз", default=1)
    state = models.CharField("состояние", max_length=16, choices=State.choices, default=State.AT_DIRECTOR)
    sent_at = models.DateTimeField("отправлена")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    forwarded_at = models.DateTimeField("директор отправил выше", null=True, blank=True)
    forwarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField("решено", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    note = models.TextField("пояснение", blank=True)
    edition = models.PositiveIntegerField(default=1)  # two who decide at once: the second is told

    class Meta:
        verbose_name = "отправка на согласование"
        verbose_name_plural = "отправки на согласование"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "roadmap"],
                name="submission_one_live",
                condition=Q(state__in=["at_director", "at_municipality"]),
            )
        ]
        indexes = [
            models.Index(fields=["organization", "roadmap", "sent_at"], name="submission_roadmap"),
            models.Index(fields=["municipality_id", "state", "forwarded_at"], name="submission_municipality"),
            models.Index(fields=["region_id", "state", "forwarded_at"], name="submission_region"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class Remark(TenantModel):
    """A remark of the director or of the body above, pinned to a row or to the whole map, and its answer.

    What was remarked, and on which row, is never rewritten, neither by who answers it nor by who wrote it. It outlives
    the row it led to remove: the database empties the key then.
    """

    tenant_class = "routed"
    written_once = ("text", "made_at", "made_by", "submission", "roadmap", "stage", "activity")

    class State(models.TextChoices):
        OPEN = "open", "Открыто"
        FIXED = "fixed", "Исправлено"
        DISPUTED = "disputed", "Не согласны"
        CLOSED = "closed", "Снято"

    roadmap = TenantForeignKey(Roadmap, models.CASCADE, related_name="remarks", verbose_name="карта")
    submission = TenantForeignKey(Submission, models.CASCADE, related_name="remarks", verbose_name="отправка")
    stage = TenantForeignKey(Stage, models.DO_NOTHING, null=True, related_name="+", verbose_name="этап")
    activity = TenantForeignKey(
        Activity, models.DO_NOTHING, null=True, related_name="remarks", verbose_name="мероприятие"
    )
    text = models.TextField("замечание")
    made_at = models.DateTimeField("когда")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField("ответ", blank=True)
    answered_at = models.DateTimeField("отвечено", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания"
        indexes = [
            models.Index(fields=["organization", "roadmap", "state"], name="remark_roadmap"),
            models.Index(fields=["municipality_id"], name="remark_municipality"),
            models.Index(fields=["region_id"], name="remark_region"),
        ]

    def __str__(self) -> str:
        return self.text

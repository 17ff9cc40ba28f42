"""Words that papers are made of: versions of templates and blanks, legal bases, phrases, forms people put right.

Templates, bases and phrases of the bodies above are read below: the nearest one counts.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import PersonalModel, TenantModel
from core.tenancy import Scope

SUBJECTS = (("person", "имя человека"), ("position", "должность"), ("organization", "организация"))


class InheritedModel(TenantModel):
    """A row that the organizations below read too."""

    tenant_class = "inherited"

    class Meta:
        abstract = True

    @classmethod
    def own_rows(cls, scope: Scope) -> Q:
        return Q(organization_id__in=scope.ancestors)


class DocumentTemplate(InheritedModel):
    """A version of the words of a kind (orders.kinds); never changed, a newer one takes its place from its day on."""

    tenant_class = "inherited_kept"

    kind = models.CharField("вид приказа", max_length=30)
    version = models.PositiveIntegerField("редакция")
    effective_from = models.DateField("действует с")
    content = models.JSONField("текст", default=dict)  # orders.kinds.texts.from_content
    is_own = models.BooleanField("свой текст", default=True)  # False: back to the words of those above
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("создана")

    class Meta:
        verbose_name = "шаблон приказа"
        verbose_name_plural = "шаблоны приказов"
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "version"], name="documenttemplate_version_uniq")
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="documenttemplate_municipality"),
            models.Index(fields=["region_id"], name="documenttemplate_region"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.version}"


class Blank(TenantModel):
    """A version of the own blank of an organization: lines of text and a picture redrawn by us as PNG."""

    tenant_class = "kept"

    version = models.PositiveIntegerField("редакция")
    effective_from = models.DateField("действует с")
    own_lines = models.TextField("строки бланка", blank=True)
    emblem = models.TextField("эмблема", blank=True)  # base64 of the PNG
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField("создан")

    class Meta:
        verbose_name = "бланк организации"
        verbose_name_plural = "бланки организаций"
        constraints = [models.UniqueConstraint(fields=["organization", "version"], name="blank_version_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="blank_municipality"),
            models.Index(fields=["region_id"], name="blank_region"),
        ]

    def __str__(self) -> str:
        return str(self.version)


class LegalBasis(InheritedModel):
    """An act that papers stand on. A row with the `key` of a basis of the program takes its place."""

    key = models.CharField(max_length=30, blank=True, editable=False)
    name = models.CharField("вид акта и кто издал", max_length=400)  # in the nominative: «приказ Министерства …»
    number = models.CharField("номер", max_length=60, blank=True)
    dated_on = models.DateField("дата", null=True, blank=True)
    about = models.CharField("о чём", max_length=400, blank=True)
    valid_from = models.DateField("действует с", null=True, blank=True)
    valid_to = models.DateField("действует по", null=True, blank=True)
    is_hidden = models.BooleanField("не предлагать", default=False)

    class Meta:
        verbose_name = "правовое основание"
        verbose_name_plural = "правовые основания"
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="legalbasis_key_uniq", condition=~Q(key="")),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="legalbasis_period"),
        ]
        indexes = [
            models.Index(fields=["organization"], name="legalbasis_organization"),
            models.Index(fields=["municipality_id"], name="legalbasis_municipality"),
            models.Index(fields=["region_id"], name="legalbasis_region"),
        ]

    def __str__(self) -> str:
        return self.name


class BankPhrase(InheritedModel):
    """A clause worth keeping for other orders; tokens in it are resolved where it is put."""

    text = models.TextField("текст пункта", max_length=1000)
    created_at = models.DateTimeField("добавлена")

    class Meta:
        verbose_name = "фраза"
        verbose_name_plural = "фразы"
        indexes = [
            models.Index(fields=["organization"], name="bankphrase_organization"),
            models.Index(fields=["municipality_id"], name="bankphrase_municipality"),
            models.Index(fields=["region_id"], name="bankphrase_region"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class WordForms(PersonalModel):
    """The cases of a name, a position or an organization as a person has confirmed them; `text` is the nominative."""

    subject = models.CharField("что склоняется", max_length=12, choices=SUBJECTS)
    text = models.CharField("именительный падеж", max_length=400)
    gen = models.CharField("кого? чего?", max_length=400)
    dat = models.CharField("кому? чему?", max_length=400)
    acc = models.CharField("кого? что?", max_length=400)
    ins = models.CharField("кем? чем?", max_length=400)
    prep = models.CharField("о ком? о чём?", max_length=400)

    class Meta:
        verbose_name = "склонение"
        verbose_name_plural = "склонения"
        constraints = [models.UniqueConstraint(fields=["organization", "subject", "text"], name="wordforms_text_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="wordforms_municipality"),
            models.Index(fields=["region_id"], name="wordforms_region"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

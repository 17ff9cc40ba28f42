"""The public page of a programme and its news."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from core.fields import TenantForeignKey
from core.models import TenantModel


class PublicPage(TenantModel):
    """What an organization tells everybody about its programme. Names stand here only by consent: see
    `reports.queries.page`."""

    class Block(models.TextChoices):
        """In the order of the page."""

        ABOUT = "about", "О программе"
        FORMS = "forms", "Формы наставничества"
        JOIN = "join", "Стать наставником"
        NEWS = "news", "Новости"
        ORDERS = "orders", "Документы"
        ROADMAP = "roadmap", "Дорожная карта"
        MENTORS = "mentors", "Наставники"
        CONTACTS = "contacts", "Контакты"

    slug = models.SlugField("адрес страницы", max_length=60, unique=True)
    is_open = models.BooleanField("страница открыта", default=False)
    blocks = ArrayField(
        models.CharField(max_length=8, choices=Block.choices), verbose_name="что показать", default=list
    )
    about = models.TextField("о программе", blank=True)
    contacts = models.TextField("контакты", blank=True)
    orders = ArrayField(models.BigIntegerField(), verbose_name="документы", default=list, blank=True)  # their ids
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "публичная страница"
        verbose_name_plural = "публичные страницы"
        constraints = [models.UniqueConstraint(fields=["organization"], name="publicpage_organization_uniq")]
        indexes = [
            models.Index(fields=["municipality_id"], name="publicpage_municipality"),
            models.Index(fields=["region_id"], name="publicpage_region"),
        ]

    def __str__(self) -> str:
        return self.slug


class PageNews(TenantModel):
    """A short text of the organization."""

    page = TenantForeignKey(PublicPage, models.CASCADE, related_name="news", verbose_name="страница")
    title = models.CharField("заголовок", max_length=160)
    text = models.TextField("текст", max_length=2000)
    published_on = models.DateField("дата")

    class Meta:
        verbose_name = "новость"
        verbose_name_plural = "новости"
        indexes = [
            models.Index(fields=["organization", "page", "-published_on"], name="pagenews_page"),
            models.Index(fields=["municipality_id"], name="pagenews_municipality"),
            models.Index(fields=["region_id"], name="pagenews_region"),
        ]

    def __str__(self) -> str:
        return self.title

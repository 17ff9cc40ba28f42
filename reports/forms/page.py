"""Settings of the public page and its news."""

from collections.abc import Iterable

from django import forms

from core.forms import DateField, Form, field_of
from core.versions import VersionForm
from core.words import file_size
from reports.models import PublicPage
from reports.queries.page import Paper

Block = PublicPage.Block


class PublicPageForm(VersionForm):
    """`offer` names the papers that may stand on the page."""

    is_open = forms.BooleanField(label="Страница открыта для всех", required=False)
    slug = forms.SlugField(
        label="Адрес страницы",
        max_length=60,
        help_text="Латинские буквы, цифры и дефис. Ссылки со старым адресом перестанут работать.",
        error_messages={"invalid": "Только латинские буквы, цифры, дефис и подчёркивание."},
    )
    blocks = forms.MultipleChoiceField(
        label="Что показать",
        choices=Block.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="«Наставники» называет только взрослых с действующим согласием на распространение.",
    )
    about = forms.CharField(
        label="О программе",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Пустая строка начинает новый абзац.",
    )
    contacts = forms.CharField(
        label="Контакты",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Адрес, телефон и почта организации добавятся сами.",
    )
    orders = forms.TypedMultipleChoiceField(
        label="Документы",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Приказы о программе, для которых сделана копия для сайта (кнопка есть у приказа). Дети в копии "
        "названы инициалами, взрослые остаются: прочитайте её, прежде чем публиковать.",
    )

    field_order = ["is_open", "slug", "blocks", "about", "contacts", "orders", "version"]

    def offer(self, papers: Iterable[Paper]) -> None:
        """A paper that may not stand here any more is not offered, so saving takes it away."""
        field_of(self, "orders", forms.TypedMultipleChoiceField).choices = [
            (each.pk, f"{each.title}, № {each.number} от {each.dated_on:%d.%m.%Y} (PDF, {file_size(each.size)})")
            for each in papers
        ]


class NewsForm(Form):
    title = forms.CharField(label="Заголовок", max_length=160)
    text = forms.CharField(label="Текст", max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    published_on = DateField(label="Дата")

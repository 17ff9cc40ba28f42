"""Tags and filters of every template (built in: no `load` needed)."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core import dates, words
from core.http import address_of
from core.viewer import Viewer

register = template.Library()

OPTION_LETTERS = 60  # in one line of a select
SELECTED = SafeString(" selected")

# Shape, colour class: a status is shown by shape + word + colour, never by colour alone.
SHAPES = {
    "done": ("check", "s-ok"),
    "on_track": ("dot", "s-ok"),
    "soon": ("triangle", "s-warn"),
    "risk": ("triangle", "s-warn"),
    "overdue": ("square", "s-bad"),
    "behind": ("square", "s-bad"),
    "in_progress": ("half", "s-no"),
    "review": ("diamond", "s-no"),
    "not_started": ("ring", "s-no"),
    "no_data": ("ring", "s-no"),
    "no_term": ("ring", "s-no"),
    "cancelled": ("cross", "s-no"),
}


@cache
def sprite() -> str:
    """Address of the one file with all icons and shapes."""
    return static("icons.svg")


@register.simple_tag
@cache
def asset(path: str) -> str:
    """`{% static %}`, asked once: for what stands on every page."""
    return static(path)


@register.simple_tag
@cache
def to(name: str, *keys: str) -> str:
    """`{% url %}`, resolved once: for pages every page leads to. Never with the key of a row."""
    return reverse(name, args=keys)


@register.simple_tag
def at(name: str, key: int | str) -> str:
    """`{% url %}` of a page with one whole number in its address: the address is resolved once, for every number.

    The number may be the hole of a stencil.
    """
    return address_of(name, key)


@register.simple_tag(takes_context=True)
def rendered(context: Context, name: str) -> SafeString:
    """`{% rendered "components/switches.html" as switches %}`: what stands twice on a page is made once."""
    page: Any = context.template
    words: SafeString = page.engine.get_template(name).render(context)
    return words


@register.simple_tag
@cache
def fixed(name: str) -> SafeString:
    """`{% fixed "components/palette.html" %}`: a part that says the same to everybody is made once per process.

    It sees nothing of the page: what depends on a person or on a request is included, never fixed.
    """
    return SafeString(get_template(name).render())


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon beside words; a bare one needs hidden text next to it."""
    return format_html('<svg class="ic" aria-hidden="true"><use href="{}#{}"/></svg>', sprite(), name)


@register.simple_tag
@cache
def shape(status: str) -> SafeString:
    """The mark of a status: a key of SHAPES."""
    name, colour = SHAPES[status]
    return format_html('<svg class="sh {}" aria-hidden="true"><use href="{}#s-{}"/></svg>', colour, sprite(), name)


@register.simple_tag
def status(name: str, text: str, light: bool = False) -> SafeString:
    """Shape and word of a status; `light=True` makes the filled label of a whole page or school."""
    mark, colour = shape(name), SHAPES[name][1]
    if light:
        return format_html('<span class="st light {}">{}<span>{}</span></span>', colour.replace("s-", "l-"), mark, text)
    return format_html('<span class="st {}">{}<span>{}</span></span>', colour, mark, text)


@register.simple_tag
def meter(done: int, total: int) -> SafeString:
    """A thin bar; the words «3 из 7» stand beside it, so it is hidden from screen readers."""
    width = round(100 * done / total) if total else 0
    return format_html(
        '<svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="6"/></svg>',
        min(width, 100),
    )


@register.simple_tag
def options(choices: Iterable[tuple[object, str]], chosen: str) -> SafeString:
    """`{% options states.items filters.state %}`: the choices of a filter, long words cut."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((key, SELECTED if str(key) == chosen else "", _cut(words)) for key, words in choices),
    )


def _cut(words: str) -> str:
    return words if len(words) <= OPTION_LETTERS else f"{words[: OPTION_LETTERS - 1]}…"


@register.filter
def can(viewer: Viewer, permission: str) -> bool:
    """`{% if viewer|can:"activity_mark" %}`: show a button only to whom it works for."""
    return viewer.can(permission)


@register.filter
def plural(number: int, forms: str) -> str:
    """`{{ n|plural:"пара,пары,пар" }}`: the word only."""
    return words.plural(number, forms.split(","))


@register.filter
def day(value: date | None, today: date | None = None) -> str | SafeString:
    """A date near in words: «сегодня», «21 ноя», «21.11.2027». An argument replaces today's date."""
    if value is None or value == "":
        return ""
    moment = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), dates.near_day(moment, today or timezone.localdate())
    )


@register.filter
def moment(value: datetime | None, today: date | None = None) -> str | SafeString:
    """A moment near in words: «сегодня, 8:40», «18 ноя, 16:05»."""
    if value is None or value == "":
        return ""
    local = timezone.localtime(value)
    near = dates.near_day(local.date(), today or timezone.localdate())
    return format_html(
        '<time datetime="{}">{}, {}:{}</time>', local.isoformat(), near, local.hour, f"{local.minute:02d}"
    )


@register.filter
def date_long(value: date | None) -> str:
    """«21 ноября 2026 г.»; a moment is taken in the current time zone."""
    if value is None or value == "":
        return ""
    return dates.long_date(timezone.localtime(value).date() if isinstance(value, datetime) else value)


@register.filter
def whole_number(words_: str) -> str | SafeString:
    """«приказ от 02.11.2026 № 1-од» whose number never breaks at its hyphen."""
    before, sign, number = words_.partition("№")
    return format_html('{}<span class="text-nowrap">№{}</span>', before, number) if sign else words_


@register.filter
def size(value: Any) -> str:
    """Bytes in words: «240 КБ», «1,4 МБ»."""
    return words.file_size(int(value))


@register.filter
def browser(agent: str) -> str:
    """«Firefox, компьютер, Linux» from what a browser says of itself."""
    return words.browser_name(agent)

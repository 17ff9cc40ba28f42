"""Text of a paper on the screen."""

import re
from collections.abc import Sequence

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from orders.printing.typography import HYPHENED

register = template.Library()


@register.filter
def whole(text: str) -> SafeString:
    """The text with line breaks; a number of a paper does not break at its hyphen, which stays an ordinary one: the
    number is found by a search. Everything is escaped."""
    return format_html_join("", "{}", ((_run(run, kept=bool(n % 2)),) for n, run in enumerate(HYPHENED.split(text))))


def _run(text: str, *, kept: bool) -> SafeString:
    lines = linebreaksbr(text, autoescape=True)
    return format_html('<span class="whole">{}</span>', lines) if kept else lines


@register.filter
def doubted(text: str, forms: Sequence[str]) -> SafeString:
    """The text with line breaks; forms that nobody has confirmed yet are underlined. Everything is escaped."""
    if not forms:
        return whole(text)
    either = "|".join(spaced(form) for form in sorted(forms, key=len, reverse=True))
    parts = re.split(f"({either})", text)
    return format_html_join("", "{}", ((_part(part, marked=bool(n % 2)),) for n, part in enumerate(parts)))


def _part(text: str, *, marked: bool) -> SafeString:
    return format_html('<span class="unsure">{}</span>', whole(text)) if marked else whole(text)


def spaced(form: str) -> str:
    """A pattern of the form in which any space may be a no-break one."""
    return "[ \u00a0]".join(re.escape(word) for word in form.replace("\u00a0", " ").split(" "))

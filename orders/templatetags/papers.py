"""Text of a paper on the screen."""

import re
from collections.abc import Sequence

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def doubted(text: str, forms: Sequence[str]) -> SafeString:
    """The text with line breaks; forms that nobody has confirmed yet are underlined. Everything is escaped."""
    if not forms:
        return linebreaksbr(text, autoescape=True)
    either = "|".join(spaced(form) for form in sorted(forms, key=len, reverse=True))
    parts = re.split(f"({either})", text)
    return format_html_join("", "{}", ((_part(part, marked=bool(n % 2)),) for n, part in enumerate(parts)))


def _part(text: str, *, marked: bool) -> SafeString:
    lines = linebreaksbr(text, autoescape=True)
    return format_html('<span class="unsure">{}</span>', lines) if marked else lines


def spaced(form: str) -> str:
    """A pattern of the form in which any space may be a no-break one."""
    return "[ \u00a0]".join(re.escape(word) for word in form.replace("\u00a0", " ").split(" "))

"""Two drawings in a row of a table: the numbers stand beside them, so a screen reader passes over."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mentoring.surveys.results import Change, Share

WIDTH, HEIGHT, EDGE, BAR = 200, 20, 10, 16


def _x(mark: float) -> str:
    """Of a mark from 1 to 10."""
    return f"{EDGE + (mark - 1) * (WIDTH - 2 * EDGE) / 9:.1f}"


def dumbbell(change: Change) -> SafeString:
    """Было ○──● стало, on a line from 1 to 10; distinct without colour."""
    before, after = _x(change.before.mean), _x(change.after.mean)
    return format_html(
        '<svg viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true" fill="none" stroke="currentColor">'
        '<path d="M{edge} 10H{end}" stroke-opacity=".2"/><path d="M{a} 10H{b}" stroke-width="3" stroke-opacity=".5"/>'
        '<circle cx="{a}" cy="10" r="5" fill="var(--bs-body-bg)" stroke-width="2"/>'
        '<circle cx="{b}" cy="10" r="6" fill="currentColor" stroke="none"/></svg>',
        w=WIDTH,
        h=HEIGHT,
        edge=EDGE,
        end=WIDTH - EDGE,
        a=before,
        b=after,
    )


def columns(shares: tuple[Share, ...]) -> SafeString:
    """How the answers are spread: a column each, as high as its share of the largest."""
    most = max((share.count for share in shares), default=0) or 1
    step = WIDTH // max(len(shares), 1)
    bars = (
        (number * step + 2, HEIGHT - BAR * share.count // most, BAR * share.count // most, step - 4)
        for number, share in enumerate(shares)
    )
    return format_html(
        '<svg viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true" fill="currentColor">{bars}'
        '<path d="M0 20H{w}" stroke="currentColor" stroke-opacity=".4"/></svg>',
        w=WIDTH,
        h=HEIGHT,
        bars=format_html_join("", '<rect x="{}" y="{}" height="{}" width="{}" fill-opacity=".6"/>', bars),
    )

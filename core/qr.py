"""QR codes as SVG: sharp on paper, allowed by the content policy, no picture files."""

import segno
from django.utils.safestring import SafeString


def qr_svg(text: str, *, label: str) -> SafeString:
    """The picture as a part of a page, sized by its sheet of styles; `label` is what a screen reader says."""
    code = segno.make(text, error="m", micro=False)
    return SafeString(code.svg_inline(scale=1, omitsize=True, title=label, svgclass="qr", lineclass=None))


def runs(text: str) -> list[list[tuple[int, int]]]:
    """Dark stretches of every row as (first, after the last), for those who draw by themselves.

    The mask is fixed: choosing the prettiest of eight takes most of the time, and every reader takes any.
    """
    matrix = segno.make(text, error="m", micro=False, mask=3).matrix
    return [_stretches(row) for row in matrix]


def _stretches(row: bytes | bytearray) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        elif dark:
            found.append((place, place + 1))
    return found

"""Weights and colours that the pages promise."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
CSS = (STATIC / "app.css").read_text(encoding="utf-8")
ICONS = (STATIC / "icons.svg").read_text(encoding="utf-8")
TEXT, EDGE = 4.5, 3.0


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("app.css", 8192),
        ("app.js", 6144),
        ("icons.svg", 6144),
        ("passkey.js", 3072),
        ("outbox.js", 3072),
        ("offline.js", 3584),
    ],
)
def test_file_keeps_its_weight(name: str, most: int) -> None:
    assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= most


@pytest.mark.parametrize("name", ["outbox.js", "offline.js", "moves.js", "away.js"])
def test_a_script_of_a_page_stays_short(name: str) -> None:
    assert (STATIC / name).read_text(encoding="utf-8").count("\n") <= 150


def test_first_visit_of_the_sign_in_is_light() -> None:
    names = ["vendor/bootstrap/bootstrap.min.css", "app.css", "app.js", "passkey.js", "icons.svg", "favicon.svg"]
    packed = sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)
    fonts = sum((STATIC / "fonts" / name).stat().st_size for name in ("golos-cyrillic.woff2", "golos-latin.woff2"))
    assert packed + fonts <= 96 * 1024  # the page itself is 4 kB


def test_no_address_of_another_site_in_our_files() -> None:
    for name in ("app.css", "app.js", "passkey.js"):
        assert re.findall(r"https?://(?!www\.w3\.org)", (STATIC / name).read_text(encoding="utf-8")) == []


def test_every_icon_of_a_template_is_in_the_sprite() -> None:
    known = set(re.findall(r'<symbol id="([\w-]+)"', ICONS))
    used = set()
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        used |= set(re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8")))
    assert used - known == set()


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(sign * 2 for sign in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(start: str) -> dict[str, str]:
    """Custom properties of the first block that begins with `start`; `var(--x)` is followed."""
    block = CSS[CSS.index(start) :].split("{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def scheme(name: str) -> dict[str, str]:
    own = tokens(f'[data-a11y~="scheme-{name}"]')
    found = tokens(":root {") | tokens('[data-a11y*="scheme"] {') | own
    while any(value.startswith("var(") for value in found.values()):
        found = {
            key: found.get(value[6:-1], value) if value.startswith("var(") else value for key, value in found.items()
        }
    return found


LOOKS = {
    "light": tokens(":root {"),
    "dark": tokens(":root {") | tokens(':root:not([data-a11y*="scheme"]) {\n    color-scheme: dark'),
    **{name: scheme(name) for name in ("white", "black", "blue", "beige")},
}
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "muted", "pri") for ground in ("bg", "surface", "sunk", "soft")],
    *[(ink, ground, TEXT) for ink in ("bad", "warn", "ok") for ground in ("bg", "surface", "sunk")],
    *[(f"{kind}-ink", f"{kind}-bg", TEXT) for kind in ("bad", "warn", "ok", "info")],
    *[("on-pri", "pri", TEXT), ("on-pri", "pri-h", TEXT), ("field", "surface", EDGE), ("field", "bg", EDGE)],
]


@pytest.mark.parametrize("look", LOOKS)
def test_every_pair_of_colours_can_be_read(look: str) -> None:
    values = LOOKS[look]
    weak = [
        (ink, ground, round(contrast(values[ink], values[ground]), 2))
        for ink, ground, least in PAIRS
        if contrast(values[ink], values[ground]) < least
    ]
    assert weak == []

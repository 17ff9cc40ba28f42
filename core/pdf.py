"""HTML to PDF. The only module that imports WeasyPrint, and only when the first paper is printed (about 2 s)."""

import threading
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings

from core.errors import DomainError

PRINT_FOLDER = settings.BASE_DIR / "static" / "print"
FONT_FOLDER = settings.BASE_DIR / "static" / "fonts" / "liberation"
FONTS = ("Regular", "Bold", "Italic", "BoldItalic")
ASSETS: dict[str, Path] = {f"LiberationSerif-{face}.ttf": FONT_FOLDER / f"LiberationSerif-{face}.ttf" for face in FONTS}

NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})

_one_at_a_time = threading.Lock()  # pango and its font map are not safe between threads


class PdfUnavailable(DomainError):
    message = (
        "PDF недоступен: на сервере нет системных библиотек печати "
        "(libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0). Остальное работает."
    )


@dataclass(frozen=True)
class Enclosure:
    """A file inside the PDF. `at` stands in its metadata: without it the bytes would depend on the clock."""

    name: str
    content: bytes
    at: datetime


def render_pdf(
    html: str,
    *,
    sheet: str = "paper",
    variant: str | None = None,
    enclosures: Sequence[Enclosure] = (),
    pictures: Mapping[str, bytes] = NO_PICTURES,
    tagged: bool = False,
) -> bytes:
    """Prints a whole HTML document with a sheet of static/print; the same input gives the same bytes.

    Nothing is fetched but our own fonts and these `pictures` (PNG by addresses like «asset:emblem»): every other
    address in the HTML is refused and left out.
    `variant` is a name of WeasyPrint such as "pdf/a-3u"; `tagged` adds the tree of headings, tables and rows that
    screen readers follow, at a fifth more time. Raises PdfUnavailable without the system libraries.
    """
    with _one_at_a_time:
        press = _press(sheet)
        press.fetcher.pictures = pictures
        return press.render(html, variant, enclosures, tagged)


def warm_up() -> None:
    """Loads the engine, its fonts and hyphenation, so that the first paper after the start takes no second more.

    Called where processes fork afterwards. Without the system libraries nothing happens.
    """
    words = "распоряжение " * 12
    with suppress(PdfUnavailable):
        render_pdf(f'<html lang="ru"><body><p class="title">{words}</p><p class="clause">{words}</p></body></html>')


def engine_versions() -> str:
    """What prints, for the record beside a stored file."""
    weasyprint = _weasyprint()
    return f"weasyprint {weasyprint.__version__}, Liberation Serif 2.1.5"


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as error:  # cffi did not find a library
        raise PdfUnavailable from error
    return weasyprint


@cache
def _press(sheet: str) -> "Press":
    return Press(_weasyprint(), (PRINT_FOLDER / f"{sheet}.css").read_text("utf-8"))


class Press:
    """One parsed sheet and one set of fonts, kept for the life of the process: 1.2 to 1.7 times quicker."""

    def __init__(self, weasyprint: Any, css: str) -> None:
        from weasyprint.text.fonts import FontConfiguration

        self.weasyprint = weasyprint
        self.fetcher = _assets_only()
        self.fonts = FontConfiguration()
        self.css = weasyprint.CSS(string=css, font_config=self.fonts, url_fetcher=self.fetcher)

    def render(self, html: str, variant: str | None, enclosures: Sequence[Enclosure], tagged: bool) -> bytes:
        attachments = [
            self.weasyprint.Attachment(
                string=item.content,
                name=item.name,
                relationship="Source",
                created=item.at,
                modified=item.at,
                url_fetcher=self.fetcher,
            )
            for item in enclosures
        ]
        page = self.weasyprint.HTML(string=html, base_url="asset:", url_fetcher=self.fetcher)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile open
            printed: bytes = page.write_pdf(
                stylesheets=[self.css],
                font_config=self.fonts,
                pdf_variant=variant,
                pdf_tags=tagged,
                attachments=attachments,
                presentational_hints=True,  # widths of columns are attributes: pages carry no inline styles
            )
        return printed


def _assets_only() -> Any:
    """A fetcher that knows the names of ASSETS and nothing else: no file, no host, no data: address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetsOnly(URLFetcher):
        pictures: Mapping[str, bytes] = NO_PICTURES  # of the paper in the press

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url in self.pictures:
                return URLFetcherResponse(url, self.pictures[url], {"Content-Type": "image/png"})
            scheme, _, name = url.partition(":")
            if scheme != "asset" or name not in ASSETS:
                raise ValueError("refused")
            return URLFetcherResponse(url, ASSETS[name].read_bytes(), {"Content-Type": "font/ttf"})

    return AssetsOnly()

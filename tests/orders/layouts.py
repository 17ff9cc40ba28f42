"""Where the parts of a printed paper stand: rounded boxes kept beside the approved texts, one file a kind."""

import json
from collections.abc import Mapping
from typing import Any

from core import pdf
from orders.blocks import Paper
from orders.printing.render import paper_html

PIXEL = 25.4 / 96  # mm
TEXT_PARTS = ("letterhead", "kind", "requisites", "title", "preamble", "verb", "clause", "signature")
PARTS = (*TEXT_PARTS, "hands", "executor", "mark", "grid")  # classes of templates/orders/paper.html
TOLERANCE = 1  # mm

Box = list[Any]  # page, part, left, top, width, height; millimetres
Layout = dict[str, Any]  # {"pages": 2, "boxes": [Box, …]}


def pages_of(paper: Paper) -> list[Any]:
    """Pages as WeasyPrint lays them out; no file is written."""
    press = pdf._press("paper")
    page = press.weasyprint.HTML(string=paper_html(paper), base_url="asset:", url_fetcher=press.fetcher)
    laid = page.render(stylesheets=[press.css], font_config=press.fonts, presentational_hints=True)
    return [sheet._page_box for sheet in laid.pages]


def layout_of(paper: Paper) -> Layout:
    pages = pages_of(paper)
    return {"pages": len(pages), "boxes": [box for number, page in enumerate(pages, 1) for box in _boxes(number, page)]}


def _boxes(number: int, page: Any) -> list[Box]:
    found = []
    for box in page.descendants():
        part = _part(box)
        if part:
            sides = (box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
            found.append([number, part, *(round(side * PIXEL) for side in sides)])
    return found


def _part(box: Any) -> str:
    """The class of a block that the paper is built of."""
    element = box.element
    if element is None or box.element_tag != element.tag or not hasattr(box, "border_height"):
        return ""
    name = str(element.get("class", "")).partition(" ")[0]
    return name if name in PARTS and type(box).__name__ in ("BlockBox", "BlockReplacedBox") else ""


def differences(approved: Layout, found: Layout) -> list[str]:
    """What has moved by more than the tolerance, in words."""
    if approved["pages"] != found["pages"]:
        return [f"pages: {approved['pages']} → {found['pages']}"]
    parts = [[box[:2] for box in layout["boxes"]] for layout in (approved, found)]
    if parts[0] != parts[1]:
        return ["other parts stand on the pages"]
    pairs = zip(approved["boxes"], found["boxes"], strict=True)
    return [f"{old} → {new}" for old, new in pairs if _moved(old, new)]


def _moved(old: Box, new: Box) -> bool:
    return any(abs(a - b) > TOLERANCE for a, b in zip(old[2:], new[2:], strict=True))


def written(layouts: Mapping[str, Layout]) -> str:
    """Compact JSON: a box a line, so that a difference reads in a review."""
    lines = ["{"]
    for place, layout in layouts.items():
        boxes = ",\n".join(f"  {json.dumps(box)}" for box in layout["boxes"])
        lines.append(f'"{place}": {{"pages": {layout["pages"]}, "boxes": [\n{boxes}\n]}},')
    lines[-1] = lines[-1].removesuffix(",")
    return "\n".join([*lines, "}"]) + "\n"

"""Takes the pictures of the README from the demonstration data. Not a test of the suite: run it by its name.

`python3 run.py test tests/browser/pictures.py`
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page

from tests.browser.sample import account, load_sample
from tests.conftest import NOW

FOLDER = Path(settings.BASE_DIR) / "docs" / "pictures"
LARGEST = 150_000
COLOURS = 256  # a third of the size, and no shade moves by more than five steps of 255


@dataclass(frozen=True)
class Picture:
    login: str
    name: str
    of: str = ""
    width: int = 1280
    height: int = 860


PICTURES = {
    "roadmap": Picture("coordinator", "roadmap_detail", "roadmap"),
    "home": Picture("coordinator", "home"),
    "activity": Picture("coordinator", "activity_detail", "current activity"),
    "import": Picture("coordinator4", "import_review", "import"),
    "order": Picture("coordinator2", "order_detail", "draft order"),
    "people": Picture("coordinator", "participant_list"),
    "matching": Picture("coordinator", "variant_detail", "variant"),
    "pair": Picture("coordinator", "pair_detail", "active pair"),
    "dashboard": Picture("town", "dashboard"),
    "report": Picture("town", "report_detail", "consolidated report"),
    "phone": Picture("coordinator", "home", width=390, height=844),
    "meeting": Picture("mentor", "meeting_log", "own pair", width=390, height=844),
}


@pytest.mark.browser
@pytest.mark.real_time
@pytest.mark.django_db(transaction=True)
def test_pictures_are_taken(open_page: Callable[..., Page], clock: Any) -> None:
    ids = load_sample(NOW)
    sizes = {}
    for name, picture in PICTURES.items():
        page = open_page(width=picture.width, account=account(picture.login))
        page.set_viewport_size({"width": picture.width, "height": picture.height})
        page.goto(reverse(picture.name, args=[ids[picture.of]] if picture.of else []), wait_until="networkidle")
        sizes[name] = save(page.screenshot(), FOLDER / f"{name}.png")
    assert max(sizes.values()) <= LARGEST, sizes


def save(shot: bytes, file: Path) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(BytesIO(shot)).convert("RGB")
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(file, optimize=True)
    return file.stat().st_size

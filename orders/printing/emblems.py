"""Pictures for the blank: whatever comes is drawn again as a small PNG, so nothing of the file itself is kept."""

import base64
import io
from typing import IO, Any

from core.errors import DomainError

MOST_BYTES, MOST_PIXELS, SIDE = 2_000_000, 25_000_000, 480
FORMATS = ("PNG", "JPEG")


class NotAPicture(DomainError):
    message = "Нужен рисунок PNG или JPEG до 2 МБ."


def emblem_of(file: IO[bytes]) -> str:
    """Base64 of the PNG, at most 480 pixels a side. Raises NotAPicture."""
    from PIL import Image, UnidentifiedImageError  # slow to import

    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotAPicture
    try:
        picture: Any = Image.open(io.BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise NotAPicture
        drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    drawn.thumbnail((SIDE, SIDE))
    sheet = Image.new("RGB", drawn.size, "white")
    sheet.paste(drawn, mask=drawn.getchannel("A"))
    out = io.BytesIO()
    sheet.quantize(128).save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()

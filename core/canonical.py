"""Values that are kept for ever: canonical JSON and its sha256. Equal content, equal bytes."""

import hashlib
import json
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any


def canonical(state: Any) -> bytes:
    """Sorted keys, no spaces, UTF-8, NFC. Raises TypeError for a float: its writing would depend on the machine."""
    return json.dumps(checked(state), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(state: Any) -> str:
    return hashlib.sha256(canonical(state)).hexdigest()


def checked(value: Any) -> Any:
    """The same as JSON knows it: days in ISO, decimals as words."""
    if isinstance(value, float):
        raise TypeError("what is kept holds no floats")
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {key: checked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [checked(item) for item in value]
    return value

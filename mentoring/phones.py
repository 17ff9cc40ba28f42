"""Whether what stands for a phone number can be one. Any spelling is kept; what cannot be dialled is pointed out."""

import re

# A town number has five digits, the longest of the world fifteen (ITU-T E.164).
NUMBER = re.compile(r"(?<!\d)\d{5,15}(?!\d)")
INSIDE = re.compile(r"[\s().–—-]+")
DOUBT = "Не похоже на номер телефона: проверьте цифры"


def phone_doubt(text: str) -> str:
    """What to ask about it; nothing for an empty one and for a number in any spelling, with others beside it."""
    return DOUBT if text.strip() and not NUMBER.search(INSIDE.sub("", text)) else ""

"""The code in the QR of a paper and the address it leads to."""

import secrets
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters that look alike in print
LENGTH = 12


def new_code() -> str:
    """About 59 bits: nobody leafs through the orders of a region by guessing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def check_address(code: str) -> str:
    return urljoin(settings.SITE_URL, reverse("order_check", args=[code]))

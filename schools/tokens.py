"""The token of an invitation, which is never stored.

It is derived from a random seed and SECRET_KEY, so that the letter (whose payload holds the seed) can be written
later; the row keeps the sha256 of the token.
"""

import hashlib
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from schools.models import Invitation


@dataclass(frozen=True)
class Issued:
    """A new invitation and the seed of its token; the seed goes into the letter's payload and nowhere else."""

    invitation: Invitation
    seed: str

    @property
    def token(self) -> str:
        return token_from_seed(self.seed)


def token_from_seed(seed: str) -> str:
    return salted_hmac("schools.invitation", seed, algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

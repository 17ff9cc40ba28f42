"""Names that lead nowhere: drawn by chance, never counted from the name or the key of a person."""

import secrets

ALPHABET = "абвгдежзиклмнпрстуфхцш23456789"  # without letters and digits that look alike
LENGTH = 9  # 30 to the 9th: about 44 bits


def new_pseudonym() -> str:
    return "Участник-" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))

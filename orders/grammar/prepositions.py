"""«о» or «об», «в» or «во», «с» or «со» by the sound of the word behind."""

import re

# Й-sounds (е, ё, ю, я) take «о»: «о Елене», «об Анне»; eleven is «одиннадцать».
VOWEL = re.compile(r"^[«„\"(]*(?:[аиоуэ]|11(?!\d))", re.IGNORECASE)
IN_FULL = re.compile(r"^[«„\"(]*[ВвФф][бвгджзйклмнпрстфхцчшщ]")
WITH_FULL = re.compile(r"^[«„\"(]*(?:[СсЗзШшЖж][бвгджзйклмнпрстфхцчшщ]|[Щщ]|2[ \u00a0][а-я])")


def before(preposition: str, words: str) -> str:
    """«об» before «учителе», «во» before «Владимирской», «со» before «2 сентября»; the capital stays."""
    first = preposition[:1]
    match first.lower():
        case "о":
            return f"{first}б" if VOWEL.match(words) else first
        case "в":
            return f"{first}о" if IN_FULL.match(words) else first
        case "с":
            return f"{first}о" if WITH_FULL.match(words) else first
    return preposition

"""Russian number words of the screen."""

from collections.abc import Sequence


def plural(number: int, forms: Sequence[str]) -> str:
    """The form for a number: («пара», «пары», «пар»)."""
    tail = abs(number) % 100
    if 11 <= tail <= 14:
        return forms[2]
    last = tail % 10
    return forms[0] if last == 1 else forms[1] if 2 <= last <= 4 else forms[2]


def counted(number: int, forms: Sequence[str]) -> str:
    """«5 пар» with a no-break space."""
    return f"{number}\u00a0{plural(number, forms)}"


def folded(text: str) -> str:
    """Small letters with ё as е: how words are compared, never how they are shown."""
    return text.lower().replace("ё", "е")


def full_name(*parts: str) -> str:
    """«Примерова Светлана Андреевна»: last name, first name, patronymic; empty ones are left out."""
    return " ".join(part for part in parts if part)


def with_initials(last_name: str, *others: str) -> str:
    """«Примерова С. А.» with no-break spaces."""
    return "\u00a0".join([last_name, *(f"{part[0]}." for part in others if part)])


def thousands(number: int) -> str:
    """«5 000» with a no-break space."""
    return f"{number:,}".replace(",", "\u00a0")


def hours(minutes: int) -> str:
    """Hours of sixty minutes with one digit, a half of it upwards: «4,5»."""
    tenths = (minutes + 3) // 6
    return f"{tenths // 10},{tenths % 10}".removesuffix(",0")


def file_size(count: int) -> str:
    """Bytes as «12 Б», «240 КБ», «1,4 МБ»."""
    if count < 1024:
        return f"{count}\u00a0Б"
    if count < 1024 * 1024:
        return f"{round(count / 1024)}\u00a0КБ"
    return f"{count / 1024 / 1024:.1f}\u00a0МБ".replace(".", ",").replace(",0\u00a0", "\u00a0")


# Marks of browsers in the order in which they have to be tried: most pretend to be another one as well.
BROWSERS = (
    ("YaBrowser", "Яндекс\u00a0Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "телефон или планшет"),
    ("iPhone", "айфон"),
    ("iPad", "айпад"),
    ("Windows", "компьютер, Windows"),
    ("Mac OS", "компьютер, macOS"),
    ("Linux", "компьютер, Linux"),
)


def browser_name(agent: str) -> str:
    """«Firefox, компьютер, Linux» from what a browser says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(part for part in (browser, system) if part) or "неизвестный браузер"

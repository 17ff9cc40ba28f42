"""What a token may stand for."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Who:
    """A person as papers name people. `post` is a position, «ученица 7 «А» класса»."""

    last_name: str
    first_name: str = ""
    patronymic: str = ""
    gender: str = ""
    post: str = field(default="", compare=False)

    @property
    def parts(self) -> tuple[str, str, str]:
        return self.last_name, self.first_name, self.patronymic

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)


@dataclass(frozen=True)
class Phrase:
    """A position (`animate`), an act, a body: the head group declines."""

    text: str
    animate: bool = False


Value = str | int | date | Phrase | Who | tuple[Who, ...]

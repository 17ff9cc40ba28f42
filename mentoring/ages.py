"""At which ages pupils take part. An organization settles it: no act does (14 and 18 of consents stand in the law)."""

from dataclasses import dataclass, replace
from typing import Self

from core.words import counted
from mentoring.models import Person, Side

YOUNGEST, OLDEST = 5, 20  # full years a limit may name
YEARS = ("год", "года", "лет")


@dataclass(frozen=True, slots=True)
class Ages:
    """Full years, both ends included; nothing: no limit. Grown people and an unknown age are never refused."""

    mentee_from: int | None = None
    mentee_to: int | None = None
    mentor_from: int | None = None

    def in_order(self) -> Self:
        """Two levels may contradict each other: the lower limit stands."""
        if self.mentee_from and self.mentee_to and self.mentee_to < self.mentee_from:
            return replace(self, mentee_to=None)
        return self

    def refusal(self, kind: str, side: str, years: int | None) -> str:
        """Why a pupil takes no such part, in words; empty where nothing stands against it."""
        if kind != Person.Kind.PUPIL or years is None:
            return ""
        is_mentor = side == Side.MENTOR
        first, last = (self.mentor_from, None) if is_mentor else (self.mentee_from, self.mentee_to)
        if (first is None or years >= first) and (last is None or years <= last):
            return ""
        words = " ".join(part for part in (first and f"с {first} лет", last and f"до {last} лет") if part)
        role = "наставниками" if is_mentor else "наставляемыми"
        return f"Ученики становятся {role} {words}, а по дате рождения {counted(years, YEARS)}."


NO_LIMITS = Ages()

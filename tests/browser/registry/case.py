"""A page to be looked at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A page by its URL name; `of` names its argument in the sample.

    `press` is the button that brings the errors, after the field `clear` was emptied.
    """

    name: str
    of: str = ""
    query: str = ""
    press: str = ""
    clear: str = ""
    status: int = 200

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.of, self.query, self.press and f"[{self.press}]") if part)

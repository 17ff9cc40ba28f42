"""What a letter says. Any app writes one (settings.LETTER_WRITERS); `notifications` gives it its form and sends it.

A writer takes the recipient as viewer, the payload (ids) and the moment of sending, and returns None when there is
nothing to tell any more.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One row of a letter: what, in which state, and a link with its verb. `url` is a path of the site."""

    text: str
    note: str = ""
    url: str = ""
    verb: str = ""


@dataclass(frozen=True)
class LetterText:
    """`link` is a path of the site, `button` the words on it; without them for people who cannot sign in.

    No word of it is about a child.
    """

    subject: str
    lines: tuple[Line | str, ...]
    link: str
    button: str

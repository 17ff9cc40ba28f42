"""Expected failures. A view turns them into a form error or a message; everything else is a bug and propagates."""


class DomainError(Exception):
    """A refusal in words the user can act on; subclasses set `message` (Russian)."""

    message = "Не получилось. Обновите страницу и попробуйте ещё раз."

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.message
        super().__init__(self.message)


class ReasonMissing(DomainError):
    """Of what may be done with a reason only."""

    message = "Напишите причину: она останется в истории."

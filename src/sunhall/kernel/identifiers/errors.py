"""Say what is wrong with an identifier."""


class IdentifierError(ValueError):
    """Refuse an identifier: what is wrong, where, and what would be right.

    `code` never changes and is one of: `empty`, `length`, `character`, `structure`, `unknown`,
    `date`, `check_character`, `not_valid_then`. `position` counts characters from 1. `expected`
    is the character or value that would be right, where there is one. The message never repeats
    the whole value, which may be personal data.
    """

    def __init__(
        self, code: str, message: str, *, position: int | None = None, expected: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.position = position
        self.expected = expected


class UnknownKindError(LookupError):
    """There is no identifier of that kind; the message lists those there are."""

"""Say why a time limit cannot be reckoned."""


class CalendarError(ValueError):
    """Refuse a value of the calendar: what is wrong with it and what to write instead.

    `code` never changes and is one of: `limit_unreadable`, `limit_not_positive`,
    `limit_too_long`, `end_before_start`, `date_out_of_range`, `dates_unreadable`.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

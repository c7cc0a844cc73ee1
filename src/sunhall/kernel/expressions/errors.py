"""Say why a question cannot be asked, or cannot be answered."""

from django.utils.translation import gettext as _


class ExpressionError(ValueError):
    """Refuse an expression or a fact: where, what is wrong, and what to write instead.

    `column` counts the characters of the whole text from 1, over line ends too; it is None when
    the whole is to blame. `code` never changes and is one of: `too_long`, `too_deep`,
    `unreadable`, `unsupported`, `unknown_name`, `wrong_type`, `not_a_question`,
    `fact_unreadable`, `cannot_answer`.
    """

    def __init__(self, code: str, problem: str, column: int | None = None) -> None:
        if column is not None:
            problem = _("第 %(column)d 字：%(problem)s") % {"column": column, "problem": problem}
        super().__init__(problem)
        self.code = code
        self.column = column

"""What a rule asks of an event's facts, and what follows from the answer."""

from dataclasses import dataclass

from sunhall.business.supervision.choices import Effect, Severity
from sunhall.business.supervision.rules.source import Draft
from sunhall.kernel.calendar import WorkingCalendar
from sunhall.kernel.expressions import (
    Expression,
    ExpressionError,
    Facts,
    Values,
    compile_expression,
)

RECKONING = "days("
"""What a question holds that needs the city's calendar."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's answer to an irregular act."""

    is_red: bool
    is_blocked: bool


class QuestionFault(ValueError):
    """One of a rule's conditions cannot be asked of an event."""

    def __init__(self, field: str, event: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.event = event


@dataclass(frozen=True, slots=True)
class Question:
    """A rule's conditions, compiled for the facts of one event."""

    when: Expression
    red_when: Expression | None
    block_when: Expression | None
    is_red: bool
    is_blocking: bool

    @property
    def names(self) -> frozenset[str]:
        """Return the facts it asks for."""
        return frozenset().union(*(one.names for one in self._expressions))

    @property
    def reckons(self) -> bool:
        """Tell whether it counts days, and so needs the city's calendar."""
        return any(RECKONING in one.text for one in self._expressions)

    @property
    def _expressions(self) -> list[Expression]:
        return [one for one in (self.when, self.red_when, self.block_when) if one]

    def answer(self, facts: Values, calendar: WorkingCalendar) -> Verdict | None:
        """Return what follows from the facts, or None where all is in order.

        Raises:
            ExpressionError: the facts do not let it be reckoned.
        """
        if not self.when.holds(facts, calendar):
            return None
        is_red = self.is_red or _holds(self.red_when, facts, calendar)
        is_blocked = self.is_blocking and (
            self.block_when is None or self.block_when.holds(facts, calendar)
        )
        return Verdict(is_red, is_blocked)


def compile_question(draft: Draft, event: str, types: Facts) -> Question:
    """Read a rule's conditions for the facts of an event.

    Raises:
        QuestionFault: one of them cannot be asked of it.
    """
    compiled = {}
    for field in ("when", "red_when", "block_when"):
        text = getattr(draft, field)
        try:
            compiled[field] = compile_expression(text, types) if text else None
        except ExpressionError as error:
            raise QuestionFault(field, event, str(error)) from error
    if compiled["when"] is None:
        raise QuestionFault("when", event, "")
    return Question(
        compiled["when"],
        compiled["red_when"],
        compiled["block_when"],
        draft.severity == Severity.RED,
        draft.effect == Effect.BLOCK,
    )


def _holds(expression: Expression | None, facts: Values, calendar: WorkingCalendar) -> bool:
    return expression is not None and expression.holds(facts, calendar)

"""What an expression is made of: typed closures over facts and the city's calendar."""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from sunhall.kernel.calendar import Deadline, TimeLimit, Unit, WorkingCalendar
from sunhall.kernel.expressions.facts import Kind, Values

Run = Callable[[Values, WorkingCalendar], Any]


@dataclass(frozen=True, slots=True)
class Term:
    """A part of an expression: the kind of its value, and how to get it."""

    kind: Kind
    run: Run


def constant(kind: Kind, value: Any) -> Term:
    """Return the term that is always one value."""
    return Term(kind, lambda facts, calendar: value)


def fact(kind: Kind, name: str) -> Term:
    """Return the term that reads a recorded fact; one that is not recorded is None."""
    return Term(kind, lambda facts, calendar: facts.get(name))


def is_absent(term: Term, *, absent: bool) -> Term:
    """Ask whether a value is, or is not, None."""
    run = term.run
    return Term(Kind.BOOLEAN, lambda facts, calendar: (run(facts, calendar) is None) is absent)


def compare(left: Term, right: Term, test: Callable[[Any, Any], Any]) -> Term:
    """Compare two values; with None the answer is no, whatever the comparison."""
    first, second = left.run, right.run

    def run(facts: Values, calendar: WorkingCalendar) -> bool:
        one = first(facts, calendar)
        if one is None:
            return False
        other = second(facts, calendar)
        return other is not None and bool(test(one, other))

    return Term(Kind.BOOLEAN, run)


def negate(term: Term) -> Term:
    """Answer the opposite."""
    run = term.run
    return Term(Kind.BOOLEAN, lambda facts, calendar: not run(facts, calendar))


def every(terms: Sequence[Term]) -> Term:
    """Answer yes when every part does."""
    runs = [term.run for term in terms]

    def run(facts: Values, calendar: WorkingCalendar) -> bool:
        for part in runs:  # noqa: SIM110, a generator would cost as much as the parts
            if not part(facts, calendar):
                return False
        return True

    return Term(Kind.BOOLEAN, run)


def some(terms: Sequence[Term]) -> Term:
    """Answer yes when one part does."""
    return negate(every([negate(term) for term in terms]))


def apply(kind: Kind, function: Callable[..., Any], terms: Sequence[Term]) -> Term:
    """Compute a value from others; None as soon as one of them is."""
    runs = [term.run for term in terms]

    def run(facts: Values, calendar: WorkingCalendar) -> Any:
        values = [part(facts, calendar) for part in runs]
        return None if None in values else function(*values)

    return Term(kind, run)


def add_limit(start: Term, limit: Term) -> Term:
    """Return the last day on which an act within the limit is in time."""
    first, second = start.run, limit.run

    def run(facts: Values, calendar: WorkingCalendar) -> date | None:
        day, days = first(facts, calendar), second(facts, calendar)
        if day is None or days is None:
            return None
        return Deadline(start_date=day, limit=days, calendar=calendar).due_date

    return Term(Kind.DATE, run)


def divide(one: int | Decimal, other: int | Decimal) -> Decimal:
    """Divide exactly as money is divided, never by floats."""
    return Decimal(one) / Decimal(other)


def days_between(one: date, other: date) -> int:
    """Count the calendar days from the other day to this one."""
    return (one - other).days


def limit_of(unit: Unit) -> Callable[[int | Decimal], TimeLimit]:
    """Return what makes a time limit of a number of days."""

    def limit(amount: int | Decimal) -> TimeLimit:
        whole = int(amount)
        if whole != amount:
            raise ArithmeticError
        return TimeLimit(whole, unit)

    return limit


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language with one signature per row: kinds taken, kind given."""

    run: Callable[..., Any]
    signatures: tuple[tuple[tuple[Kind, ...], Kind], ...]
    is_variadic: bool = False

    def result(self, kinds: tuple[Kind, ...]) -> Kind | None:
        """Return the kind it gives for such arguments, or None if it does not take them."""
        if self.is_variadic and len(kinds) > 1 and len(set(kinds)) == 1:
            kinds = kinds[:1]
        elif self.is_variadic:
            return None
        return dict(self.signatures).get(kinds)


NUMBER_TO_LIMIT = (((Kind.NUMBER,), Kind.LIMIT),)
ORDERED = tuple(((kind,), kind) for kind in Kind if kind.is_ordered)
FUNCTIONS = {
    "days": Function(limit_of(Unit.CALENDAR_DAY), NUMBER_TO_LIMIT),
    "working_days": Function(limit_of(Unit.WORKING_DAY), NUMBER_TO_LIMIT),
    "day_of": Function(
        lambda moment: timezone.localtime(moment).date(), (((Kind.MOMENT,), Kind.DATE),)
    ),
    "count": Function(
        len, tuple(((kind,), Kind.NUMBER) for kind in (Kind.NUMBERS, Kind.TEXTS, Kind.TEXT))
    ),
    "min": Function(min, ORDERED, is_variadic=True),
    "max": Function(max, ORDERED, is_variadic=True),
    "abs": Function(abs, (((Kind.NUMBER,), Kind.NUMBER),)),
}

ARITHMETIC: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": divide,
}

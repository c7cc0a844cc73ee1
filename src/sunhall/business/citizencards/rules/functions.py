"""Which functions of a card are on, and whose they are."""

from collections.abc import Mapping

from sunhall.business.citizencards.choices import Function

FIELDS: Mapping[Function, str] = {
    Function.SOCIAL_SECURITY: "RS",
    Function.CIVIL_AFFAIRS: "MZ",
    Function.HEALTH: "WJ",
    Function.HOUSING_FUND: "JS",
    Function.APPROVALS: "XZ",
}
"""The field of the departments that own a function, as the directory knows it."""


def functions_in(bits: int) -> list[Function]:
    """Return the functions that are on."""
    return [function for function in Function if bits & function]


def switched(bits: int, function: Function, *, is_on: bool) -> int:
    """Return the functions after one has been switched."""
    return bits | function if is_on else bits & ~function


def own_functions(field: str) -> list[Function]:
    """Return the functions that departments of a field own."""
    return [function for function, owner in FIELDS.items() if field and owner == field]


CODES: tuple[tuple[str, ...], ...] = tuple(
    tuple(function.code for function in functions_in(bits)) for bits in range(sum(Function) + 1)
)
"""The codes of the functions that are on, by their bits."""

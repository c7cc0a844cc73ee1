"""Compute a fine from the facts, and say how."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_FLOOR, Context, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sunhall.kernel.decision.model import Amount, AmountType, Factor, Facts
from sunhall.kernel.decision.wording import number_in_words, unit_in_words

YUAN = "元"
HUNDRED = Decimal(100)

# A coefficient and four bases have at most 15 digits each: nothing is ever rounded but the end.
_EXACT = Context(prec=100)
_ONE = Decimal(1)


def evaluate(amount: Amount, facts: Facts) -> Decimal:
    """Return the fine in yuan, rounded down to the whole yuan.

    Raises:
        KeyError: a base is not among the facts.
    """
    return rounded_down(exact_value(amount, facts))


def exact_value(amount: Amount, facts: Facts) -> Decimal:
    """Return the amount in yuan before it is rounded.

    Raises:
        KeyError: a base is not among the facts.
    """
    value = amount.coefficient
    if amount.bases:
        value = _EXACT.multiply(value, _quantity(amount, _product(amount, facts)))
    if amount.type is AmountType.PERCENT:
        value = _EXACT.divide(value, HUNDRED)
    if amount.cap is not None and value > amount.cap:
        return amount.cap
    return value


def rounded_down(value: Decimal) -> Decimal:
    """Return the whole yuan of an amount."""
    return value.quantize(_ONE, rounding=ROUND_FLOOR, context=_EXACT)


def share_of(amount: Decimal, percent: Decimal) -> Decimal:
    """Return so many hundredths of an amount, exactly."""
    return _EXACT.divide(_EXACT.multiply(amount, percent), HUNDRED)


def yuan_in_words(yuan: Decimal) -> str:
    """Return an amount of money as people write it."""
    return _("%(amount)s 元") % {"amount": number_in_words(yuan)}


def describe(amount: Amount, factors: Mapping[str, Factor]) -> str:
    """Return the formula in words: “每平方米 100 元,最高 20,000 元”."""
    bases = [factors[key] for key in amount.bases]
    words = {
        "number": number_in_words(amount.coefficient),
        "bases": " × ".join(base.name for base in bases),
        "units": "".join(
            _("每%(unit)s") % {"unit": unit_in_words(base.unit or base.name)} for base in bases
        ),
        "unit": unit_in_words(bases[0].unit, amount.step or _ONE) if bases else "",
        "step": number_in_words(amount.step or _ONE),
    }
    is_multiple = amount.type is AmountType.PER_UNIT and _is_money(bases)
    text = _(_FORMULAS[AmountType.MULTIPLE if is_multiple else amount.type]) % words
    if amount.base_floor is not None:
        floor = {"floor": yuan_in_words(amount.base_floor)}
        text += _("，不足 %(floor)s的按 %(floor)s计") % floor
    if amount.cap is not None:
        text += _("，最高 %(cap)s") % {"cap": yuan_in_words(amount.cap)}
    return text


def computation(amount: Amount, factors: Mapping[str, Factor], facts: Facts) -> str:
    """Return how the fine follows from the facts: “100 元 × 12 平方米 = 1,200 元”."""
    value = exact_value(amount, facts)
    fine = rounded_down(value)
    text = product_in_words(amount, factors, facts)
    if amount.type is AmountType.FIXED and value == fine:
        return text
    if value != fine:
        text += _(" = %(value)s，向下取整") % {"value": yuan_in_words(value)}
    return f"{text} = {yuan_in_words(fine)}"


def product_in_words(amount: Amount, factors: Mapping[str, Factor], facts: Facts) -> str:
    """Return what is multiplied, without the result: “100 元 × 12 平方米”."""
    text = " × ".join(_terms(amount, [factors[key] for key in amount.bases], facts))
    if amount.cap is not None and exact_value(amount, facts) == amount.cap:
        text += _("，最高 %(cap)s") % {"cap": yuan_in_words(amount.cap)}
    return text


_FORMULAS = {
    AmountType.FIXED: gettext_noop("%(number)s 元"),
    AmountType.MULTIPLE: gettext_noop("%(bases)s的 %(number)s 倍"),
    AmountType.PERCENT: gettext_noop("%(bases)s的 %(number)s%%"),
    AmountType.PER_UNIT: gettext_noop("%(units)s %(number)s 元"),
    AmountType.STEP: gettext_noop("%(bases)s每满 %(step)s %(unit)s %(number)s 元"),
}
_COEFFICIENTS = {
    AmountType.FIXED: gettext_noop("%(number)s 元"),
    AmountType.MULTIPLE: gettext_noop("%(number)s 倍"),
    AmountType.PERCENT: "%(number)s%%",
    AmountType.PER_UNIT: gettext_noop("%(number)s 元"),
    AmountType.STEP: gettext_noop("%(number)s 元"),
}


def _terms(amount: Amount, bases: list[Factor], facts: Facts) -> list[str]:
    product = _product(amount, facts)
    terms = [_with_unit(facts[base.key], base.unit) for base in bases]
    if amount.base_floor is not None and product < amount.base_floor:
        terms = [
            _("%(base)s（不足 %(floor)s的按 %(floor)s计）")
            % {"base": " × ".join(terms), "floor": yuan_in_words(amount.base_floor)}
        ]
    if amount.type is AmountType.STEP:
        steps = {
            "base": terms[0],
            "step": _with_unit(amount.step, bases[0].unit),
            "count": number_in_words(_quantity(amount, product)),
        }
        terms = [_("%(base)s中满 %(step)s的 %(count)s 次") % steps]
    if amount.type is AmountType.PER_UNIT and _is_money(bases):
        return terms if amount.coefficient == 1 else [*terms, number_in_words(amount.coefficient)]
    number = {"number": number_in_words(amount.coefficient)}
    coefficient = _(_COEFFICIENTS[amount.type]) % number
    if amount.type in (AmountType.MULTIPLE, AmountType.PERCENT):
        return [*terms, coefficient]
    return [coefficient, *terms]


def _with_unit(value: Any, unit: str) -> str:
    return f"{number_in_words(value)} {unit_in_words(unit, value)}".rstrip()


def _is_money(bases: Iterable[Factor]) -> bool:
    return any(base.unit == YUAN for base in bases)


def _product(amount: Amount, facts: Facts) -> Decimal:
    product = _ONE
    for key in amount.bases:
        base: Any = facts[key]
        product = _EXACT.multiply(product, base)
    return product


def _quantity(amount: Amount, product: Decimal) -> Decimal:
    if amount.base_floor is not None and product < amount.base_floor:
        product = amount.base_floor
    if amount.type is AmountType.STEP and amount.step:
        return _EXACT.divide_int(product, amount.step)
    return product

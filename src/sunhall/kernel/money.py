"""Amounts of money as official documents write them."""

from decimal import Decimal
from itertools import groupby

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
MYRIADS = ("", "万", "亿")
LIMIT = Decimal(10) ** (4 * len(MYRIADS))
CENT = Decimal("0.01")


def yuan_in_figures(yuan: Decimal) -> str:
    """Write an amount in figures: ￥12,345.00."""
    return f"￥{yuan:,.2f}"


def yuan_in_capitals(yuan: Decimal) -> str:
    """Write an amount in the capital numerals that cannot be altered: 壹万贰仟叁佰肆拾伍元整.

    One 零 stands for any run of zeros inside; 整 closes whole yuan, as nothing may follow them.

    Raises:
        ValueError: the amount is negative, too large, or has parts of a cent (分).

    Law: 支付结算办法 附一《正确填写票据和结算凭证的基本规定》.
    """
    if not 0 <= yuan < LIMIT or yuan != yuan.quantize(CENT):
        raise ValueError(f"{yuan} yuan cannot be written in capitals")
    whole, cents = divmod(int(yuan * 100), 100)
    dimes, cents = divmod(cents, 10)
    words = f"{_whole_in_capitals(whole)}元" if whole or not dimes + cents else ""
    if not dimes + cents:
        return f"{words}整"
    if dimes:
        words += f"{DIGITS[dimes]}角"
    elif whole:
        words += DIGITS[0]
    return words + (f"{DIGITS[cents]}分" if cents else "")


def _whole_in_capitals(number: int) -> str:
    """Write a whole number, in groups of four places, the highest first."""
    groups = [number // 10**place % 10_000 for place in range(0, 4 * len(MYRIADS), 4)]
    words = ""
    for place in reversed(range(len(groups))):
        group = groups[place]
        if words and group < 1000 and not words.endswith(DIGITS[0]):
            words += DIGITS[0]
        if group:
            words += _group_in_capitals(group) + MYRIADS[place]
    return words.rstrip(DIGITS[0]) or DIGITS[0]


def _group_in_capitals(group: int) -> str:
    """Write a number under 10,000 without the zeros at either end."""
    written = ""
    for is_zero, run in groupby(reversed(range(4)), lambda place: not group // 10**place % 10):
        places = list(run)
        written += (
            DIGITS[0]
            if is_zero
            else "".join(f"{DIGITS[group // 10**place % 10]}{PLACES[place]}" for place in places)
        )
    return written.strip(DIGITS[0])

"""Money: amounts in figures and in capitals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.kernel.money import DIGITS, LIMIT, yuan_in_capitals, yuan_in_figures

UNITS = {"拾": 10, "佰": 100, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}


def read(words: str) -> Decimal:
    """Read capitals back, by the grammar of Chinese numerals."""
    whole, _, rest = words.rpartition("元") if "元" in words else ("", "", words)
    cents = sum(
        DIGITS.index(rest[rest.index(unit) - 1]) * worth
        for unit, worth in (("角", 10), ("分", 1))
        if unit in rest
    )
    total = group = digit = 0
    for word in whole:
        if word in MYRIADS:
            total += (group + digit) * MYRIADS[word]
            group = digit = 0
        elif word in UNITS:
            group += digit * UNITS[word]
            digit = 0
        else:
            digit = DIGITS.index(word)
    return Decimal(total + group + digit) + Decimal(cents) / 100


class TestYuanInCapitals:
    @pytest.mark.parametrize(
        ("yuan", "words"),
        [
            ("0", "零元整"),
            ("0.05", "伍分"),
            ("0.50", "伍角"),
            ("10", "壹拾元整"),
            ("12345.00", "壹万贰仟叁佰肆拾伍元整"),
            ("1409.50", "壹仟肆佰零玖元伍角"),
            ("6007.14", "陆仟零柒元壹角肆分"),
            ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("10500", "壹万零伍佰元整"),
            ("107000.53", "壹拾万柒仟元伍角叁分"),
            ("100000000", "壹亿元整"),
            ("100010001", "壹亿零壹万零壹元整"),
            ("20000003000", "贰佰亿零叁仟元整"),
        ],
    )
    def test_writes_as_the_payment_rules_say(self, yuan, words):
        assert yuan_in_capitals(Decimal(yuan)) == words

    @given(st.integers(0, int(LIMIT * 100) - 1))
    def test_can_be_read_back_and_doubles_no_zero(self, cents):
        yuan = Decimal(cents) / 100

        words = yuan_in_capitals(yuan)

        assert read(words) == yuan
        assert "零零" not in words
        assert words.endswith("整") == (cents % 100 == 0)

    @pytest.mark.parametrize("yuan", ["-1", "0.001", str(LIMIT)])
    def test_refuses_what_it_cannot_write(self, yuan):
        with pytest.raises(ValueError, match="capitals"):
            yuan_in_capitals(Decimal(yuan))


class TestYuanInFigures:
    def test_groups_thousands_and_shows_cents(self):
        assert yuan_in_figures(Decimal("12345")) == "￥12,345.00"

"""Tests of amounts, dates and shares in words."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from sunhall.kernel.templatetags import units


class TestYuan:
    @pytest.mark.parametrize(
        ("amount", "written"),
        [
            (Decimal("1000"), "1,000 元"),
            (Decimal("1000.00"), "1,000 元"),
            (Decimal("1234.5"), "1,234.50 元"),
            (0, "0 元"),
            ("500", "500 元"),
            (Decimal("1E+6"), "1,000,000 元"),
            (Decimal("NaN"), "—"),
            ("many", "—"),
            (None, "—"),
            ("", "—"),
        ],
    )
    def test_writes_cents_only_where_there_are_any(self, amount, written):
        assert units.yuan(amount) == written


class TestPercent:
    @pytest.mark.parametrize(
        ("share", "written"),
        [(Decimal("0.125"), "12.5%"), (Decimal("1"), "100%"), (0, "0%"), (None, "—")],
    )
    def test_drops_zeros_that_say_nothing(self, share, written):
        assert units.percent(share) == written


class TestDay:
    def test_is_written_in_the_reader_s_language(self):
        day = date(2026, 11, 3)

        with translation.override("zh-hans"):
            written = units.day(day)

        assert written == "2026年11月3日"

    def test_of_a_moment_is_the_city_s_day(self):
        late = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)

        with timezone.override("Asia/Shanghai"), translation.override("zh-hans"):
            written = units.day(late)

        assert written == "2026年11月23日"


class TestMoment:
    def test_adds_the_time(self):
        late = datetime(2026, 11, 22, 20, 5, tzinfo=UTC)

        with timezone.override("Asia/Shanghai"), translation.override("zh-hans"):
            written = units.moment(late)

        assert written == "2026年11月23日 04:05"

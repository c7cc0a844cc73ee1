"""What counts as unusual, and how counts become bars."""

from datetime import date, datetime, timedelta

import pytest

from sunhall.platforms.security.rules.bars import HEIGHT, WIDTH, bars_of
from sunhall.platforms.security.rules.unusual import (
    MANY_PERSONS,
    OUTSIDE_OWN_CASES,
    Look,
    Rule,
    SignOn,
    find_unusual,
)

MONDAY = datetime(2026, 3, 2, 10, 0)  # noqa: DTZ001  the city's clock


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def looks(count, at=MONDAY, step=timedelta(seconds=1), is_colleague=False, whom=None):
    return [
        Look(at + step * n, 1, "孙执法", n if whom is None else whom, is_colleague)
        for n in range(count)
    ]


def sign_on(failures=0, is_new=False):
    return SignOn(MONDAY, 7, "sun", failures, "10.1.2.0/24", is_new)


class TestFindUnusual:
    @pytest.mark.parametrize(
        ("seen", "signed", "rules"),
        [
            (looks(MANY_PERSONS), [], []),
            (looks(MANY_PERSONS + 1), [], [Rule.MANY]),
            (looks(MANY_PERSONS + 1, step=timedelta(minutes=5)), [], []),
            (looks(MANY_PERSONS + 1, whom=1), [], []),
            (looks(OUTSIDE_OWN_CASES, is_colleague=True), [], []),
            (looks(OUTSIDE_OWN_CASES + 1, is_colleague=True), [], [Rule.OUTSIDE]),
            (looks(1, at=MONDAY.replace(hour=22)), [], [Rule.OFF_HOURS]),
            ([Look(MONDAY.replace(hour=22), 1, "孙执法", 1, False, True)], [], []),
            (looks(1, at=MONDAY.replace(hour=8)), [], []),
            (looks(1, at=MONDAY.replace(hour=18)), [], [Rule.OFF_HOURS]),
            (looks(2, at=MONDAY - timedelta(days=1)), [], [Rule.OFF_HOURS]),
            ([], [sign_on(failures=2)], []),
            ([], [sign_on(failures=3)], [Rule.GUESSED]),
            ([], [sign_on(is_new=True)], [Rule.NEW_NETWORK]),
        ],
    )
    def test_follows_the_stated_rules(self, seen, signed, rules):
        found = find_unusual(seen, signed, is_weekday)

        assert [one.rule for one in found] == rules


class TestBarsOf:
    def test_fill_the_picture(self):
        bars = bars_of([("a", 1), ("b", 4), ("c", 0)])

        assert [bar.height for bar in bars] == [HEIGHT / 4, HEIGHT, 0]
        assert bars[-1].x + bars[-1].width <= WIDTH

    def test_stay_flat_where_nothing_is(self):
        assert [bar.height for bar in bars_of([("a", 0)])] == [0]

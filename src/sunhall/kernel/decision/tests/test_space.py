"""Cutting domains into atoms, and boxes of atoms."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from sunhall.kernel.decision.axes import Line, Row
from sunhall.kernel.decision.coverage import disjoint_parts, gaps
from sunhall.kernel.decision.model import Box, Choice, Factor, FactorType, Interval
from sunhall.kernel.decision.space import (
    Region,
    Space,
    meet,
    overlapping_pairs,
    subtract,
    volume,
)
from sunhall.kernel.decision.tests.tables import dice

D = Decimal


def number(step: str | None = None, low: int | None = 0, high: int | None = None) -> Factor:
    domain = Interval(None if low is None else D(low), None if high is None else D(high))
    return Factor(
        key="x", name="x", type=FactorType.NUMBER, domain=domain, step=D(step) if step else None
    )


def dates() -> Factor:
    domain = Interval(date(2020, 1, 1), date(9999, 12, 31))
    return Factor(key="x", name="x", type=FactorType.DATE, domain=domain)


class TestLine:
    def test_a_single_value_between_two_open_ends_is_an_atom(self):
        below, above = Interval(D(0), D(10), high_closed=False), Interval(D(10), low_closed=False)

        line = Line(number(), [below, above])

        hole = line.full & ~(line.mask(below) | line.mask(above))
        assert line.cell(hole) == Interval(D(10), D(10))

    def test_touching_ends_of_whole_numbers_leave_nothing_between(self):
        below, above = Interval(D(0), D(3)), Interval(D(3), low_closed=False)

        line = Line(number(step="1"), [below, above])

        assert line.mask(below) | line.mask(above) == line.full
        assert line.mask(below) & line.mask(above) == 0

    def test_a_stepped_number_is_cut_between_its_steps(self):
        cell = Interval(D("0.5"), D("1.5"), low_closed=False, high_closed=False)

        line = Line(number(step="0.5"), [cell])

        assert line.cell(line.mask(cell)) == Interval(D(1), D(1))

    def test_a_cell_is_clipped_to_the_domain(self):
        cell = Interval(D(-5), D(200))

        line = Line(number(high=100), [cell])

        assert line.mask(cell) == line.full

    def test_a_cell_outside_the_domain_is_empty(self):
        cell = Interval(D(200), D(300))

        line = Line(number(high=100), [cell])

        assert line.mask(cell) == 0

    def test_the_last_day_of_the_calendar_can_be_an_end(self):
        cell = Interval(date(2021, 1, 1), date(9999, 12, 31))

        line = Line(dates(), [cell])

        assert line.cell(line.full & ~line.mask(cell)) == Interval(
            date(2020, 1, 1), date(2020, 12, 31)
        )

    def test_knows_the_masks_of_its_cells_in_their_order(self):
        cells = [Interval(D(7), D(9)), None, Interval(D(200), D(300)), Interval(None, D(7))]

        line = Line(number(high=100), cells)

        assert line.masks == [0b0110, 0b1111, 0, 0b0011]
        assert line.masks == [line.mask(cell) for cell in cells]

    def test_takes_nothing_for_ends_that_are_crossed(self):
        cell = Interval(D(9), D(7))

        line = Line(number(high=100), [cell])

        assert line.mask(cell) == 0

    @pytest.mark.parametrize(
        "cell",
        [
            Interval(D(2), D(3), low_closed=False, high_closed=False),
            Interval(D(2), D("2.1"), low_closed=False),
            Interval(None, D(0)),
            Interval(D(7), low_closed=False),
        ],
    )
    def test_a_sample_lies_in_its_cell(self, cell: Interval):
        line = Line(number(low=None), [cell])

        value = line.sample(line.mask(cell))

        assert cell.low is None or value > cell.low or (value == cell.low and cell.low_closed)
        assert cell.high is None or value < cell.high or (value == cell.high and cell.high_closed)


class TestRow:
    def test_every_choice_is_an_atom(self):
        choices = ("甲", "乙", "丙")
        factor = Factor(
            key="x",
            name="x",
            type=FactorType.ENUM,
            domain=Choice(frozenset(choices)),
            choices=choices,
        )

        row = Row(factor)

        assert row.mask(Choice(frozenset(("丙", "甲")))) == 0b101
        assert row.cell(0b110) == Choice(frozenset(("乙", "丙")))


def enumeration(choices: str) -> Factor:
    return Factor(
        key="y",
        name="y",
        type=FactorType.ENUM,
        domain=Choice(frozenset(choices)),
        choices=tuple(choices),
    )


def random_boxes(random: Random, count: int) -> list[Box]:
    def box() -> Box:
        low, high = sorted((random.randrange(6), random.randrange(6)))
        chosen = frozenset(random.sample("abc", random.randrange(1, 4)))
        cells = {"x": Interval(D(low), D(high)), "y": Choice(chosen)}
        return {key: cells[key] for key in cells if random.random() < 0.8}

    return [box() for _ in range(count)]


class TestSpace:
    FACTORS = (number(), enumeration("abc"))

    def test_lays_out_its_boxes_in_their_order(self):
        boxes = random_boxes(dice(3), 20)

        space = Space(self.FACTORS, boxes)

        assert space.regions == [space.region(box) for box in boxes]

    def test_is_cut_by_other_boxes_too(self):
        space = Space(self.FACTORS, [{}], [{"x": Interval(D(1), D(2))}])

        assert space.domain == (0b111,)
        assert space.regions == [(0b111,)]

    def test_is_narrowed_with_all_its_boxes(self):
        space = Space(self.FACTORS, [{"y": Choice(frozenset("ab"))}, {"y": Choice(frozenset("c"))}])

        space.narrow("y", Choice(frozenset("bc")))

        assert space.domain == (0b110,)
        assert space.regions == [(0b010,), (0b100,)]

    def test_shares_points_where_boxes_meet(self):
        space = Space(self.FACTORS, random_boxes(dice(4), 40))
        space.narrow("y", Choice(frozenset("bc")))

        domain, *points = space.points()

        assert domain.bit_count() == volume(space.domain)
        assert all(own | domain == domain for own in points)
        for one, own in zip(space.regions, points, strict=True):
            for other, against in zip(space.regions, points, strict=True):
                assert (own & against).bit_count() == volume(meet(one, other))

    def test_has_one_point_without_any_factor(self):
        assert Space((), [{}, {}]).points() == [1, 1, 1]

    def test_writes_no_points_where_they_are_many(self):
        boxes = [{"x": Interval(D(cut), D(cut)), "y": Choice(frozenset("a"))} for cut in range(40)]

        assert Space((number(), enumeration("abcdefgh")), boxes).points() is None
        assert Space(self.FACTORS, random_boxes(dice(5), 60)).points() is None


def random_regions(random: Random, count: int) -> list[Region]:
    def stretch() -> int:
        low, high = sorted((random.randrange(12), random.randrange(12)))
        return (1 << high + 1) - (1 << low)

    return [(stretch(), stretch(), random.randrange(1, 1 << 5)) for _ in range(count)]


class TestSubtract:
    def test_the_rest_is_disjoint_and_of_the_right_volume(self):
        random = dice(1)

        for one, other in zip(
            random_regions(random, 200), random_regions(random, 200), strict=True
        ):
            parts = subtract(one, other)

            shared = volume(meet(one, other)) if all(meet(one, other)) else 0
            assert sum(map(volume, parts)) == volume(one) - shared
            assert not any(all(meet(part, other)) for part in parts)


class TestOverlappingPairs:
    def test_few_and_many_regions_are_compared_alike(self):
        line = Line(number(), [Interval(D(cut), D(cut)) for cut in range(6)])
        row = Row(
            Factor(
                key="y",
                name="y",
                type=FactorType.ENUM,
                domain=Choice(frozenset("abcde")),
                choices=tuple("abcde"),
            )
        )
        regions = random_regions(dice(2), 120)

        found = set(overlapping_pairs((line, line, row), regions))

        assert found == {
            (first, second)
            for second in range(len(regions))
            for first in range(second)
            if all(meet(regions[first], regions[second]))
        }


class TestGaps:
    AXES = tuple(
        Line(number(), [Interval(D(cut), D(cut)) for cut in range(size)]) for size in (2, 2)
    )

    def test_finds_the_one_atom_that_is_missing(self):
        domain = (0b1111, 0b1111)
        atom = (0b0100, 0b0010)

        parts = subtract(domain, atom)

        assert gaps(self.AXES, domain, parts, parts, limit=9) == ([atom], True)

    def test_finds_nothing_where_all_is_covered(self):
        domain = (0b1111, 0b11)
        halves = [(0b0011, 0b11), (0b1110, 0b11)]

        parts = disjoint_parts(halves, [(0, 1)], limit=10)

        assert parts is not None
        joined = [part for own in parts for part in own]
        assert gaps(self.AXES, domain, halves, joined, limit=9) == ([], True)

    def test_tells_a_corner_by_the_two_largest_boxes(self):
        domain = (0b11, 0b11)
        regions = [(0b01, 0b01)]

        found, is_all = gaps(self.AXES, domain, regions, regions, limit=9)

        assert set(found) == {(0b11, 0b10), (0b10, 0b11)}
        assert is_all

    def test_says_so_where_it_stops_early(self):
        domain = (0b11111, 0b1)
        regions = [(0b01010, 0b1)]

        assert not gaps(self.AXES, domain, regions, regions, limit=2)[1]

    def test_still_finds_a_gap_where_the_parts_would_be_too_many(self):
        domain = (0b111, 0b111)
        regions = [(0b011, 0b111), (0b110, 0b011)]

        found, is_all = gaps(self.AXES, domain, regions, None, limit=9)

        assert found == [(0b100, 0b100)]
        assert not is_all

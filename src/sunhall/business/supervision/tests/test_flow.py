"""How a card may move, by rule and by the database."""

from importlib import import_module

import pytest

from sunhall.business.supervision.choices import CardState, Move
from sunhall.business.supervision.rules import PATHS, may_move, moves_from, overdue_move

STORED = import_module("sunhall.business.supervision.migrations.0002_promises").PATHS


class TestPaths:
    def test_are_those_of_the_database(self):
        paths = {
            f"{before.value}:{after.value}"
            for befores, after in PATHS.values()
            for before in befores
        }

        assert paths == set(STORED)

    def test_lead_from_every_open_state_to_the_end(self):
        reached = {CardState.CLOSED, CardState.WITHDRAWN}
        for _round in CardState:
            reached |= {
                before
                for befores, after in PATHS.values()
                if after in reached
                for before in befores
            }

        assert reached == set(CardState)


class TestMayMove:
    @pytest.mark.parametrize(
        ("state", "orders", "moves"),
        [
            ("issued", 0, {Move.APPEAL, Move.ORDER, Move.EXPLAIN}),
            ("appealed", 0, {Move.UPHOLD, Move.WITHDRAW}),
            ("upheld", 0, {Move.ORDER, Move.EXPLAIN}),
            ("ordered", 1, {Move.DIRECT, Move.EXPLAIN}),
            ("directed", 2, {Move.EXPLAIN}),
            ("explained", 0, {Move.ORDER, Move.REPORT}),
            ("explained", 1, {Move.DIRECT, Move.REPORT}),
            ("explained", 2, {Move.REPORT}),
            ("reported", 0, {Move.RETURN, Move.CLOSE}),
            ("returned", 1, {Move.DIRECT, Move.REPORT}),
            ("closed", 0, set()),
            ("withdrawn", 0, set()),
        ],
    )
    def test_opens_just_these_ways(self, state: str, orders: int, moves: set[Move]):
        found = {move for move in PATHS if may_move(state, move, orders)}

        assert found == moves == set(moves_from(state, orders))


class TestOverdueMove:
    @pytest.mark.parametrize(
        ("state", "severity", "orders", "move"),
        [
            ("issued", "yellow", 0, Move.ESCALATE),
            ("issued", "red", 0, Move.ORDER),
            ("explained", "red", 0, Move.ORDER),
            ("explained", "red", 1, Move.DIRECT),
            ("ordered", "red", 1, Move.DIRECT),
            ("returned", "yellow", 2, None),
            ("directed", "red", 2, None),
            ("appealed", "yellow", 0, None),
            ("reported", "red", 0, None),
            ("closed", "yellow", 0, None),
        ],
    )
    def test_is_the_next_grave_thing(self, state, severity, orders, move):
        found = overdue_move(state, severity, orders)

        assert found == move

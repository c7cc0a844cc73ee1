"""Acts: who hears of a refusal, when, and how often."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection

from sunhall.kernel import actions
from sunhall.kernel.actions import action, on_refusal
from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.errors import Forbidden, Refusal
from sunhall.kernel.models import NumberSeries

pytestmark = pytest.mark.django_db

Heard = list[tuple[str, str]]
BY = Actor(
    moment=datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
    channel=Channel.WEB,
    permissions=frozenset({"tests:do"}),
)


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Collect which act was refused, and what was left of it when that was told."""
    told: Heard = []

    @on_refusal
    def hear(by: Actor, act: str, refusal: Refusal) -> None:
        left = ",".join(NumberSeries.objects.values_list("series", flat=True))
        told.append((act.rpartition(".")[2], left))
        NumberSeries.objects.create(organization_id=0, series="told", year=len(told))

    yield told
    actions._refusal_listeners.remove(hear)


def write(series: str) -> None:
    """Leave a trace."""
    NumberSeries.objects.create(organization_id=0, series=series, year=2026)


@action("tests:do")
def refuse(by: Actor) -> None:
    """Write and refuse."""
    write("refused")
    raise Refusal()


@action("tests:do")
def refuse_within(by: Actor) -> None:
    """Write, and let an act within be refused."""
    write("around")
    refuse(by)


@action("tests:do")
def carry_on(by: Actor) -> None:
    """Write, and carry on without an act that is refused."""
    write("around")
    for _try in range(2):
        with pytest.raises(Refusal):
            refuse(by)


@action("tests:do")
def fail_after(by: Actor) -> None:
    """Carry on after a refusal, and fail."""
    with pytest.raises(Refusal):
        refuse(by)
    raise ZeroDivisionError


class TestOnRefusal:
    def test_hears_once_nothing_of_the_act_is_left(self, heard: Heard):
        with pytest.raises(Refusal):
            refuse(BY)

        assert heard == [("refuse", "")]
        assert NumberSeries.objects.get().series == "told"

    def test_hears_the_innermost_act_once_when_the_outermost_has_ended(self, heard: Heard):
        with pytest.raises(Refusal):
            refuse_within(BY)

        assert heard == [("refuse", "")]

    def test_hears_what_the_act_around_it_carried_on_without(self, heard: Heard):
        carry_on(BY)

        assert heard == [("refuse", "around"), ("refuse", "around,told")]

    def test_hears_it_also_where_the_act_around_it_fails(self, heard: Heard):
        with pytest.raises(ZeroDivisionError):
            fail_after(BY)

        assert heard == [("refuse", "")]

    def test_hears_nothing_of_acts_that_nobody_may_do(self, heard: Heard):
        with pytest.raises(Forbidden):
            refuse(Actor.visitor(BY.moment))

        assert heard == []

    def test_starts_afresh_with_the_next_act(self, heard: Heard):
        for _try in range(2):
            with pytest.raises(Refusal):
                refuse(BY)

        assert len(heard) == 2
        assert connection.in_atomic_block

"""Numbers follow one another: under writers at once, and when acts are taken back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from sunhall.kernel.models import NumberSeries
from sunhall.kernel.numbers import next_number, written_number

SERIES = "test-of-concurrency"
WRITERS = 8
ACTS_A_WRITER = 25


class TakenBack(Exception):
    """An act ends without effect."""


@pytest.fixture
def committed(transactional_db) -> Iterator[None]:
    """Let acts be committed, and remove the series of this file afterwards."""
    yield
    NumberSeries.objects.filter(series=SERIES).delete()
    connection.close()


def take_many(writer: int) -> list[int]:
    """Take numbers in acts of their own, every third of which is taken back; return the kept."""
    kept = []
    try:
        for act in range(ACTS_A_WRITER):
            try:
                with transaction.atomic():
                    number = next_number(1, SERIES, 2026)
                    if (writer + act) % 3 == 0:
                        raise TakenBack
                kept.append(number)
            except TakenBack:
                continue
    finally:
        connection.close()
    return kept


class TestNextNumber:
    def test_leaves_no_gap_and_repeats_none_under_eight_writers(self, committed):
        with ThreadPoolExecutor(WRITERS) as pool:
            taken = [number for kept in pool.map(take_many, range(WRITERS)) for number in kept]

        assert len(taken) > WRITERS * ACTS_A_WRITER / 2
        assert sorted(taken) == list(range(1, len(taken) + 1))

    def test_begins_again_for_each_organization_series_and_year(self, db):
        first = next_number(1, "a", 2026)
        others = [next_number(2, "a", 2026), next_number(1, "b", 2026), next_number(1, "a", 2027)]
        second = next_number(1, "a", 2026)

        assert [first, *others, second] == [1, 1, 1, 1, 2]

    def test_refuses_to_run_outside_an_act(self, committed):
        with pytest.raises(TransactionManagementError):
            next_number(1, SERIES, 2026)


class TestWrittenNumber:
    @pytest.mark.parametrize(
        ("number", "digits", "written"),
        [
            (1, 4, "青城执罚〔2026〕第 0001 号"),
            (12345, 4, "青城执罚〔2026〕第 12345 号"),
            (7, 1, "青城执罚〔2026〕第 7 号"),
        ],
    )
    def test_fills_the_number_with_zeros(self, number, digits, written):
        assert written_number("青城执罚", 2026, number, digits) == written

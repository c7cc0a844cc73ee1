"""Numbers of documents and files, one after another without a gap."""

from django.db import connection
from django.db.transaction import TransactionManagementError

TAKE = """
INSERT INTO kernel_numberseries AS taken (organization_id, series, year, last)
VALUES (%s, %s, %s, 1)
ON CONFLICT (organization_id, series, year) DO UPDATE SET last = taken.last + 1
RETURNING last
"""
WRITTEN = "{mark}〔{year}〕第 {number:0{digits}} 号"


def next_number(organization_id: int, series: str, year: int) -> int:
    """Take the next number of a series; an act that is taken back gives it back.

    Whoever asks next waits until this act has ended, so acts take their number last.

    Raises:
        TransactionManagementError: there is no act whose end would decide about the number.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("A number is taken inside an act.")
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [organization_id, series, year])
        number: int = cursor.fetchone()[0]
    return number


def written_number(mark: str, year: int, number: int, digits: int = 4) -> str:
    """Write a number as documents bear it, behind the mark (文号) of who issues them."""
    return WRITTEN.format(mark=mark, year=year, number=number, digits=digits)

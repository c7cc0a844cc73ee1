"""Reading what strangers send: whatever is wrong with it, it is one kind of fault."""

from collections.abc import Iterator
from contextlib import contextmanager

FAULTS = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RecursionError,
    NotImplementedError,
)
"""What the parser of structures has been seen to raise over hostile ones."""


@contextmanager
def reading_strictly() -> Iterator[None]:
    """Read something that may be anything.

    Raises:
        ValueError: it cannot be read.
    """
    try:
        yield
    except FAULTS as error:
        raise ValueError(str(error)) from error

"""Names as they go onto a card and into the producer's file."""

import re

LONGEST = 50
# Letters of any script, between them the dots, hyphens, apostrophes and spaces of names. So a name
# begins no formula of a spreadsheet and ends no field or line of a file.
NAME = re.compile(r"[^\W\d_]+(?:[·.'’ -]{1,2}[^\W\d_]+)*\.?")


def is_name(text: str) -> bool:
    """Tell whether a text is a name."""
    return len(text) <= LONGEST and NAME.fullmatch(text) is not None

"""How the numbers of an organ's documents, clues and cases begin (发文机关代字)."""

CITY_OF_SHORT_NAMES, CITY_MARK = "市", "青"
BUREAU = "局"
CLUE_MARK, CASE_MARK = "线", "案"


def organ_mark(short_name: str, code: str, *, is_city: bool) -> str:
    """Return the mark of an organ: 市城管局 is 青城管, the district's 市南执法局 is 市南执法.

    Without a short name it is the organ's code.
    """
    if not short_name:
        return code
    mark = short_name.removesuffix(BUREAU) or short_name
    if is_city and mark.startswith(CITY_OF_SHORT_NAMES):
        return CITY_MARK + mark.removeprefix(CITY_OF_SHORT_NAMES)
    return mark

"""How a person is named where their name is not needed."""

import re

SOMEBODY = "某"
COMPOUND_SURNAMES = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|"
    "濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|令狐"
)


def masked_name(name: str) -> str:
    """Return a citizen's surname with 某 for the rest: 王小明 is 王某某.

    A name in other letters is reduced to its first letter, so that it has no length either.
    """
    bare = name.strip()
    if not bare:
        return SOMEBODY
    if bare[0].isascii():
        return bare[0].upper() + SOMEBODY
    is_compound = len(bare) > 2 and COMPOUND_SURNAMES.match(bare)
    surname = bare[:2] if is_compound else bare[:1]
    given = sum(1 for letter in bare[len(surname) :] if not letter.isspace())
    return surname + SOMEBODY * min(max(given, 1), 2)

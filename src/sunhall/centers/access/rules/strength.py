"""How strongly somebody has proved to be who they are."""

from collections.abc import Collection

PASSWORD = "pwd"  # noqa: S105  the name of a method (RFC 8176), not a secret
ONE_TIME_CODE = "otp"
RECOVERY_CODE = "rec"
PASSKEY = "hwk"
CERTIFICATE = "sc"
DEMO = "demo"

STRONG_ALONE = frozenset({PASSKEY, CERTIFICATE})
"""What is both something one has and something one knows or is."""

SECOND = frozenset({ONE_TIME_CODE, RECOVERY_CODE})
WEAK_LEVEL, STRONG_LEVEL = "1", "2"


def is_strong(methods: Collection[str]) -> bool:
    """Tell whether the methods are two factors.

    >>> is_strong(["pwd", "otp"]), is_strong(["pwd"]), is_strong(["hwk"])
    (True, False, True)
    """
    given = set(methods)
    return bool(given & STRONG_ALONE) or (PASSWORD in given and bool(given & SECOND))


def level_of(methods: Collection[str]) -> str:
    """Return the authentication context class (`acr`): "2" for two factors, else "1"."""
    return STRONG_LEVEL if is_strong(methods) else WEAK_LEVEL


def names_of(methods: Collection[str]) -> list[str]:
    """Return the methods as RFC 8176 names them (`amr`), with `mfa` for two factors.

    >>> names_of(["pwd", "rec"])
    ['mfa', 'otp', 'pwd']
    """
    named = {ONE_TIME_CODE if one == RECOVERY_CODE else one for one in methods if one != DEMO}
    return sorted(named | ({"mfa"} if is_strong(methods) else set()))

"""The identifier of an electronic license, and the code that proves one has seen it.

Law: GB/T 36904-2018.
"""

from sunhall.kernel.identifiers.checksums import license_check

PREFIX = "1.2.156.3005.2"
SERIAL_DIGITS = 8
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
"""How long a code is: 31⁸ guesses, and one sees nothing but what is on the paper."""


def identifier_of(kind: str, issuer: str, serial: str, version: int) -> str:
    """Return the identifier of a version of a license.

    `kind` has 21 characters; `issuer` is a credit code, or a division's code of six digits.

    >>> identifier_of("11100000000013338W011", "11430000006122244L", "20230000403", 1)
    '1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U'
    """
    written = f"{version:03d}"
    check = license_check(f"{kind}{issuer}{serial}{written}")
    return f"{PREFIX}.{kind}.{issuer}.{serial}.{written}.{check}"


def serial_of(year: int, number: int) -> str:
    """Return the serial of the license with a number among those of a kind and a year."""
    return f"{year}{number:0{SERIAL_DIGITS}d}"


def code_of(random: bytes) -> str:
    """Return a code that people can read off paper, from as many random bytes as it is long."""
    return "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in random[:CODE_LENGTH])

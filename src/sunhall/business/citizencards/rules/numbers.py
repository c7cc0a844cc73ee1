"""The number of a card: the city, a serial of nine digits, a check character.

Law: GB/T 17710-2008 (ISO/IEC 7064:2003), MOD 37,36.
"""

from sunhall.kernel.identifiers.checksums import license_check

CITY = "3702"
"""The first digits of the city's division code. Law: GB/T 2260."""

SERIAL_DIGITS = 9
LENGTH = len(CITY) + SERIAL_DIGITS + 1


def number_of(serial: int) -> str:
    """Return the number of the card with a serial.

    >>> number_of(1)
    '3702000000001H'
    """
    body = f"{CITY}{serial:0{SERIAL_DIGITS}d}"
    return body + license_check(body)


def serial_of(number: str) -> int | None:
    """Return the serial in a card's number; none if it is no number of a card of this city.

    Spaces between the digits are how people read a card out; small letters are as good.
    """
    written = number.replace(" ", "").upper()
    body, check = written[:-1], written[-1:]
    if len(written) != LENGTH or not (body.isascii() and body.isdigit()):
        return None
    if not body.startswith(CITY) or license_check(body) != check:
        return None
    return int(body[len(CITY) :]) or None

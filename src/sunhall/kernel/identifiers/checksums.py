"""Compute the check characters of the national code standards."""

from collections.abc import Sequence

DIGITS = "0123456789"
LETTERS_AND_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CREDIT_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
RESIDENT_CHECKS = "10X98765432"
CREDIT_CODE_WEIGHTS = tuple(pow(3, index, 31) for index in range(17))
ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANIZATION_CHECKS = "0X987654321"


def resident_check(body: str) -> str:
    """Return the 18th character for the 17 digits of a resident ID number.

    Law: GB 11643-1999 (ISO 7064 MOD 11-2).
    """
    return RESIDENT_CHECKS[_weighted_sum(body, RESIDENT_WEIGHTS, DIGITS) % 11]


def credit_code_check(body: str) -> str:
    """Return the 18th character for the first 17 of a unified social credit code.

    Law: GB 32100-2015.
    """
    total = _weighted_sum(body, CREDIT_CODE_WEIGHTS, CREDIT_CODE_CHARACTERS)
    return CREDIT_CODE_CHARACTERS[-total % 31]


def organization_check(body: str) -> str:
    """Return the 9th character for the first 8 of an organization code.

    Two letters or digits whose values differ by 11 or 22 (1 and C, A and L) look alike to it.

    Law: GB 11714-1997.
    """
    return ORGANIZATION_CHECKS[_weighted_sum(body, ORGANIZATION_WEIGHTS, LETTERS_AND_DIGITS) % 11]


def license_check(body: str) -> str:
    """Return the check character for the letters and digits of a license identifier.

    Law: GB/T 36904-2018 (ISO 7064 MOD 37,36).
    """
    product = 36
    for character in body:
        total = (product + LETTERS_AND_DIGITS.index(character)) % 36
        product = (total or 36) * 2 % 37
    return LETTERS_AND_DIGITS[(37 - product) % 36]


def _weighted_sum(body: str, weights: Sequence[int], alphabet: str) -> int:
    pairs = zip(body, weights, strict=True)
    return sum(alphabet.index(character) * weight for character, weight in pairs)

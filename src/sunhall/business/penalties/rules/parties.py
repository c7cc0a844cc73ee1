"""Whom a case is against, as an officer writes it down."""

from dataclasses import dataclass
from datetime import date

from sunhall.business.penalties.choices import PartyKind
from sunhall.business.penalties.errors import IdentifierRefused
from sunhall.kernel.identifiers import IdentifierError, check

LENGTH_OF_NATIONAL_NUMBERS = 18
STANDARDS = {
    PartyKind.CITIZEN: "resident-id",
    PartyKind.LEGAL_PERSON: "credit-code",
    PartyKind.OTHER_ORGANIZATION: "credit-code",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDraft:
    """A party as it is written down; see the model for what the fields hold."""

    kind: PartyKind
    name: str
    identifier: str = ""
    representative: str = ""
    address: str = ""
    phone: str = ""
    accepts_electronic_service: bool = False


def checked_identifier(kind: PartyKind, identifier: str, on: date) -> str:
    """Return a party's number in its written form; nobody is born after `on`.

    Numbers of 18 characters are checked by the national standard; others, such as those of
    passports, are taken as they are. Law: GB 11643-1999; GB 32100-2015.

    Raises:
        IdentifierRefused: it breaks the standard.
    """
    written = identifier.strip().upper()
    if len(written) != LENGTH_OF_NATIONAL_NUMBERS:
        return written
    try:
        return check(STANDARDS[kind], written, on).value
    except IdentifierError as error:
        raise IdentifierRefused(reason=str(error)) from error

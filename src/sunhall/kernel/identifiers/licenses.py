"""Check the identifiers of electronic licenses."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sunhall.kernel.identifiers.checksums import DIGITS, LETTERS_AND_DIGITS, license_check
from sunhall.kernel.identifiers.errors import IdentifierError
from sunhall.kernel.identifiers.organizations import require_credit_code
from sunhall.kernel.identifiers.values import (
    PROVINCES,
    Checked,
    require_characters,
    require_check,
    written_form,
)

PREFIX = "1.2.156.3005.2."
LENGTHS = {
    "license_type": (21, 21),
    "issuer": (6, 18),
    "serial": (1, 32),
    "version": (3, 3),
    "check_character": (1, 1),
}


@dataclass(frozen=True)
class Field:
    """One field of an identifier, and how many characters stand before it."""

    text: str
    offset: int


def check_license_id(value: str, on: date | None = None) -> Checked:
    """Check an electronic license identifier and the credit codes in it.

    The issuer is a credit code; some cities write their 6-digit division instead.

    Law: GB/T 36904-2018.

    Raises:
        IdentifierError: what is wrong and where.
    """
    identifier = written_form(value)
    fields = _fields(identifier)
    *body, check = fields.values()
    license_type, version = fields["license_type"], fields["version"]
    require_credit_code(license_type.text[:18], offset=license_type.offset)
    require_characters(
        license_type.text[18:], DIGITS, _("数字（顺序码）"), offset=license_type.offset + 18
    )
    _require_issuer(fields["issuer"])
    require_characters(version.text, DIGITS, _("数字（版本号）"), offset=version.offset)
    expected = license_check("".join(field.text for field in body))
    require_check(check.text, expected, position=check.offset + 1)
    parts = {name: field.text for name, field in fields.items() if field is not check}
    return Checked("license-id", identifier, parts)


def _fields(identifier: str) -> dict[str, Field]:
    """Split an identifier into its fields, each of a right length and alphabet."""
    if not identifier.startswith(PREFIX):
        raise IdentifierError(
            "structure",
            _("电子证照标识应以 %(prefix)s 开头。") % {"prefix": PREFIX},
            position=1,
            expected=PREFIX,
        )
    pieces = identifier.removeprefix(PREFIX).split(".")
    if len(pieces) != len(LENGTHS):
        raise IdentifierError(
            "structure",
            _("前缀之后应为 5 段（类型、颁发机构、流水号、版本号、校验位），现为 %(found)d 段。")
            % {"found": len(pieces)},
        )
    fields: dict[str, Field] = {}
    offset = len(PREFIX)
    for name, piece in zip(LENGTHS, pieces, strict=True):
        fields[name] = Field(piece, offset)
        _require_shape(fields[name], *LENGTHS[name])
        offset += len(piece) + 1
    return fields


def _require_shape(field: Field, shortest: int, longest: int) -> None:
    if not shortest <= len(field.text) <= longest:
        allowed = str(longest) if shortest == longest else f"{shortest}–{longest}"
        raise IdentifierError(
            "length",
            _("第 %(position)d 位起的一段应为 %(allowed)s 位，现为 %(found)d 位。")
            % {"position": field.offset + 1, "allowed": allowed, "found": len(field.text)},
            position=field.offset + 1,
        )
    require_characters(field.text, LETTERS_AND_DIGITS, _("数字或大写字母"), offset=field.offset)


def _require_issuer(issuer: Field) -> None:
    if len(issuer.text) == 18:
        require_credit_code(issuer.text, offset=issuer.offset)
    elif len(issuer.text) != 6 or not issuer.text.isdecimal() or issuer.text[:2] not in PROVINCES:
        raise IdentifierError(
            "structure",
            _("第 %(position)d 位起的颁发机构应为 18 位统一社会信用代码或 6 位行政区划码。")
            % {"position": issuer.offset + 1},
            position=issuer.offset + 1,
        )

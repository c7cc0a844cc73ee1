"""Check, mask and upgrade resident ID numbers."""

from datetime import date

from django.utils.translation import gettext as _

from sunhall.kernel.identifiers.checksums import DIGITS, resident_check
from sunhall.kernel.identifiers.errors import IdentifierError
from sunhall.kernel.identifiers.values import (
    PROVINCES,
    Checked,
    require_characters,
    require_check,
    require_length,
    written_form,
)

OLD_LENGTH = 15
RESIDENCE_PERMIT_OF_TAIWAN = "83"


def check_resident_id(value: str, on: date | None = None) -> Checked:
    """Check an 18-digit resident ID number; nobody may be born after `on`.

    Only the province of the division is checked: a number stays valid for life, even when its
    district has been dissolved since.

    Law: GB 11643-1999.

    Raises:
        IdentifierError: what is wrong and where.
    """
    number = written_form(value)
    if len(number) == OLD_LENGTH:
        raise IdentifierError(
            "length",
            _("15 位旧号不再受理，只用于历史匹配。请提供 18 位公民身份号码。"),
            expected="18",
        )
    require_length(number, 18)
    require_characters(number[:17], DIGITS, _("数字"))
    require_characters(number[17], DIGITS + "X", _("数字或 X"), offset=17)
    _require_province(number)
    birth_date = _birth_date(number, on)
    require_check(number[17], resident_check(number[:17]), position=18)
    is_male = int(number[16]) % 2 == 1
    return Checked(
        "resident-id",
        number,
        {
            "division": number[:6],
            "birth_date": birth_date.isoformat(),
            "sequence": number[14:17],
            "sex": "1" if is_male else "2",
            "sex_name": _("男") if is_male else _("女"),
        },
    )


def mask_resident_id(value: str) -> str:
    """Hide all but the first four and the last two characters; never fails.

    The birth date is hidden whole, so that the check character cannot give it back.
    """
    if len(value) < OLD_LENGTH:
        return "*" * len(value)
    return value[:4] + "*" * (len(value) - 6) + value[-2:]


def upgrade_resident_id(value: str) -> str:
    """Turn a 15-digit number of before 1999 into its 18-digit form, for matching only.

    Raises:
        IdentifierError: it is no 15-digit number with a real birth date.
    """
    number = written_form(value)
    require_length(number, OLD_LENGTH)
    require_characters(number, DIGITS, _("数字"))
    body = f"{number[:6]}19{number[6:]}"
    return check_resident_id(body + resident_check(body)).value


def _require_province(number: str) -> None:
    if number[:2] not in PROVINCES and number[:2] != RESIDENCE_PERMIT_OF_TAIWAN:
        raise IdentifierError(
            "unknown",
            _("第 1 至 2 位“%(found)s”不是省级地址码。") % {"found": number[:2]},
            position=1,
        )


def _birth_date(number: str, on: date | None) -> date:
    year, month, day = number[6:10], number[10:12], number[12:14]
    try:
        birth_date = date(int(year), int(month), int(day))
    except ValueError:
        raise IdentifierError(
            "date",
            _("第 7 至 14 位出生日期 %(year)s-%(month)s-%(day)s 不存在。")
            % {"year": year, "month": month, "day": day},
            position=7,
        ) from None
    if on is not None and birth_date > on:
        raise IdentifierError(
            "date",
            _("第 7 至 14 位出生日期 %(birth)s 晚于 %(on)s。")
            % {"birth": birth_date.isoformat(), "on": on.isoformat()},
            position=7,
        )
    return birth_date

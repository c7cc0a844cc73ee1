"""Check unified social credit codes and organization codes."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.kernel.identifiers.checksums import (
    CREDIT_CODE_CHARACTERS,
    DIGITS,
    LETTERS_AND_DIGITS,
    credit_code_check,
    organization_check,
)
from sunhall.kernel.identifiers.errors import IdentifierError
from sunhall.kernel.identifiers.values import (
    PROVINCES,
    Checked,
    require_characters,
    require_check,
    require_length,
    written_form,
)

NATIONAL_DIVISION = "10"
# Only the categories known from samples; others are allowed and stay unnamed.
CATEGORY_NAMES = {
    "11": gettext_lazy("机关"),
    "12": gettext_lazy("事业单位"),
    "51": gettext_lazy("社会团体"),
    "52": gettext_lazy("民办非企业单位"),
    "53": gettext_lazy("基金会"),
    "91": gettext_lazy("企业"),
    "92": gettext_lazy("个体工商户"),
    "93": gettext_lazy("农民专业合作社"),
}


def check_credit_code(value: str, on: date | None = None) -> Checked:
    """Check an 18-character unified social credit code and the organization code in it.

    Law: GB 32100-2015; GB 11714-1997.

    Raises:
        IdentifierError: what is wrong and where.
    """
    code = written_form(value)
    require_length(code, 18)
    require_characters(code, CREDIT_CODE_CHARACTERS, _("数字或 I、O、Z、S、V 以外的大写字母"))
    require_characters(code[2:8], DIGITS, _("数字（登记机关行政区划码）"), offset=2)
    if code[2:4] not in PROVINCES and code[2:4] != NATIONAL_DIVISION:
        raise IdentifierError(
            "unknown",
            _("第 3 至 4 位“%(found)s”不是省级行政区划码。") % {"found": code[2:4]},
            position=3,
        )
    require_check(code[17], credit_code_check(code[:17]), position=18)
    require_check(code[16], organization_check(code[8:16]), position=17)
    category = code[:2]
    parts = {
        "registration_department": code[0],
        "category": category,
        "division": code[2:8],
        "organization_code": code[8:17],
    }
    if category in CATEGORY_NAMES:
        parts["category_name"] = str(CATEGORY_NAMES[category])
    return Checked("credit-code", code, parts)


def check_organization_code(value: str, on: date | None = None) -> Checked:
    """Check a 9-character organization code, written with or without its hyphen.

    Law: GB 11714-1997.

    Raises:
        IdentifierError: what is wrong and where.
    """
    code = written_form(value)
    if len(code) == 10 and code[8] == "-":
        code = code[:8] + code[9]
    require_length(code, 9)
    require_characters(code[:8], LETTERS_AND_DIGITS, _("数字或大写字母"))
    require_characters(code[8], DIGITS + "X", _("数字或 X"), offset=8)
    require_check(code[8], organization_check(code[:8]), position=9)
    return Checked("organization-code", code, {"body": code[:8]})


def require_credit_code(code: str, *, offset: int) -> None:
    """Check a credit code that stands inside a longer identifier, offset characters in.

    Raises:
        IdentifierError: with the position counted from the beginning of the longer one.
    """
    try:
        check_credit_code(code)
    except IdentifierError as error:
        raise IdentifierError(
            error.code,
            _("第 %(first)d 至 %(last)d 位的统一社会信用代码有误（位次自该代码起算）：%(error)s")
            % {"first": offset + 1, "last": offset + len(code), "error": error},
            position=offset + (error.position or 1),
            expected=error.expected,
        ) from None

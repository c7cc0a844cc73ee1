"""Check the codes of service items: the catalog code and the item code."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.kernel.identifiers.checksums import DIGITS
from sunhall.kernel.identifiers.errors import IdentifierError
from sunhall.kernel.identifiers.organizations import require_credit_code
from sunhall.kernel.identifiers.values import (
    PROVINCES,
    Checked,
    require_characters,
    require_length,
    written_form,
)

NATIONAL_REGION = "00"
ITEM_TYPES: dict[str, str | Promise] = {
    "01": gettext_lazy("行政许可"),
    "02": gettext_lazy("行政处罚"),
    "03": gettext_lazy("行政强制"),
    "04": gettext_lazy("行政征收"),
    "05": gettext_lazy("行政给付"),
    "06": gettext_lazy("行政检查"),
    "07": gettext_lazy("行政确认"),
    "08": gettext_lazy("行政奖励"),
    "09": gettext_lazy("行政裁决"),
    "10": gettext_lazy("其他行政权力"),
    "20": gettext_lazy("公共服务"),
}
LEVELS: dict[str, str | Promise] = {
    "1": gettext_lazy("国家级"),
    "2": gettext_lazy("省级"),
    "3": gettext_lazy("市级"),
    "4": gettext_lazy("县级"),
    "5": gettext_lazy("乡镇（街道）级"),
    "6": gettext_lazy("村（社区）级"),
}


def check_catalog_code(value: str, on: date | None = None) -> Checked:
    """Check a 12-digit catalog code: region, item type, department, main item, sub-item.

    Law: GB/T 39554.1-2020. The standard gives it no check digit.

    Raises:
        IdentifierError: what is wrong and where.
    """
    code = written_form(value)
    require_length(code, 12)
    return Checked("catalog-code", code, _catalog_parts(code, offset=0))


def check_item_code(value: str, on: date | None = None) -> Checked:
    """Check a 31-digit item code: the organ's credit code, its level, the catalog code.

    Law: GB/T 39554.1-2020. Only the credit code in it carries check digits.

    Raises:
        IdentifierError: what is wrong and where.
    """
    code = written_form(value)
    require_length(code, 31)
    require_credit_code(code[:18], offset=0)
    level = code[18]
    level_name = _known(level, LEVELS, _("行使层级"), position=19)
    parts = {"organ": code[:18], "level": level, "level_name": level_name, "catalog": code[19:]}
    return Checked("item-code", code, parts | _catalog_parts(code[19:], offset=19))


def _catalog_parts(code: str, *, offset: int) -> dict[str, str]:
    require_characters(code, DIGITS, _("数字"), offset=offset)
    region, item_type = code[:2], code[2:4]
    regions = {NATIONAL_REGION: _("全国统一"), **PROVINCES}
    return {
        "region": region,
        "region_name": _known(region, regions, _("地区"), position=offset + 1),
        "type": item_type,
        "type_name": _known(item_type, ITEM_TYPES, _("事项类型"), position=offset + 3),
        "department": code[4:6],
        "main_item": code[6:9],
        "sub_item": code[9:],
    }


def _known(
    code: str, names: dict[str, str] | dict[str, str | Promise], what: str, *, position: int
) -> str:
    """Return the name of a code."""
    if code not in names:
        raise IdentifierError(
            "unknown",
            _("第 %(position)d 位起的%(what)s“%(code)s”不存在，应为 %(known)s 之一。")
            % {"position": position, "what": what, "code": code, "known": _("、").join(names)},
            position=position,
        )
    return str(names[code])

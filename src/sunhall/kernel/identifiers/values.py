"""Bring an identifier into its written form, and check what all kinds share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from sunhall.kernel.identifiers.errors import IdentifierError

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
    "21": "辽宁省", "22": "吉林省", "23": "黑龙江省",
    "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省",
    "36": "江西省", "37": "山东省",
    "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省",
    "45": "广西壮族自治区", "46": "海南省",
    "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区",
    "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
    "71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区",
}  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """A valid identifier as it is written, and what its parts say.

    `parts` holds codes under their glossary names; a name in words has the suffix `_name`.
    """

    kind: str
    value: str
    parts: dict[str, str] = field(default_factory=dict)


Checker = Callable[[str, date | None], Checked]


def written_form(value: str) -> str:
    """Drop surrounding spaces, narrow full-width letters and digits, and use capitals.

    Spaces inside are left, and refused later by their position: they may hide a lost character.

    Raises:
        IdentifierError: nothing is left.
    """
    written = value.strip().translate(FULL_WIDTH).strip()
    if not written:
        raise IdentifierError("empty", _("号码为空。请输入号码。"))
    # str.upper would turn one ß into two letters and shift every position.
    return "".join(one.upper() if one.isascii() else one for one in written)


def require_length(value: str, length: int) -> None:
    """Refuse a value of another length.

    Raises:
        IdentifierError: too short or too long.
    """
    if len(value) != length:
        raise IdentifierError(
            "length",
            _("应为 %(length)d 位，现为 %(found)d 位。") % {"length": length, "found": len(value)},
            expected=str(length),
        )


def require_characters(value: str, alphabet: str, words: str, *, offset: int = 0) -> None:
    """Refuse the first character that is not of the alphabet; offset is what stands before.

    Raises:
        IdentifierError: a character does not belong there.
    """
    for position, character in enumerate(value, start=offset + 1):
        if character not in alphabet:
            raise IdentifierError(
                "character",
                _("第 %(position)d 位是%(found)s，此处只能是%(words)s。")
                % {"position": position, "found": shown(character), "words": words},
                position=position,
            )


def require_check(found: str, expected: str, *, position: int) -> None:
    """Refuse a check character that does not follow from the characters before it.

    Raises:
        IdentifierError: the check character is another.
    """
    if found != expected:
        raise IdentifierError(
            "check_character",
            _("第 %(position)d 位校验码应为“%(expected)s”，现为“%(found)s”。请逐位核对号码。")
            % {"position": position, "expected": expected, "found": found},
            position=position,
            expected=expected,
        )


def shown(character: str) -> str:
    """Quote a character, or name its code point where it would not show."""
    if character == " ":
        return _("空格")
    return f"“{character}”" if character.isprintable() else f"U+{ord(character):04X}"

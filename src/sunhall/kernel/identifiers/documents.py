"""Check the numbers of official documents."""

import re
from datetime import date

from django.utils.translation import gettext as _

from sunhall.kernel.identifiers.errors import IdentifierError
from sunhall.kernel.identifiers.values import Checked, written_form

NUMBER = re.compile(r"([\u4e00-\u9fa5]{2,12})〔((?:19|20)[0-9]{2})〕([1-9][0-9]{0,3})号")
YEAR = re.compile(r"〔(?:19|20)[0-9]{2}〕")
ORGAN = re.compile(r"[\u4e00-\u9fa5]{2,12}")
WRONG_BRACKETS = re.compile(r"[(\[{（［【](?=[0-9]{4})")


def check_document_number(value: str, on: date | None = None) -> Checked:
    """Check an official document number such as 青政办发〔2011〕12号; no year after `on`.

    Law: GB/T 9704-2012: the year stands in 〔〕, the serial number without 第 or leading zeros.

    Raises:
        IdentifierError: what is wrong and where.
    """
    number = written_form(value)
    match = NUMBER.fullmatch(number)
    if match is None:
        raise _fault(number)
    organ, year, serial = match.groups()
    if on is not None and int(year) > on.year:
        raise IdentifierError(
            "date",
            _("年份 %(year)s 晚于 %(on)d 年。") % {"year": year, "on": on.year},
            position=match.start(2) + 1,
        )
    return Checked("document-number", number, {"organ": organ, "year": year, "serial": serial})


def _fault(number: str) -> IdentifierError:
    """Find the first thing that keeps a text from being a document number."""
    if brackets := WRONG_BRACKETS.search(number):
        message = _("第 %(position)d 位：年份应使用六角括号〔〕，例如 青政办发〔2011〕12号。")
        return _at(brackets.start(), message, expected="〔")
    year = YEAR.search(number)
    if year is None:
        return IdentifierError(
            "structure",
            _("缺少六角括号中的四位年份，例如 青政办发〔2011〕12号。"),
            expected="〔2011〕",
        )
    if not ORGAN.fullmatch(number[: year.start()]):
        return _at(0, _("第 %(position)d 位起的机关代字应为 2 至 12 个汉字。"))
    serial, place = number[year.end() :], year.end()
    if serial.startswith("第"):
        return _at(place, _("第 %(position)d 位：序号前不加“第”。"))
    if serial.startswith("0"):
        return _at(place, _("第 %(position)d 位：序号不编虚位，1 不写作 01。"))
    if not serial.endswith("号"):
        return _at(len(number), _("第 %(position)d 位应为“号”。"), expected="号")
    return _at(place, _("第 %(position)d 位起的序号应为 1 至 9999 的数字。"))


def _at(offset: int, message: str, *, expected: str | None = None) -> IdentifierError:
    position = offset + 1
    return IdentifierError(
        "structure", message % {"position": position}, position=position, expected=expected
    )

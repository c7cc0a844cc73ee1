"""Open a workbook's zip archive without trusting a word it says of itself."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import NoReturn
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException, sax

from sunhall.kernel.decision.formats.loaded import Faults, SheetCell, Unreadable

FILE_LIMIT = 10 * 2**20
UNPACKED_LIMIT = 20 * 2**20
PART_LIMIT = 20_000
ROW_LIMIT = 20_000
COLUMN_LIMIT = 400
CELL_LIMIT = 500_000

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NEEDED = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/.*\.(xml|rels)")
_OLE = b"\xd0\xcf\x11\xe0"
_BAD_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def repack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook, each unpacked here and measured.

    Raises:
        Unreadable: it is no workbook, is too large, packs too much, or carries a program.
    """
    if len(data) > FILE_LIMIT:
        raise Unreadable(
            "文件过大：%(size)s MB，工作簿不得超过 %(limit)s MB",
            size=round(len(data) / 2**20, 1),
            limit=FILE_LIMIT // 2**20,
        )
    if data.startswith(_OLE):
        raise Unreadable("这是旧版 .xls 或者加密的工作簿，请另存为不加密的 .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive)
    except _BAD_ZIP:
        raise Unreadable("不是有效的 .xlsx 工作簿") from None


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    """Return the parts as an archive again, not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    file.seek(0)
    return file


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(infos) > PART_LIMIT or len(set(names)) < len(names):
        raise Unreadable("工作簿的内部结构不正常")
    if any("vbaproject" in name.lower() for name in names):
        raise Unreadable("工作簿含有宏，请另存为不含宏的 .xlsx")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise Unreadable("工作簿链接了其他文件，请断开外部链接后再导入")
    parts: dict[str, bytes] = {}
    room = UNPACKED_LIMIT
    for info in infos:
        if _NEEDED.fullmatch(info.filename):
            with archive.open(info) as part:
                content = part.read(room + 1)
            room -= len(content)
            if room < 0 or info.file_size > UNPACKED_LIMIT:
                raise Unreadable(
                    "工作簿解压后超过 %(limit)s MB，疑似压缩炸弹", limit=UNPACKED_LIMIT // 2**20
                )
            parts[info.filename] = content
    if "xl/workbook.xml" not in parts:
        raise Unreadable("不是有效的 .xlsx 工作簿")
    return parts


@dataclass
class _SheetScan(ContentHandler):
    """Walks a sheet's XML: formulas, merged cells, and how far the cells reach."""

    name: str
    faults: Faults

    def __post_init__(self) -> None:
        super().__init__()
        self.cell = ""
        self.cells = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Look at one element."""
        name = name.rpartition(":")[2]
        if name == "c":
            self._reach(attrs.get("r", ""))
        elif name == "f":
            self.faults.add("单元格里是公式，请粘贴为数值", SheetCell(self.name, self.cell))
        elif name == "mergeCell":
            place = SheetCell(self.name, attrs.get("ref", "")[:20])
            self.faults.add("单元格被合并了，请取消合并，每格单独填写", place)
        elif name == "row" and len(attrs.get("r", "")) > len(str(ROW_LIMIT)):
            self._refuse(attrs["r"])

    def _reach(self, cell: str) -> None:
        self.cell = cell[:20]
        self.cells += 1
        match = _CELL.fullmatch(cell)
        column = _column(match[1]) if match else self.cells
        row = int(match[2]) if match else self.cells
        if row > ROW_LIMIT or column > COLUMN_LIMIT or self.cells > CELL_LIMIT:
            self._refuse(cell)

    def _refuse(self, reference: str) -> NoReturn:
        raise Unreadable(
            "工作表过大，至多 %(rows)s 行 %(columns)s 列",
            SheetCell(self.name, reference[:20]),
            rows=ROW_LIMIT,
            columns=COLUMN_LIMIT,
        )


class _Workbook(ContentHandler):
    """Gathers the attributes of a few elements of a small part."""

    def __init__(self, element: str) -> None:
        super().__init__()
        self.element = element
        self.found: list[dict[str, str]] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Look at one element."""
        if name.rpartition(":")[2] == self.element:
            self.found.append({key.rpartition(":")[2]: attrs[key] for key in attrs.getNames()})


def scan(parts: dict[str, bytes], faults: Faults) -> None:
    """Note every formula and merged cell, before anything is taken from the sheets.

    Raises:
        Unreadable: a part is no safe XML, or a sheet reaches too far.
    """
    for name, part in _sheet_parts(parts).items():
        _parse(parts.get(part, b""), _SheetScan(name, faults))


def _sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the sheets' names and the parts they are kept in; parts nobody names too."""
    sheets, targets = _Workbook("sheet"), _Workbook("Relationship")
    _parse(parts["xl/workbook.xml"], sheets)
    _parse(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), targets)
    paths = {one.get("Id"): one.get("Target", "") for one in targets.found}
    named = {}
    for sheet in sheets.found:
        target = paths.get(sheet.get("id", ""), "")
        named[sheet.get("name", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    others = {part for part in parts if part.startswith("xl/worksheets/sheet")}
    found = {name: part for name, part in named.items() if part in parts}
    return {**found, **{part: part for part in others - set(found.values())}}


def _parse(content: bytes, handler: ContentHandler) -> None:
    try:
        sax.parseString(content, handler, forbid_dtd=True)
    except (SAXException, DefusedXmlException, ValueError, LookupError):
        raise Unreadable("不是有效的 .xlsx 工作簿：内部的 XML 不正常") from None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number

"""What a spreadsheet file must not contain, found before anything else opens it."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext_noop as _

CHUNK = 1 << 20
FORBIDDEN_PARTS = {
    "vbaproject": _("工作簿含有宏，请另存为不含宏的 XLSX"),
    "xl/externallinks/": _("工作簿链接了其他工作簿，请先断开链接"),
    "xl/embeddings/": _("工作簿嵌入了其他文件，请先删除"),
    "xl/activex/": _("工作簿含有控件，请先删除"),
    "xl/macrosheets/": _("工作簿含有宏，请另存为不含宏的 XLSX"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold once it is unpacked."""

    parts: int = 1_000
    unpacked_bytes: int = 400 * 1024 * 1024
    ratio: int = 120
    ratio_from_bytes: int = 20 * 1024 * 1024
    rows: int = 200_000
    columns: int = 500
    text_characters: int = 100_000_000


class UnsafeSheetError(Exception):
    """The file must not be opened."""

    def __init__(self, place: str, message: str, **facts: object) -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.facts: Mapping[str, object] = facts


def inspect(content: bytes, limits: Limits) -> None:
    """Refuse a workbook that is a bomb or does more than hold values.

    Raises:
        UnsafeSheetError: what is wrong, and where.
        zipfile.BadZipFile: not an archive, or one that lies about its sizes.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        _check_parts(archive, limits)
        _check_size(archive, len(content), limits)
        try:
            lengths = _text_lengths(archive)
            budget = limits.text_characters
            for name, path in _sheet_parts(archive):
                handler = _SheetHandler(name, lengths, limits, budget)
                _parse(archive, path, handler)
                budget = handler.budget
        except (SAXException, DefusedXmlException, KeyError):
            raise UnsafeSheetError("", _("文件损坏，或者不是 XLSX 工作簿")) from None


def check_archive(content: bytes, limits: Limits) -> None:
    """Refuse an archive that is a bomb or bears macros, whatever document it is.

    Raises:
        UnsafeSheetError: what is wrong.
        zipfile.BadZipFile: not an archive, or one that lies about its sizes.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        _check_parts(archive, limits)
        _check_size(archive, len(content), limits)


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    names = [name.lower() for name in archive.namelist()]
    if len(names) > limits.parts:
        raise UnsafeSheetError("", _("压缩包内的文件过多"))
    if len(names) != len(set(names)):
        raise UnsafeSheetError("", _("文件损坏，或者不是 XLSX 工作簿"))
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise UnsafeSheetError("", _("工作簿有密码，请先解除"))
    for name in names:
        for part, message in FORBIDDEN_PARTS.items():
            if part in name:
                raise UnsafeSheetError("", message)


def _check_size(archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    """Unpack everything once, so that a size is never taken from the file's own word."""
    total = 0
    for part in archive.infolist():
        with archive.open(part) as stream:
            for size in _chunk_sizes(stream):
                total += size
                bomb = total > limits.ratio_from_bytes and total > packed * limits.ratio
                if bomb or total > limits.unpacked_bytes:
                    raise UnsafeSheetError("", _("文件解压后过大"))


def _chunk_sizes(stream: IO[bytes]) -> Iterator[int]:
    while chunk := stream.read(CHUNK):
        yield len(chunk)


def _parse(archive: zipfile.ZipFile, path: str, handler: ContentHandler) -> None:
    with archive.open(path) as stream:
        defusedxml.sax.parse(stream, handler, forbid_dtd=True)


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return name and archive path of every sheet."""
    sheets, targets = _Attributes("sheet"), _Attributes("Relationship")
    _parse(archive, "xl/workbook.xml", sheets)
    _parse(archive, "xl/_rels/workbook.xml.rels", targets)
    paths = {target["Id"]: _path(target["Target"]) for target in targets.found}
    return [(sheet["name"], paths[sheet["id"]]) for sheet in sheets.found]


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _text_lengths(archive: zipfile.ZipFile) -> list[int]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    handler = _TextLengths()
    _parse(archive, "xl/sharedStrings.xml", handler)
    return handler.lengths


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Attributes(ContentHandler):
    """Collect the attributes of one kind of element, without their prefixes."""

    def __init__(self, element: str) -> None:
        super().__init__()
        self.element = element
        self.found: list[dict[str, str]] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Note the element."""
        if _local(name) == self.element:
            self.found.append({_local(key): value for key, value in attrs.items()})


class _TextLengths(ContentHandler):
    """Measure the shared texts."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Begin a text."""
        if _local(name) == "si":
            self.lengths.append(0)

    def characters(self, content: str) -> None:
        """Measure a piece of the text."""
        if self.lengths:
            self.lengths[-1] += len(content)


class _SheetHandler(ContentHandler):
    """Walk a sheet's cells: no formula, no error value, no far-away cell, no flood of text."""

    def __init__(self, sheet: str, lengths: list[int], limits: Limits, budget: int) -> None:
        super().__init__()
        self.sheet, self.lengths, self.limits, self.budget = sheet, lengths, limits, budget
        self.row = self.column = 0
        self.place = sheet
        self.is_shared = False
        self.value: list[str] | None = None

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Look at a row, a cell or what is in it."""
        local = _local(name)
        if local == "row":
            self.row = _number(attrs.get("r")) or self.row + 1
            self.column = 0
        elif local == "c":
            self._start_cell(attrs)
        elif local == "f":
            raise UnsafeSheetError(self.place, _("单元格是公式，请改为填写数值"))
        elif local == "v":
            self.value = []

    def characters(self, content: str) -> None:
        """Keep a value's text, and count it."""
        if self.value is not None:
            self.value.append(content)
        self._spend(len(content))

    def endElement(self, name: str) -> None:  # noqa: N802
        """Count the shared text a cell points to."""
        if _local(name) != "v" or self.value is None:
            return
        index = _number("".join(self.value)) if self.is_shared else None
        if index is not None and index < len(self.lengths):
            self._spend(self.lengths[index])
        self.value = None

    def _start_cell(self, attrs: AttributesImpl) -> None:
        reference = attrs.get("r")
        if reference:
            letters = reference.rstrip("0123456789")
            self.column = _column(letters)
            self.row = _number(reference[len(letters) :]) or self.row
        else:
            self.column += 1
        self.place = f"{self.sheet}!{reference or f'R{self.row}C{self.column}'}"
        if self.row > self.limits.rows or self.column > self.limits.columns:
            raise UnsafeSheetError(
                self.place,
                _("表格过大：最多 %(rows)s 行、%(columns)s 列"),
                rows=self.limits.rows,
                columns=self.limits.columns,
            )
        if attrs.get("t") == "e":
            raise UnsafeSheetError(self.place, _("单元格是错误值"))
        self.is_shared = attrs.get("t") == "s"

    def _spend(self, characters: int) -> None:
        self.budget -= characters
        if self.budget < 0:
            raise UnsafeSheetError(self.place, _("表格文字过多"))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _column(letters: str) -> int:
    """Return the number of a column; anything that is not one counts as far away."""
    if not (letters.isascii() and letters.isalpha()) or len(letters) > 3:
        return 1 << 20
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number

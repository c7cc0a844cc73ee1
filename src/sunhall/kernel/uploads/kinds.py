"""What a file is, by its bytes alone."""

import re
import zipfile
from enum import Enum
from io import BytesIO

HEAD = 4096
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg)[\s>/]", re.IGNORECASE)
NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
HEIF = {b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"avif"}
OFFICE = (("xl/", "XLSX"), ("word/", "DOCX"), ("ppt/", "PPTX"))
ENCODINGS = ("utf-8-sig", "gb18030")


class Kind(Enum):
    """A kind of file: its media type, and the endings of names that fit it, the usual one first."""

    JPEG = ("image/jpeg", "jpg", "jpeg", "jpe", "jfif")
    PNG = ("image/png", "png")
    GIF = ("image/gif", "gif")
    WEBP = ("image/webp", "webp")
    HEIF = ("image/heif", "heic", "heif", "avif", "hif")
    TIFF = ("image/tiff", "tif", "tiff")
    PDF = ("application/pdf", "pdf")
    XLSX = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
    DOCX = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
    PPTX = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx")
    ZIP = ("application/zip", "zip")
    MP4 = ("video/mp4", "mp4", "mov", "m4v", "m4a", "3gp")
    WEBM = ("video/webm", "webm", "mkv")
    MP3 = ("audio/mpeg", "mp3")
    WAV = ("audio/wav", "wav")
    AMR = ("audio/amr", "amr")
    OGG = ("audio/ogg", "ogg", "oga", "opus")
    TEXT = ("text/plain", "txt", "csv", "yaml", "yml", "pem", "csr", "md")
    XML = ("application/xml", "xml", "dmn")
    DER = ("application/octet-stream", "der", "csr", "p10")
    HTML = ("text/html", "html", "svg")
    SCRIPT = ("text/x-script", "sh")
    UNKNOWN = ("application/octet-stream", "bin")

    @property
    def media_type(self) -> str:
        """Return the media type under which it is kept."""
        return str(self.value[0])

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return the endings of names that fit, the usual one first."""
        return tuple(map(str, self.value[1:]))


IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.GIF, Kind.WEBP, Kind.HEIF, Kind.TIFF})
OFFICE_FILES = frozenset({Kind.XLSX, Kind.DOCX, Kind.PPTX})
SOUND_AND_VIDEO = frozenset({Kind.MP4, Kind.WEBM, Kind.MP3, Kind.WAV, Kind.AMR, Kind.OGG})

EVIDENCE = IMAGES | OFFICE_FILES | SOUND_AND_VIDEO | {Kind.PDF, Kind.TEXT}
WORKBOOK = frozenset({Kind.XLSX, Kind.ZIP})
TABLES = frozenset({Kind.TEXT, Kind.XML, Kind.XLSX, Kind.ZIP})
CERTIFICATE_REQUEST = frozenset({Kind.TEXT, Kind.DER})
PDF = frozenset({Kind.PDF})
PNG = frozenset({Kind.PNG})
TEXT = frozenset({Kind.TEXT})

STARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"%PDF-", Kind.PDF),
    (b"\x1aE\xdf\xa3", Kind.WEBM),
    (b"ID3", Kind.MP3),
    (b"\xff\xfb", Kind.MP3),
    (b"\xff\xf3", Kind.MP3),
    (b"#!AMR", Kind.AMR),
    (b"OggS", Kind.OGG),
    (b"#!", Kind.SCRIPT),
    (b"0\x81", Kind.DER),
    (b"0\x82", Kind.DER),
)


def kind_of(content: bytes) -> Kind:
    """Return what a file is: what most programs would take it for."""
    if content[:4] == b"PK\x03\x04":
        return _kind_of_archive(content)
    by_start = next((kind for start, kind in STARTS if content.startswith(start)), None)
    return by_start or _kind_of_container(content) or _kind_of_text(content)


def other_kinds(content: bytes, kind: Kind) -> set[Kind]:
    """Return what else a file can be read as: one that is two things at once deceives somebody."""
    others = set()
    if kind is not Kind.PDF and b"%PDF-" in content[:1024]:
        others.add(Kind.PDF)
    if kind not in WORKBOOK | OFFICE_FILES and _names_in(content):
        others.add(Kind.ZIP)
    if kind not in (Kind.TEXT, Kind.XML, Kind.HTML) and MARKUP.search(content[:HEAD]):
        others.add(Kind.HTML)
    return others


def _kind_of_container(content: bytes) -> Kind | None:
    if content[:4] == b"RIFF":
        return {b"WEBP": Kind.WEBP, b"WAVE": Kind.WAV}.get(content[8:12])
    if content[4:8] == b"ftyp":
        return Kind.HEIF if content[8:12] in HEIF else Kind.MP4
    return None


def _kind_of_archive(content: bytes) -> Kind:
    names = _names_in(content)
    for prefix, name in OFFICE:
        if "[Content_Types].xml" in names and any(one.startswith(prefix) for one in names):
            return Kind[name]
    return Kind.ZIP


def _names_in(content: bytes) -> list[str]:
    """Return what a file holds if it can be unpacked, wherever in it the archive lies."""
    if b"PK\x05\x06" not in content[-66_000:]:
        return []
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []


def _kind_of_text(content: bytes) -> Kind:
    head = content[:HEAD]
    if NOT_IN_TEXT.search(head) or not _is_readable(content):
        return Kind.UNKNOWN
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"<"):
        return Kind.TEXT
    return Kind.HTML if MARKUP.search(content) else Kind.XML


def _is_readable(content: bytes) -> bool:
    for encoding in ENCODINGS:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False

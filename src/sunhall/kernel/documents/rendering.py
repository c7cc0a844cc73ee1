"""Making a document of a template and the facts of an act."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

import segno
import typst
from django.core.exceptions import ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_noop

from sunhall.kernel.errors import Refusal

PACKAGE = Path(__file__).resolve().parents[2]
FONTS = Path(__file__).resolve().parent / "fonts"
NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


class Unprintable(Refusal):
    """A fact has a character that the documents' fonts lack, such as a very rare one of a name."""

    code = "unprintable"
    message = gettext_noop("文书字体里没有这个字符：%(text)s")


def render(template: Path, data: Mapping[str, Any], moment: datetime, verify_at: str = "") -> bytes:
    """Make a PDF/A-2b of a template in the package; same facts and moment, same bytes.

    The template reads the facts as values (`data` of `layout.typ`), so that nothing in them is
    ever read as Typst. Dates to be printed are facts too. `verify_at` is the address in the QR.

    Raises:
        Unprintable: a fact has a character that would be missing on paper.

    Law: GB/T 9704-2012 (layout); ISO 19005-2 (PDF/A-2).
    """
    facts = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    try:
        return typst.compile(
            template,
            root=PACKAGE,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": facts, "qr": _qr(verify_at)},
            pdf_standards="a-2b",
            timestamp=moment.astimezone(UTC).replace(microsecond=0),
        )
    except typst.TypstError as error:
        _refuse_unprintable(error)


def draw(template: Path, data: Mapping[str, Any], *, pixels_per_inch: int = 300) -> bytes:
    """Make a PNG of a template in the package, transparent where nothing is drawn.

    Raises:
        Unprintable: a fact has a character that no font at hand has.
    """
    facts = json.dumps(data, ensure_ascii=False, sort_keys=True)
    try:
        return typst.compile(
            template,
            root=PACKAGE,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="png",
            ppi=pixels_per_inch,
            sys_inputs={"data": facts, "qr": ""},
        )
    except typst.TypstError as error:
        _refuse_unprintable(error)


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    if not fonts.families():
        raise ImproperlyConfigured("The documents' fonts are missing: run `make assets`.")
    return fonts


def _qr(address: str) -> str:
    if not address:
        return ""
    drawing = BytesIO()
    segno.make_qr(address, error="m").save(drawing, kind="svg", xmldecl=False, border=0)
    return drawing.getvalue().decode()


def _refuse_unprintable(error: typst.TypstError) -> NoReturn:
    missing = NOT_SHOWN.search(error.message)
    if missing:
        raise Unprintable(text=missing[1]) from error
    raise error

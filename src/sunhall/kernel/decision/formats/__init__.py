"""The ways in and out of benchmarks: YAML, workbooks, DMN decision tables.

`load` never raises for what a file holds: whatever is wrong is a finding with its place.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sunhall.kernel.decision.findings import Listed
from sunhall.kernel.decision.formats import as_dmn, as_xlsx, as_yaml
from sunhall.kernel.decision.formats.loaded import (
    Document,
    Faults,
    Inexpressible,
    Item,
    Loaded,
    Unreadable,
)

__all__ = ["SUFFIXES", "Document", "Inexpressible", "Item", "Loaded", "dump", "load"]

FILE_LIMIT = 16 * 2**20
"""No larger file is read into memory at all."""

_LOADERS: dict[str, Callable[..., Loaded]] = {
    ".yaml": as_yaml.load,
    ".yml": as_yaml.load,
    ".xlsx": as_xlsx.load,
    ".dmn": as_dmn.load,
}
_DUMPERS: dict[str, Callable[[Iterable[Document], Mapping[str, Any] | None], bytes]] = {
    ".yaml": as_yaml.dump,
    ".yml": as_yaml.dump,
    ".xlsx": as_xlsx.dump,
    ".dmn": as_dmn.dump,
}
SUFFIXES = tuple(_LOADERS)


def load(source: Path | bytes, filename: str = "", *, sound_only: bool = False) -> Loaded:
    """Return the items of a file by the suffix of its name, with the place of every part.

    Of a file with any fault nothing is taken, unless `sound_only` asks for the items without.
    """
    name = filename or (source.name if isinstance(source, Path) else "")
    try:
        loader = _LOADERS.get(Path(name).suffix.lower())
        if loader is None:
            known = Listed(tuple(SUFFIXES))
            raise Unreadable("不认识的文件类型，应为 %(suffixes)s", suffixes=known)
        data = source if isinstance(source, bytes) else _read(source)
    except Unreadable as error:
        faults = Faults()
        faults.add_unreadable(error)
        return Loaded(faults=tuple(faults.findings))
    return loader(data, sound_only=sound_only)


def dump(
    documents: Iterable[Document], filename: str, meta: Mapping[str, Any] | None = None
) -> bytes:
    """Return documents in the format that the file's name asks for.

    Raises:
        Inexpressible: the format is unknown, or cannot hold a document without loss.
    """
    dumper = _DUMPERS.get(Path(filename).suffix.lower())
    if dumper is None:
        raise Inexpressible(
            _("不认识的文件类型，应为 %(suffixes)s") % {"suffixes": _("、").join(SUFFIXES)}
        )
    return dumper(documents, meta)


def _read(path: Path) -> bytes:
    try:
        if not path.exists():
            raise Unreadable("文件不存在")
        if not path.is_file():
            raise Unreadable("这不是一个文件")
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise Unreadable("文件读不出来：%(problem)s", problem=error.strerror) from None
    if len(data) > FILE_LIMIT:
        raise Unreadable("文件过大，不得超过 %(limit)s MB", limit=FILE_LIMIT // 2**20)
    return data

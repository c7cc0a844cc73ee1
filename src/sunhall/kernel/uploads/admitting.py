"""The gate: a file is taken for what it is, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from sunhall.kernel.uploads.bombs import is_bomb
from sunhall.kernel.uploads.errors import FileAmbiguous, FileIsBomb, FileNotAccepted, FileTooLarge
from sunhall.kernel.uploads.kinds import IMAGES, OFFICE_FILES, Kind, kind_of, other_kinds
from sunhall.kernel.uploads.names import clean_name

MEGABYTE = 2**20
SHOWN_NAME = 80


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that passed the gate, under a name that may be kept."""

    content: bytes
    name: str
    kind: Kind

    @property
    def media_type(self) -> str:
        """Return what it is, by its content."""
        return self.kind.media_type


def admit(
    content: bytes, name: str, accepted: Iterable[Kind], *, most_bytes: int = 20 * MEGABYTE
) -> Admitted:
    """Take a file in for what its bytes are; neither its name nor its sender's word counts.

    Raises:
        FileTooLarge: it has more bytes.
        FileNotAccepted: it is none of the accepted kinds.
        FileAmbiguous: it can be read as something else, too.
        FileIsBomb: opened, it would be far larger.
    """
    shown, kinds = name[:SHOWN_NAME], set(accepted)
    if len(content) > most_bytes:
        raise FileTooLarge(name=shown, most=most_bytes // MEGABYTE)
    kind = kind_of(content)
    if kind not in kinds:
        raise FileNotAccepted(name=shown, accepted=_named(kinds))
    others = other_kinds(content, kind)
    if others:
        raise FileAmbiguous(name=shown, kinds=_named({kind, *others}))
    # Workbooks that are read at once have a stricter guard of their own, which says where
    if kind in IMAGES | OFFICE_FILES and Kind.ZIP not in kinds and is_bomb(content, kind):
        raise FileIsBomb(name=shown)
    return Admitted(content, clean_name(name, kind), kind)


def _named(kinds: set[Kind]) -> str:
    return "、".join(sorted(kind.name for kind in kinds))

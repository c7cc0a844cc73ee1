"""What has happened on the security platform."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class InfectedFileFound(Event):
    """A file that was kept unscanned turned out to be infected; nobody gets it."""

    name = "security.file.infected"
    words = _("发现带毒文件")
    subject: ClassVar[str] = "security.file"
    sha256: str
    signature: str


@dataclass(frozen=True, kw_only=True)
class LedgerVerified(Event):
    """The whole ledger was computed anew from the journal; with so many faults."""

    name = "security.ledger.verified"
    words = _("核验账本")
    subject: ClassVar[str] = "security.ledger"
    tree_size: int
    faults: int

"""What the penalties system announces."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class BenchmarkEvent(Event):
    """Something happened to one version of a benchmark."""

    subject: ClassVar[str] = "penalties.benchmark"
    matter: str
    version: int
    table_hash: str


@dataclass(frozen=True, kw_only=True)
class BenchmarkDrafted(BenchmarkEvent):
    """A version has been drafted, by hand or from a file."""

    name = "penalties.benchmark.drafted"
    words = _("起草裁量基准版本")
    source: str


@dataclass(frozen=True, kw_only=True)
class BenchmarkRevised(BenchmarkEvent):
    """The table of a draft has been changed."""

    name = "penalties.benchmark.revised"
    words = _("修改裁量基准")


@dataclass(frozen=True, kw_only=True)
class BenchmarkChecked(BenchmarkEvent):
    """A version has been checked; `finding_count` is 0 where the proof holds."""

    name = "penalties.benchmark.checked"
    words = _("校验裁量基准")
    finding_count: int
    proof_hash: str


@dataclass(frozen=True, kw_only=True)
class BenchmarkPublished(BenchmarkEvent):
    """A proved version has been made public and takes effect on a day."""

    name = "penalties.benchmark.published"
    words = _("公布裁量基准版本")
    proof_hash: str
    effective_date: date


@dataclass(frozen=True, kw_only=True)
class BenchmarkDiscarded(BenchmarkEvent):
    """A version that was never published has been thrown away."""

    name = "penalties.benchmark.discarded"
    words = _("作废裁量基准")


@dataclass(frozen=True, kw_only=True)
class SanctionDetermined(Event):
    """An officer's recorded facts have led to a sanction."""

    name = "penalties.sanction.determined"
    words = _("裁量结果认定")
    subject: ClassVar[str] = "penalties.determination"
    matter: str
    version: int
    tier: int | None
    fine_yuan: Decimal | None
    proof_hash: str

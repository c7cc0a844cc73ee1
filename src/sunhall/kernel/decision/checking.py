"""Check records as they come: read them, prove what can be read, and say all that is wrong."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from sunhall.kernel.decision.findings import Finding, Kind
from sunhall.kernel.decision.model import Benchmark
from sunhall.kernel.decision.proving import Proof, prove
from sunhall.kernel.decision.reading import read_benchmark

_DUPLICATE = gettext_noop("事项编码 %(code)s 在同一批中出现了 %(count)s 次")


@dataclass(frozen=True, slots=True)
class Report:
    """One record checked: the benchmark and its proof, where it could be read, and all findings."""

    benchmark: Benchmark | None
    proof: Proof | None
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether the record may be published."""
        return self.proof is not None and not self.findings


def check_document(document: Mapping[str, Any]) -> Report:
    """Return what one record says and what is wrong with it."""
    benchmark, faults = read_benchmark(document)
    if benchmark is None:
        return Report(None, None, tuple(faults))
    proof = prove(benchmark)
    return Report(benchmark, proof, (*faults, *proof.findings))


def check_documents(documents: Iterable[Mapping[str, Any]]) -> list[Report]:
    """Return a report for each record; a code that occurs twice is a finding of each."""
    reports = [check_document(document) for document in documents]
    counts = Counter(report.benchmark.code for report in reports if report.benchmark)
    return [_with_duplicates(report, counts) for report in reports]


def _with_duplicates(report: Report, counts: Mapping[str, int]) -> Report:
    if report.benchmark is None or counts[report.benchmark.code] == 1:
        return report
    code = report.benchmark.code
    finding = Finding(
        kind=Kind.SCHEMA,
        item=code,
        place="code",
        template=_DUPLICATE,
        params={"code": code, "count": counts[code]},
    )
    return Report(report.benchmark, report.proof, (*report.findings, finding))

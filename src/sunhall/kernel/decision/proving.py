"""Prove a benchmark: complete, disjoint, within the statute, monotone, in plain words.

The proof is bound to its table by hash; a published table and every decision made with it name
the proof's own hash.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sunhall.kernel.decision.canonical import sha256_of
from sunhall.kernel.decision.findings import Finding
from sunhall.kernel.decision.model import Benchmark, Scoring
from sunhall.kernel.decision.monotone import prove_levels_monotone, prove_monotone
from sunhall.kernel.decision.partition import prove_levels, prove_partition
from sunhall.kernel.decision.statute import prove_score_within_statute, prove_within_statute
from sunhall.kernel.decision.table import lay_out
from sunhall.kernel.decision.words import find_vague_words, lexicon

SCHEMA = "proof/v1"
ENGINE = "sunhall.kernel.decision/1"

Checks = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Proof:
    """What was checked of one table, and every defect found.

    `checks` holds the figures of each check: pairs compared, the volume of the domain and of the
    tiers' boxes in atoms, comparisons with the statute, the lexicon's hash.
    """

    table_hash: str
    checks: Checks
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Tell whether nothing was found."""
        return not self.findings

    @cached_property
    def certificate(self) -> dict[str, Any]:
        """Return the proof as plain JSON, without any language; its hash is taken of this."""
        return {
            "schema": SCHEMA,
            "engine": ENGINE,
            "table_hash": self.table_hash,
            "holds": self.holds,
            "checks": {name: dict(figures) for name, figures in self.checks.items()},
            "findings": [finding.as_dict() for finding in self.findings],
        }

    @cached_property
    def proof_hash(self) -> str:
        """Return the hash that the published table and every decision print."""
        return sha256_of(self.certificate)

    def as_dict(self) -> dict[str, Any]:
        """Return the certificate and its hash."""
        return {**self.certificate, "proof_hash": self.proof_hash}


def prove(benchmark: Benchmark) -> Proof:
    """Check all that can be known of a table before a single case is decided by it.

    Law: 行政处罚法 第五条, 第三十四条.
    """
    if benchmark.scoring is not None:
        checks, findings = _checks_of_scoring(benchmark, benchmark.scoring)
    else:
        checks, findings = _checks_of_tiers(benchmark)
    findings.extend(find_vague_words(benchmark))
    checks["words"] = {"lexicon": lexicon().sha256}
    return Proof(table_hash=sha256_of(benchmark.document), checks=checks, findings=tuple(findings))


def _checks_of_tiers(benchmark: Benchmark) -> tuple[dict[str, dict[str, Any]], list[Finding]]:
    table = lay_out(benchmark)
    partition = prove_partition(table)
    statute = prove_within_statute(table)
    monotone = prove_monotone(table)
    checks = {
        "overlap": {"pairs": partition.pairs},
        "gap": {"domain": partition.domain, "boxes": partition.boxes},
        "range": {"comparisons": statute.comparisons},
        "monotone": {"pairs": monotone.pairs},
    }
    return checks, [*partition.findings, *statute.findings, *monotone.findings]


def _checks_of_scoring(
    benchmark: Benchmark, scoring: Scoring
) -> tuple[dict[str, dict[str, Any]], list[Finding]]:
    partitions = [prove_levels(benchmark, key, levels) for key, levels in scoring.levels.items()]
    monotones = [
        prove_levels_monotone(benchmark, key, levels) for key, levels in scoring.levels.items()
    ]
    statute = prove_score_within_statute(benchmark, scoring)
    checks = {
        "overlap": {"pairs": sum(proof.pairs for proof in partitions)},
        "gap": {
            "domain": sum(proof.domain for proof in partitions),
            "boxes": sum(proof.boxes for proof in partitions),
        },
        "range": {"comparisons": statute.comparisons},
        "monotone": {"pairs": sum(proof.pairs for proof in monotones)},
    }
    findings = [finding for proof in partitions for finding in proof.findings]
    findings += statute.findings
    findings += [finding for proof in monotones for finding in proof.findings]
    return checks, findings

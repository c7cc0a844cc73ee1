"""Benchmarks and the sanctions determined with them; cases and all that belongs to them."""

from sunhall.business.penalties.models.benchmarks import (
    PUBLIC,
    Benchmark,
    BenchmarkImport,
    BenchmarkQuerySet,
    Determination,
    LibraryRevision,
)

__all__ = [
    "PUBLIC",
    "Benchmark",
    "BenchmarkImport",
    "BenchmarkQuerySet",
    "Determination",
    "LibraryRevision",
]

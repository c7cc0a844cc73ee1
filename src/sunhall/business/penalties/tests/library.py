"""A small published library for the tests of what the public sees."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.cast import Cast, assemble
from tests.remembered import remembered

from sunhall.business.penalties import actions
from sunhall.business.penalties.demo import law_pack
from sunhall.business.penalties.models import Benchmark
from sunhall.directory import actions as directory
from sunhall.directory.rules.drafts import BasisDraft, MatterDraft

PACK = {document["code"]: document for document in law_pack()}
CODES = ("QD-CG-001", "QD-CG-003", "QD-CG-009", "QD-CG-010")
STALL = {"refused": "true", "place": "人行道", "area": "3", "prior": "0"}


@dataclass
class Library:
    """What is published, and those who can publish more."""

    cast: Cast

    def publish(self, *documents: dict[str, Any], in_days: int = 0) -> list[Benchmark]:
        """Draft, check and publish documents whose matters are registered."""
        drafted = actions.draft_benchmarks(
            self.cast.li, documents=documents, which=actions.TakeOver.ALL
        )
        return actions.publish_benchmarks(
            self.cast.wang,
            benchmark_ids=[benchmark.pk for benchmark in drafted.benchmarks],
            effective_date=self.cast.wang.today + timedelta(days=in_days),
        )

    def register(self, *documents: dict[str, Any]) -> None:
        """Register the matters of documents."""
        directory.register_matters(self.cast.chen, [_matter(one) for one in documents])


@pytest.fixture
def library(db: None) -> Library:
    """Return a library of four matters, published yesterday."""
    return remembered("library", published_library)


def published_library() -> Library:
    """Publish four matters yesterday."""
    cast = assemble(timezone.now() - timedelta(days=1))
    library = Library(cast)
    documents = [PACK[code] for code in CODES]
    library.register(*documents)
    library.publish(*documents)
    now = timezone.now()
    library.cast = replace(
        cast, li=replace(cast.li, moment=now), wang=replace(cast.wang, moment=now)
    )
    return library


def renamed(code: str, name: str) -> dict[str, Any]:
    """Return a document of the pack under another name."""
    return {**PACK[code], "name": name}


def _matter(document: dict[str, Any]) -> MatterDraft:
    return MatterDraft(
        code=document["code"],
        name=document["name"],
        organization_code="QD-CG",
        keywords="占道经营 摆摊" if document["code"] == "QD-CG-001" else "",
        bases=tuple(
            BasisDraft(law=basis["law"], article=str(basis["article"]))
            for basis in document["basis"]
        ),
    )

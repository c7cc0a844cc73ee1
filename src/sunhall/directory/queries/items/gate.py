"""What the gate needs to know besides the item itself."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import resources

import yaml

from sunhall.directory.models import LegalBasis
from sunhall.directory.rules.items.document import Item
from sunhall.directory.rules.items.gate import ItemFinding, find_faults
from sunhall.kernel.decision.words import lexicon


def faults_of(
    item: Item, matter_id: int, on: date, *, has_basis: bool | None = None
) -> list[ItemFinding]:
    """Return what the gate finds in an item; `has_basis` spares the look at the matter."""
    known = matter_id in matters_with_basis(on, [matter_id]) if has_basis is None else has_basis
    return find_faults(item, has_basis=known, license_names=known_licenses(), vague_word=_vague)


def matters_with_basis(on: date, matter_ids: Sequence[int]) -> frozenset[int]:
    """Return which of the matters rest on an article valid on a day."""
    bases = LegalBasis.objects.on(on).filter(matter__in=matter_ids)
    return frozenset(bases.values_list("matter_id", flat=True))


@cache
def known_licenses() -> frozenset[str]:
    """Return the names of the licences the city's base can prove."""
    text = resources.files("sunhall.directory").joinpath("law/licenses.yaml").read_text("utf-8")
    return frozenset(yaml.safe_load(text)["licenses"])


def _vague(text: str) -> str | None:
    hit = lexicon().find(text)
    return hit[0] if hit else None

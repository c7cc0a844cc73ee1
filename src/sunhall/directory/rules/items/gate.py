"""The gate before publication: what a guide must say before anyone relies on it.

Law: 行政许可法 第三十条 (matter, basis, conditions, quantity, procedure, limits, materials with
forms), 第三十一条, 第五十八条; 国务院令第716号 第七条.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sunhall.directory.choices import Handling, ItemCertainty, ItemElement, ItemFault, LimitUnit
from sunhall.directory.rules.items.document import Item, Limit, Material
from sunhall.directory.rules.items.limits import is_within

WARNINGS = frozenset({ItemFault.WHEN_UNCLEAR, ItemFault.UNCONFIRMED, ItemFault.VAGUE})
REQUIRED = (
    ItemElement.NAME,
    ItemElement.SUBJECTS,
    ItemElement.CONDITIONS,
    ItemElement.QUANTITY,
    ItemElement.STEPS,
    ItemElement.MATERIALS,
    ItemElement.FORMS,
    ItemElement.RESULT,
)
UNCLEAR = ("按情形", "视情况", "必要时")
OWN_PAPERS = re.compile(r"(申请表|申请书|登记表|声明书|承诺书)$")
CATCH_ALL = re.compile(r"^(其他|其它)(有关|相关|所需|需要的)?材料|要求的其他材料")
UNSURE = frozenset({ItemCertainty.OWN_KNOWLEDGE, ItemCertainty.DESIGN, ItemCertainty.PAGE_VERIFIED})


@dataclass(frozen=True, slots=True)
class ItemFinding:
    """What the gate found at an element; `detail` names the place within it."""

    element: ItemElement
    fault: ItemFault
    detail: str = ""

    @property
    def is_warning(self) -> bool:
        """Tell whether it may be published all the same."""
        return self.fault in WARNINGS

    def as_dict(self) -> dict[str, Any]:
        """Return it as it is kept with a version."""
        return {"element": self.element.value, "fault": self.fault.value, "detail": self.detail}

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "ItemFinding":
        """Return what was kept."""
        return cls(ItemElement(kept["element"]), ItemFault(kept["fault"]), kept["detail"])


def find_faults(
    item: Item,
    *,
    has_basis: bool,
    license_names: Collection[str],
    vague_word: Callable[[str], str | None],
) -> list[ItemFinding]:
    """Return what is wrong with an item, what blocks first.

    `license_names` are the licences the city's base can prove; `vague_word` returns the first
    vague word of a text, if any.
    """
    found = [
        *_missing(item, has_basis),
        *_limits(item),
        *_materials(item, license_names),
        *_wording(item, vague_word),
    ]
    return sorted(found, key=lambda finding: finding.is_warning)


def _missing(item: Item, has_basis: bool) -> Iterator[ItemFinding]:
    for element in REQUIRED:
        if not getattr(item, element.value):
            yield ItemFinding(element, ItemFault.MISSING)
    if not item.authority.acceptance_organ:
        yield ItemFinding(ItemElement.AUTHORITY, ItemFault.MISSING)
    if not has_basis:
        yield ItemFinding(ItemElement.BASES, ItemFault.NO_BASIS)
    if item.fee.is_charged and not item.fee.standard:
        yield ItemFinding(ItemElement.FEE, ItemFault.FEE_WITHOUT_STANDARD)


def _limits(item: Item) -> Iterator[ItemFinding]:
    limits = {
        ItemElement.STATUTORY_LIMIT: item.statutory_limit,
        ItemElement.COMMITTED_LIMIT: item.committed_limit,
    }
    for element, limit in limits.items():
        if limit is None or not _says_something(limit):
            yield ItemFinding(element, ItemFault.NO_LIMIT)
            return
    statutory, promised = limits.values()
    if statutory and promised and not is_within(promised, statutory):
        yield ItemFinding(ItemElement.COMMITTED_LIMIT, ItemFault.PROMISE_TOO_LONG)
    one_day = Limit(value=1, unit=LimitUnit.WORKING_DAY)
    if item.handling == Handling.IMMEDIATE and promised and not is_within(promised, one_day):
        yield ItemFinding(ItemElement.HANDLING, ItemFault.NOT_AT_ONCE)


def _says_something(limit: Limit) -> bool:
    return limit.is_immediate or limit.value > 0


def _materials(item: Item, license_names: Collection[str]) -> Iterator[ItemFinding]:
    for material in item.materials:
        if CATCH_ALL.search(material.name):
            yield ItemFinding(ItemElement.MATERIALS, ItemFault.CATCH_ALL, material.name)
        if not material.licenses and _license_in(material, license_names):
            yield ItemFinding(ItemElement.MATERIALS, ItemFault.LICENSE_NOT_NAMED, material.name)
        if material.when in UNCLEAR:
            yield ItemFinding(ItemElement.MATERIALS, ItemFault.WHEN_UNCLEAR, material.name)
    if item.materials_certainty in UNSURE:
        yield ItemFinding(ItemElement.MATERIALS, ItemFault.UNCONFIRMED)


def _license_in(material: Material, license_names: Collection[str]) -> bool:
    if OWN_PAPERS.search(material.name):
        return False
    return any(name in material.name for name in license_names)


def _wording(item: Item, vague_word: Callable[[str], str | None]) -> Iterator[ItemFinding]:
    texts = [(ItemElement.CONDITIONS, one.text) for one in item.conditions]
    texts += [(ItemElement.MATERIALS, f"{one.name} {one.when}") for one in item.materials]
    for element, text in texts:
        if word := vague_word(text):
            yield ItemFinding(element, ItemFault.VAGUE, f"{text.strip()} · {word}")

"""The items of an information resource, and what its label and its sharing must keep to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sunhall.directory.choices import Classification, Sharing
from sunhall.directory.errors import BasisMissing, LabelTooLow, SharedTooFreely, UnreadableItem

STRICTNESS = {label: rank for rank, label in enumerate(Classification)}


@dataclass(frozen=True, slots=True)
class Item:
    """A data item (信息项) with its label."""

    name: str
    classification: Classification

    def as_dict(self) -> dict[str, str]:
        """Return the item as it is kept."""
        return {"name": self.name, "classification": self.classification.value}


def read_items(text: str) -> list[Item]:
    """Return the items of a text: a line each, the label after a colon, public without one.

    Raises:
        UnreadableItem: a line has no name, or a label there is not.
    """
    labels = {word: one for one in Classification for word in (one.value, str(one.label))}
    items = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        name, _colon, label = line.replace("\uff1a", ":").partition(":")
        found = labels.get(label.strip() or Classification.PUBLIC.value)
        if not name.strip() or found is None:
            known = ", ".join(one.value for one in Classification)
            raise UnreadableItem(line=number, text=line.strip()[:50], known=known)
        items.append(Item(name.strip(), found))
    return items


def write_items(items: Iterable[Mapping[str, str]]) -> str:
    """Return items as the text they are read from."""
    return "\n".join(f"{one['name']}:{one['classification']}" for one in items)


def check_labels(label: str, items: Sequence[Item], sharing: str, basis: str) -> None:
    """Refuse labels and terms of sharing that the law does not allow.

    Raises:
        LabelTooLow: an item is more sensitive than the resource says it is.
        SharedTooFreely: personal data would be shared without condition.
        BasisMissing: conditions or a refusal to share rest on nothing.

    Law: 个人信息保护法 第二十八条, 第三十四条; 政务信息资源共享管理暂行办法 第九条, 第十条.
    """
    own = Classification(label)
    for item in items:
        if STRICTNESS[item.classification] > STRICTNESS[own]:
            raise LabelTooLow(item=item.name, label=item.classification.label)
    if sharing == Sharing.UNCONDITIONAL:
        if STRICTNESS[own] >= STRICTNESS[Classification.PERSONAL]:
            raise SharedTooFreely(label=own.label)
    elif not basis.strip():
        raise BasisMissing()

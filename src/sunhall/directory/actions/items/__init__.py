"""Every act on service items."""

from sunhall.directory.actions.items.adopting import adopt_item, revise_adoption
from sunhall.directory.actions.items.drafting import (
    discard_item_draft,
    draft_items,
    draft_next_item,
    revise_item,
)
from sunhall.directory.actions.items.publishing import publish_items, withdraw_item

__all__ = [
    "adopt_item",
    "discard_item_draft",
    "draft_items",
    "draft_next_item",
    "publish_items",
    "revise_adoption",
    "revise_item",
    "withdraw_item",
]

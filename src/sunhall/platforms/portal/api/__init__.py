"""The portal's public API: the ledger, and the guides."""

from sunhall.platforms.portal.api.guides import router as guides
from sunhall.platforms.portal.api.ledger import router

__all__ = ["guides", "router"]

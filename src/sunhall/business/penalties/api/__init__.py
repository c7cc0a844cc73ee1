"""The public API of the enforcement hall."""

from sunhall.business.penalties.api.operations import router

__all__ = ["router"]

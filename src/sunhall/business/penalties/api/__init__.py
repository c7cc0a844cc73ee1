"""The API of the penalties system: the public library, and the officers' cases."""

from sunhall.business.penalties.api.cases import router as cases
from sunhall.business.penalties.api.operations import router

router.add_router("/cases", cases)

__all__ = ["router"]

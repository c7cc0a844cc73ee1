"""How safe the city stands: everything looked at once, each in green, yellow or red."""

from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.row_security import whole_city
from sunhall.platforms.security.permissions import Permission
from sunhall.platforms.security.queries.status.check import Check, Level
from sunhall.platforms.security.queries.status.evidence import of_ledger, of_outbox, of_uploads
from sunhall.platforms.security.queries.status.keys import of_certificates, of_keys
from sunhall.platforms.security.queries.status.surroundings import of_database, of_settings

AREAS = (of_ledger, of_keys, of_certificates, of_uploads, of_outbox, of_database, of_settings)

__all__ = ["Check", "Level", "check_all"]


def check_all(by: Actor) -> list[Check]:
    """Return how everything stands; counts and dates alone, nobody's data.

    Raises:
        Forbidden: the actor may not know.
    """
    if not by.may(Permission.STATUS_VIEW):
        raise Forbidden(Permission.STATUS_VIEW)
    with whole_city():
        return [check for look_at in AREAS for check in look_at(by)]

"""An organ's seals and their uses."""

from sunhall.centers.access.choices import SealUseState
from sunhall.centers.access.models import Seal, SealUse
from sunhall.centers.access.queries.certificates import is_good
from sunhall.kernel.actor import Actor

LISTED = 50


def list_seals(by: Actor) -> list[Seal]:
    """Return the seals of the actor's organization."""
    rows = Seal.objects.within(by).select_related("certificate", "requested_by__person")
    return list(rows.order_by("pk"))


def list_ready_seals(by: Actor) -> list[Seal]:
    """Return those of the organization's seals that a document can bear now."""
    return [
        seal
        for seal in list_seals(by)
        if seal.certificate is not None and is_good(seal.certificate, by.moment)
    ]


def get_seal(by: Actor, seal_id: int) -> Seal:
    """Return a seal of the actor's organization.

    Raises:
        NotFound: it has none of that key.
    """
    rows = Seal.objects.within(by).select_related("picture", "certificate")
    return rows.filter(pk=seal_id).only_one(seal_id)


def list_seal_uses(by: Actor) -> list[SealUse]:
    """Return the uses of the organization's seals: those that wait first, then the newest."""
    rows = SealUse.objects.within(by).select_related("seal", "requested_by__person")
    found = list(rows.order_by("-pk")[:LISTED])
    return sorted(found, key=lambda use: use.state != SealUseState.REQUESTED)


def get_seal_use(by: Actor, use_id: int) -> SealUse:
    """Return the use of a seal in the actor's organization, with its documents.

    Raises:
        NotFound: there is none of that key.
    """
    rows = SealUse.objects.within(by).select_related("seal", "document", "sealed")
    return rows.filter(pk=use_id).only_one(use_id)

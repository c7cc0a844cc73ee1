"""A license gets its organ's seal: one asks, another of the organ grants."""

from django.db import IntegrityError, transaction

from sunhall.centers.access import actions as access
from sunhall.centers.access.choices import SealUseState
from sunhall.centers.data.actions.flow import take
from sunhall.centers.data.errors import SealedAlready
from sunhall.centers.data.events import LicenseSealAsked, LicenseSealed
from sunhall.centers.data.models import LicenseSeal
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.queries.papers import pdf_of_version
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.models import StoredFile


@action(Permission.LICENSE_ISSUE, law="国务院关于在线政务服务的若干规定 第九条")
def ask_for_seal(by: Actor, *, license_id: int, seal_id: int, verify_at: str = "") -> LicenseSeal:
    """Ask that the last version of a license bear a seal; its bytes are settled by this.

    `verify_at` is the address that the QR leads to.

    Raises:
        NotFound: no such license or seal in the actor's organization.
        SealedAlready: it bears the seal, or waits for it.
        SealNotReady: the seal is not granted, or its certificate not good.
        Forbidden: the actor may not ask for seals.
    """
    taken = take(by, license_id)
    version = taken.versions.get(version=taken.version)
    title = f"{taken.kind.name} {taken.number}"
    content = pdf_of_version(version, verify_at)
    use = access.request_seal_use(by, seal_id=seal_id, title=title, document=content)
    try:
        with transaction.atomic():
            asked = LicenseSeal.objects.create(version=version, use=use)
    except IntegrityError as error:
        raise SealedAlready(number=taken.number) from error
    announce(by, LicenseSealAsked(subject_id=taken.pk, number=taken.number))
    return asked


def keep_sealed(by: Actor, use_id: int, sealed: StoredFile) -> None:
    """Let a version be the bytes that bear the seal, if the seal was asked for a license."""
    asked = _asked(use_id)
    if asked is None:
        return
    asked.state, asked.sealed = SealUseState.SEALED, sealed
    asked.save(update_fields=["state", "sealed"])
    license = asked.version.license
    announce(
        by,
        LicenseSealed(subject_id=license.pk, number=license.number, sealed_sha256=sealed.sha256),
    )


def take_back_seal(by: Actor, use_id: int) -> None:
    """Let a license go without the seal that was asked for it, if it was."""
    asked = _asked(use_id)
    if asked is not None:
        asked.state = SealUseState.REFUSED
        asked.save(update_fields=["state"])


def _asked(use_id: int) -> LicenseSeal | None:
    return LicenseSeal.objects.filter(use_id=use_id).select_related("version__license").first()

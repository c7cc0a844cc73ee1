"""What happens to a certificate after it was issued: suspension, revocation, its end."""

from sunhall.centers.access.actions.authority import LIST, publish
from sunhall.centers.access.choices import CertificateStatus, Profile, RevocationReason
from sunhall.centers.access.errors import CertificateStepRefused
from sunhall.centers.access.events import (
    CertificateExpiring,
    CertificateStatusChanged,
)
from sunhall.centers.access.models import Certificate
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.queries.authority import issuer_of
from sunhall.centers.access.queries.certificates import list_expiring
from sunhall.centers.access.rules.authority.profiles import WARNING
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

FROM = {
    CertificateStatus.SUSPENDED: {CertificateStatus.GOOD},
    CertificateStatus.GOOD: {CertificateStatus.SUSPENDED},
    CertificateStatus.REVOKED: {CertificateStatus.GOOD, CertificateStatus.SUSPENDED},
}
"""What a certificate must be to become something else; the revoked stay so."""

AUTHORITIES = (Profile.ROOT, Profile.ISSUING)


@action(Permission.CERTIFICATE_ADMINISTER)
def suspend_certificate(by: Actor, *, certificate_id: int) -> Certificate:
    """Suspend anyone's certificate: it may come back.

    Raises:
        NotFound: no such certificate, or it is an authority's.
        CertificateStepRefused: it is not good.
    """
    return change_status(by, _lock(certificate_id), CertificateStatus.SUSPENDED)


@action(Permission.CERTIFICATE_ADMINISTER)
def resume_certificate(by: Actor, *, certificate_id: int) -> Certificate:
    """Let a suspended certificate be good again.

    Raises:
        NotFound: no such certificate, or it is an authority's.
        CertificateStepRefused: it is not suspended.
    """
    return change_status(by, _lock(certificate_id), CertificateStatus.GOOD)


@action(Permission.CERTIFICATE_ADMINISTER)
def revoke_certificate(by: Actor, *, certificate_id: int, reason: RevocationReason) -> Certificate:
    """Revoke anyone's certificate for good.

    Raises:
        NotFound: no such certificate, or it is an authority's.
        CertificateStepRefused: it was revoked before.
    """
    return change_status(by, _lock(certificate_id), CertificateStatus.REVOKED, reason)


@action(Permission.CERTIFICATE_OWN, law="电子签名法 第十五条")
def suspend_own_certificate(by: Actor, *, certificate_id: int) -> Certificate:
    """Suspend one's own certificate, where one does not know where its key is.

    Raises:
        NotFound: the actor holds no such certificate.
        CertificateStepRefused: it is not good.
    """
    own = Certificate.objects.within(by).lock(certificate_id)
    return change_status(by, own, CertificateStatus.SUSPENDED)


@action(Permission.CERTIFICATE_OWN, law="电子签名法 第十五条")
def revoke_own_certificate(
    by: Actor, *, certificate_id: int, reason: RevocationReason
) -> Certificate:
    """Revoke one's own certificate for good, where somebody else may have its key.

    Raises:
        NotFound: the actor holds no such certificate.
        CertificateStepRefused: it was revoked before.
    """
    own = Certificate.objects.within(by).lock(certificate_id)
    return change_status(by, own, CertificateStatus.REVOKED, reason)


@action(Permission.AUTHORITY_OPERATE)
def warn_of_expiry(by: Actor) -> int:
    """Tell of every certificate that ends soon, once each; return how many."""
    expiring = list_expiring(by.moment, by.moment + WARNING)
    for row in expiring:
        row.warned_at = by.moment
    Certificate.objects.bulk_update(expiring, ["warned_at"], batch_size=500)
    announce(
        by,
        *(
            CertificateExpiring(subject_id=row.pk, serial=row.serial, valid_to=row.valid_to)
            for row in expiring
        ),
    )
    return len(expiring)


def change_status(
    by: Actor, row: Certificate, status: CertificateStatus, reason: str = ""
) -> Certificate:
    """Change a locked certificate's status, and sign the list that says so.

    Raises:
        CertificateStepRefused: its status forbids it.
    """
    was = CertificateStatus(row.status)
    if was not in FROM[status]:
        raise CertificateStepRefused(status=was.label)
    row.status, row.status_at, row.reason = status, by.moment, reason
    row.save(update_fields=["status", "status_at", "reason"])
    announce(
        by,
        CertificateStatusChanged(
            subject_id=row.pk, serial=row.serial, was=was, status=status, reason=reason
        ),
    )
    if row.issuer is not None:
        publish(by, row.issuer, issuer_of(row.issuer), LIST)
    return row


def _lock(certificate_id: int) -> Certificate:
    return Certificate.objects.exclude(profile__in=AUTHORITIES).lock(certificate_id)

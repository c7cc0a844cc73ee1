"""People ask for certificates; somebody else decides, and what is granted is issued at once."""

from django.db import IntegrityError, transaction

from sunhall.centers.access.actions.authority import draft_for, keep_certificate
from sunhall.centers.access.actions.certificates import change_status
from sunhall.centers.access.choices import (
    CertificateStatus,
    Profile,
    RequestState,
    RevocationReason,
)
from sunhall.centers.access.errors import (
    CertificateRequestUnreadable,
    CertificateStepRefused,
    DecidedAlready,
    DecidedByTheSame,
    KeyUsedBefore,
    NoCertificateForYou,
    PassphraseTooShort,
    RequestWaiting,
)
from sunhall.centers.access.events import CertificateRefused, CertificateRequested
from sunhall.centers.access.models import Certificate, CertificateRequest
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.queries.authority import certificate_of, issuer_of, places_of
from sunhall.centers.access.queries.certificates import profile_for, subject_for
from sunhall.centers.access.rules.authority.building import build
from sunhall.centers.access.rules.authority.keys import NEW_KEY
from sunhall.centers.access.rules.authority.names import Subject, asking_key
from sunhall.centers.access.rules.authority.sealing import LEAST_PASSPHRASE, seal
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


@action(Permission.CERTIFICATE_OWN, law="电子签名法 第二十条")
def request_certificate(
    by: Actor, *, request: bytes, renews_id: int | None = None
) -> CertificateRequest:
    """Ask for a certificate for a key of one's own, by a request (PKCS#10) that it has signed.

    Raises:
        CertificateRequestUnreadable: it is none, its key weak, or possession not proved.
        NoCertificateForYou: the actor is neither of the three.
        RequestWaiting: the actor has asked already.
        KeyUsedBefore: the key has a certificate.
        NotFound: the certificate to renew is not the actor's.
        CertificateStepRefused: it was revoked.
    """
    try:
        public_key = asking_key(request)
    except ValueError as error:
        raise CertificateRequestUnreadable() from error
    return _ask(by, public_key, None, renews_id)


@action(Permission.CERTIFICATE_OWN, law="电子签名法 第二十条")
def request_kept_certificate(
    by: Actor, *, passphrase: str, renews_id: int | None = None
) -> CertificateRequest:
    """Ask for a certificate for a new key that the city keeps, sealed under one's passphrase.

    The city cannot sign by it without the passphrase, which it does not keep.

    Raises:
        PassphraseTooShort: it has less than twelve characters.
        NoAuthority: there was no key ceremony.
        NoCertificateForYou: the actor is neither of the three.
        RequestWaiting: the actor has asked already.
        NotFound: the certificate to renew is not the actor's.
        CertificateStepRefused: it was revoked.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PassphraseTooShort(least=LEAST_PASSPHRASE)
    key = NEW_KEY[issuer_of(certificate_of(Profile.ISSUING)).key.algorithm]()
    return _ask(by, key.public_key, seal(key.private_key(), [passphrase]), renews_id)


@action(Permission.CERTIFICATE_ADMINISTER, law="电子签名法 第二十条")
def approve_request(by: Actor, *, request_id: int) -> Certificate:
    """Grant a request of somebody else's and issue the certificate; a renewed one is replaced.

    Raises:
        NotFound: no such request.
        DecidedAlready: it was decided.
        DecidedByTheSame: the actor has asked for it.
        NoAuthority: there was no key ceremony.
    """
    request = _decided(by, request_id, RequestState.ISSUED)
    request.save(update_fields=["state", "decided_by", "decided_at"])
    certificate = issue(by, request)
    if request.renews_id is not None:
        old = Certificate.objects.lock(request.renews_id)
        if old.status != CertificateStatus.REVOKED:
            change_status(by, old, CertificateStatus.REVOKED, RevocationReason.SUPERSEDED)
    return certificate


@action(Permission.CERTIFICATE_ADMINISTER)
def refuse_request(by: Actor, *, request_id: int, reason: str) -> CertificateRequest:
    """Turn a request of somebody else's down, and say why.

    Raises:
        NotFound: no such request.
        DecidedAlready: it was decided.
        DecidedByTheSame: the actor has asked for it.
    """
    request = _decided(by, request_id, RequestState.REFUSED)
    request.reason = reason
    # A key that certifies nothing need not be kept
    request.sealed_key = None
    request.save(update_fields=["state", "decided_by", "decided_at", "reason", "sealed_key"])
    announce(by, CertificateRefused(subject_id=request.pk, reason=reason))
    return request


def issue(by: Actor, request: CertificateRequest, key_place: str = "") -> Certificate:
    """Make the certificate of a granted request.

    Raises:
        NoAuthority: there was no key ceremony.
    """
    issuing = certificate_of(Profile.ISSUING)
    issuer = issuer_of(issuing)
    profile = Profile(request.profile)
    subject = Subject(
        request.common_name,
        request.serial_number,
        request.organization_name,
        request.organization_code,
    )
    draft = draft_for(
        profile, subject.name(), bytes(request.public_key), by.moment, issuing.valid_to
    )
    row = Certificate(
        profile=profile,
        issuer=issuing,
        request=request,
        account_id=request.account_id,
        enterprise_id=request.enterprise_id,
        organization_id=request.organization_id,
        common_name=request.common_name,
        key_place=key_place,
    )
    return keep_certificate(by, draft, row, build(draft, issuer, issuer.key, places_of(issuing)))


def _ask(
    by: Actor, public_key: bytes, sealed_key: bytes | None, renews_id: int | None
) -> CertificateRequest:
    profile = profile_for(by)
    if profile is None:
        raise NoCertificateForYou()
    if CertificateRequest.objects.filter(public_key=public_key).exclude(state=RequestState.REFUSED):
        raise KeyUsedBefore()
    _require_renewable(by, renews_id)
    subject = subject_for(by)
    request = CertificateRequest(
        profile=profile,
        account_id=by.account_id,
        enterprise_id=by.enterprise_id,
        organization_id=by.organization_id,
        common_name=subject.common_name,
        serial_number=subject.serial_number,
        organization_name=subject.organization,
        organization_code=subject.organization_code,
        public_key=public_key,
        sealed_key=sealed_key,
        renews_id=renews_id,
        requested_by_id=by.account_id or 0,
        requested_at=by.moment,
    )
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError as error:
        raise RequestWaiting() from error
    announce(
        by,
        CertificateRequested(
            subject_id=request.pk,
            profile=profile,
            is_renewal=renews_id is not None,
            is_kept=sealed_key is not None,
        ),
    )
    return request


def _require_renewable(by: Actor, certificate_id: int | None) -> None:
    if certificate_id is None:
        return
    old = Certificate.objects.within(by).lock(certificate_id)
    if old.status == CertificateStatus.REVOKED:
        raise CertificateStepRefused(status=old.get_status_display())


def _decided(by: Actor, request_id: int, state: RequestState) -> CertificateRequest:
    request = CertificateRequest.objects.lock(request_id)
    if request.state != RequestState.REQUESTED:
        raise DecidedAlready()
    if request.requested_by_id == by.account_id:
        raise DecidedByTheSame()
    request.state, request.decided_at = state, by.moment
    request.decided_by_id = by.account_id
    return request

"""Organs' seals are made and used by two: one asks, another grants."""

from hashlib import sha256

from django.db import IntegrityError, transaction

from sunhall.centers.access.actions.authority import draft_for, keep_certificate, new_kept_key
from sunhall.centers.access.choices import Profile, SealUseState
from sunhall.centers.access.errors import (
    DecidedAlready,
    DecidedByTheSame,
    PictureRefused,
    SealNameTaken,
    SealNotReady,
)
from sunhall.centers.access.events import (
    DocumentSealed,
    SealGranted,
    SealRequested,
    SealUseRefused,
    SealUseRequested,
)
from sunhall.centers.access.models import Certificate, Seal, SealUse
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.queries.authority import certificate_of, issuer_of, places_of
from sunhall.centers.access.queries.certificates import is_good
from sunhall.centers.access.queries.signing import check_document, not_signable, signing_by
from sunhall.centers.access.rules.authority.building import build
from sunhall.centers.access.rules.authority.names import Subject
from sunhall.centers.access.rules.seal_pictures import seal_page
from sunhall.centers.access.rules.signing import sign_pdf
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.files import content_of, store_file


@action(Permission.SEAL_REQUEST, law="国务院关于在线政务服务的若干规定 第九条")
def request_seal(by: Actor, *, name: str, picture: bytes) -> Seal:
    """Ask for a seal of one's organization to be made.

    Raises:
        PictureRefused: the picture is no PNG of a fitting size.
        SealNameTaken: the organization has a seal of that name.
    """
    _require_post(by)
    try:
        seal_page(picture)
    except ValueError as error:
        raise PictureRefused() from error
    file = store_file(picture, "image/png", by.moment, name=name)
    seal = Seal(
        organization_id=by.own_organization_id,
        name=name,
        picture=file,
        requested_by_id=by.account_id or 0,
        requested_at=by.moment,
    )
    try:
        with transaction.atomic():
            seal.save()
    except IntegrityError as error:
        raise SealNameTaken() from error
    announce(by, SealRequested(subject_id=seal.pk, picture_sha256=file.sha256))
    return seal


@action(Permission.SEAL_GRANT, law="国务院关于在线政务服务的若干规定 第九条")
def grant_seal(by: Actor, *, seal_id: int) -> Seal:
    """Grant a seal that another of the organization asked for, and have it certified.

    Raises:
        NotFound: the organization has no such seal.
        DecidedAlready: it was granted.
        DecidedByTheSame: the actor asked for it.
        NoAuthority: there was no key ceremony.
    """
    seal = Seal.objects.within(by).lock(seal_id)
    if seal.certificate_id is not None:
        raise DecidedAlready()
    if seal.requested_by_id == by.account_id:
        raise DecidedByTheSame()
    certificate = _certify(by, seal)
    seal.certificate, seal.granted_at = certificate, by.moment
    seal.granted_by_id = by.account_id
    seal.save(update_fields=["certificate", "granted_by", "granted_at"])
    announce(by, SealGranted(subject_id=seal.pk, serial=certificate.serial))
    return seal


@action(Permission.SEAL_REQUEST)
def request_seal_use(by: Actor, *, seal_id: int, title: str, document: bytes) -> SealUse:
    """Ask that a document bear a seal of one's organization.

    Raises:
        NotFound: the organization has no such seal.
        SealNotReady: it is not granted, or its certificate not good.
        NotSignable: the document is no PDF, or too large.
    """
    _require_post(by)
    seal = Seal.objects.within(by).lock(seal_id)
    _require_ready(by, seal)
    check_document(document, by.moment)
    file = store_file(document, "application/pdf", by.moment, name=title)
    use = SealUse.objects.create(
        seal=seal,
        title=title,
        document=file,
        requested_by_id=by.account_id or 0,
        requested_at=by.moment,
    )
    announce(by, SealUseRequested(subject_id=use.pk, seal_id=seal.pk, document_sha256=file.sha256))
    return use


@action(Permission.SEAL_GRANT, law="电子签名法 第十四条")
def grant_seal_use(by: Actor, *, use_id: int) -> SealUse:
    """Let a document bear the seal, as another of the organization asked, and seal it at once.

    Raises:
        NotFound: nobody of the organization asked for it.
        DecidedAlready: it was decided.
        DecidedByTheSame: the actor asked for it.
        SealNotReady: the seal's certificate is not good any more.
        NotSignable: the document forbids signatures.
    """
    use = _decided(by, use_id, SealUseState.SEALED)
    certificate = _require_ready(by, use.seal)
    document = content_of(use.document)
    page = seal_page(content_of(use.seal.picture))
    signing = signing_by(issuer_of(certificate), by.moment, use.title, page)
    try:
        sealed = sign_pdf(document, signing)
    except ValueError as error:
        raise not_signable() from error
    use.sealed = store_file(sealed, "application/pdf", by.moment, name=use.title)
    use.save(update_fields=["state", "sealed", "decided_by", "decided_at"])
    announce(
        by,
        DocumentSealed(
            subject_id=use.pk,
            seal_id=use.seal_id,
            serial=certificate.serial,
            document_sha256=sha256(document).hexdigest(),
            sealed_sha256=use.sealed.sha256,
        ),
    )
    return use


@action(Permission.SEAL_GRANT)
def refuse_seal_use(by: Actor, *, use_id: int, reason: str) -> SealUse:
    """Do not let a document bear the seal, and say why.

    Raises:
        NotFound: nobody of the organization asked for it.
        DecidedAlready: it was decided.
        DecidedByTheSame: the actor asked for it.
    """
    use = _decided(by, use_id, SealUseState.REFUSED)
    use.reason = reason
    use.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    announce(by, SealUseRefused(subject_id=use.pk, reason=reason))
    return use


def _certify(by: Actor, seal: Seal) -> Certificate:
    issuing = certificate_of(Profile.ISSUING)
    issuer, organ = issuer_of(issuing), seal.organization
    key, place = new_kept_key(Profile.ORGAN_SEAL)
    subject = Subject(seal.name, organization=organ.name, organization_code=organ.code)
    draft = draft_for(
        Profile.ORGAN_SEAL, subject.name(), key.public_key, by.moment, issuing.valid_to
    )
    row = Certificate(
        profile=Profile.ORGAN_SEAL,
        issuer=issuing,
        organization=organ,
        common_name=seal.name,
        key_place=place,
    )
    return keep_certificate(by, draft, row, build(draft, issuer, issuer.key, places_of(issuing)))


def _decided(by: Actor, use_id: int, state: SealUseState) -> SealUse:
    use = SealUse.objects.within(by).lock(use_id)
    if use.state != SealUseState.REQUESTED:
        raise DecidedAlready()
    if use.requested_by_id == by.account_id:
        raise DecidedByTheSame()
    use.state, use.decided_at = state, by.moment
    use.decided_by_id = by.account_id
    return use


def _require_ready(by: Actor, seal: Seal) -> Certificate:
    if seal.certificate is None or not is_good(seal.certificate, by.moment):
        raise SealNotReady()
    return seal.certificate


def _require_post(by: Actor) -> None:
    """Seals are asked for by people: the city itself has no account to be told apart by."""
    if by.account_id is None:
        raise NotFound(str(Seal._meta.verbose_name), "")

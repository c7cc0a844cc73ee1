"""What signatures are made and checked with, and what is to be said of those of a document."""

from dataclasses import dataclass
from datetime import datetime

from sunhall.centers.access.choices import CertificateStatus, Profile
from sunhall.centers.access.errors import NotSignable
from sunhall.centers.access.models import Certificate, Seal
from sunhall.centers.access.queries.authority import (
    certificate_of,
    chain_of,
    latest_list,
    stamper,
)
from sunhall.centers.access.queries.certificates import find_by_der, is_good
from sunhall.centers.access.rules.authority.building import Issuer
from sunhall.centers.access.rules.signing import (
    MAX_BYTES,
    Evidence,
    FoundSignature,
    NoPdf,
    Signing,
    check_pdf,
)
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.row_security import whole_city

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class SignatureReport:
    """One signature of a document, and what the city knows of the certificate it was made by."""

    found: FoundSignature
    certificate: Certificate | None
    was_good: bool
    seal: Seal | None

    @property
    def is_good(self) -> bool:
        """Tell whether the signature holds in every respect."""
        return self.found.is_intact and self.found.is_trusted and self.was_good


def city_evidence() -> Evidence:
    """Return the city's chain with its lists.

    Raises:
        NoAuthority: there was no key ceremony.
        NotFound: a list was never signed.
    """
    unit = certificate_of(Profile.TIME_STAMP)
    issuing, root = chain_of(unit)
    lists = [bytes(latest_list(row).der) for row in (root, issuing)]
    return Evidence(bytes(root.der), [bytes(issuing.der), bytes(unit.der)], lists)


def signing_by(
    issuer: Issuer, moment: datetime, reason: str = "", picture_page: bytes | None = None
) -> Signing:
    """Return how a document is signed at this moment.

    Raises:
        NoAuthority: there was no key ceremony.
    """
    return Signing(
        by=issuer,
        evidence=city_evidence(),
        stamper=stamper(moment),
        moment=moment,
        reason=reason,
        picture_page=picture_page,
    )


def check_document(document: bytes, moment: datetime) -> list[SignatureReport]:
    """Return what is to be said of every signature of a document, first to last.

    Raises:
        NotSignable: it is no PDF, or too large.
        NoAuthority: there was no key ceremony.
    """
    chain = chain_of(certificate_of(Profile.TIME_STAMP))
    evidence = Evidence(bytes(chain[-1].der), [bytes(row.der) for row in chain[:-1]])
    try:
        found = check_pdf(document, evidence, moment)
    except NoPdf as error:
        raise not_signable() from error
    return [_report(one, moment) for one in found]


def not_signable() -> NotSignable:
    """Return the refusal of what is no PDF."""
    return NotSignable(limit=MAX_BYTES // MEGABYTE)


def list_signing_certificates(by: Actor) -> list[Certificate]:
    """Return the actor's good certificates whose key the city keeps for them."""
    rows = Certificate.objects.within(by).filter(request__sealed_key__isnull=False)
    return [row for row in rows.order_by("-pk") if is_good(row, by.moment)]


@whole_city()
def _report(found: FoundSignature, now: datetime) -> SignatureReport:
    try:
        row = find_by_der(found.certificate)
    except NotFound:
        return SignatureReport(found, None, was_good=False, seal=None)
    at = found.moment if found.is_stamped and found.moment else now
    seal = Seal.objects.select_related("organization").filter(certificate=row).first()
    return SignatureReport(found, row, _was_good(row, at), seal)


def _was_good(row: Certificate, at: datetime) -> bool:
    """Tell whether a certificate was good then; what became of it later does not matter."""
    is_untouched = row.status == CertificateStatus.GOOD
    is_later = row.status_at is not None and row.status_at > at
    return row.valid_from <= at < row.valid_to and (is_untouched or is_later)

"""What has happened to certificates and seals."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sunhall.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CeremonyHeld(Event):
    """The city's root key and its issuing authority were made."""

    name = "access.authority.ceremony_held"
    words = _("举行密钥仪式")
    subject = "access.ceremony"
    algorithm: str
    threshold: int
    custodians: int
    root_sha256: str
    issuing_sha256: str


@dataclass(frozen=True, kw_only=True)
class ListPublished(Event):
    """A list of the revoked was signed."""

    name = "access.authority.list_published"
    words = _("发布吊销列表")
    subject = "access.certificate"
    number: int
    entries: int


@dataclass(frozen=True, kw_only=True)
class CertificateRequested(Event):
    """Somebody asks for a certificate."""

    name = "access.certificate.requested"
    words = _("申请证书")
    subject = "access.certificate_request"
    profile: str
    is_renewal: bool
    is_kept: bool


@dataclass(frozen=True, kw_only=True)
class CertificateRefused(Event):
    """A certificate was not granted."""

    name = "access.certificate.refused"
    words = _("不批准证书申请")
    subject = "access.certificate_request"
    reason: str


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(Event):
    """A certificate was granted and made."""

    name = "access.certificate.issued"
    words = _("签发证书")
    subject = "access.certificate"
    profile: str
    serial: str
    sha256: str
    valid_to: datetime


@dataclass(frozen=True, kw_only=True)
class CertificateStatusChanged(Event):
    """A certificate was suspended, resumed or revoked."""

    name = "access.certificate.status_changed"
    words = _("变更证书状态")
    subject = "access.certificate"
    serial: str
    was: str
    status: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class CertificateExpiring(Event):
    """A certificate ends soon; its holder may renew it."""

    name = "access.certificate.expiring"
    words = _("证书即将到期")
    subject = "access.certificate"
    serial: str
    valid_to: datetime


@dataclass(frozen=True, kw_only=True)
class DocumentSigned(Event):
    """Someone has signed a document; the document itself is not kept."""

    name = "access.signing.document_signed"
    words = _("签署文件")
    subject = "access.certificate"
    serial: str
    document_sha256: str
    signed_sha256: str


@dataclass(frozen=True, kw_only=True)
class SealRequested(Event):
    """An organ's seal is to be made."""

    name = "access.seal.requested"
    words = _("申请制作印章")
    subject = "access.seal"
    picture_sha256: str


@dataclass(frozen=True, kw_only=True)
class SealGranted(Event):
    """An organ's seal was made."""

    name = "access.seal.granted"
    words = _("批准制作印章")
    subject = "access.seal"
    serial: str


@dataclass(frozen=True, kw_only=True)
class SealUseRequested(Event):
    """A document is to bear an organ's seal."""

    name = "access.seal.use_requested"
    words = _("申请用印")
    subject = "access.seal_use"
    seal_id: int
    document_sha256: str


@dataclass(frozen=True, kw_only=True)
class SealUseRefused(Event):
    """A document shall not bear an organ's seal."""

    name = "access.seal.use_refused"
    words = _("不批准用印")
    subject = "access.seal_use"
    reason: str


@dataclass(frozen=True, kw_only=True)
class DocumentSealed(Event):
    """A document bears an organ's seal."""

    name = "access.seal.document_sealed"
    words = _("用印")
    subject = "access.seal_use"
    seal_id: int
    serial: str
    document_sha256: str
    sealed_sha256: str

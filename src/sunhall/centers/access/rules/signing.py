"""Signatures in PDFs (PAdES B-LT): made with the city's stamps and answers, and checked.

Law: ETSI EN 319 142-1; 电子签名法 第十三条.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, TypeVar

from asn1crypto import crl, ocsp, tsp
from asn1crypto.algos import SignedDigestAlgorithm
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from sunhall.centers.access.rules.authority.building import Issuer
from sunhall.centers.access.rules.authority.keys import Algorithm
from sunhall.centers.access.rules.authority.reading import FAULTS
from sunhall.centers.access.rules.authority.stamping import StampRequest, read_request
from sunhall.centers.access.rules.seal_pictures import SIZE_MM

MAX_BYTES = 20 * 1024 * 1024
MOST_SIGNATURES = 50
POINTS_A_MM = 72 / 25.4
RIGHT_MM, BOTTOM_MM = 28, 35
"""Where a seal stands on the last page: over the date, which GB/T 9704 puts there."""

T = TypeVar("T")
Stamper = Callable[[StampRequest], bytes]
PDF_FAULTS = (*FAULTS, PdfError, SigningError, SignatureValidationError)


class NoPdf(ValueError):
    """It cannot be read as a PDF, or not be signed."""


@dataclass(frozen=True)
class Evidence:
    """What shows for years that a signature was good: chain, lists, and an answer."""

    root: bytes
    others: Sequence[bytes]
    lists: Sequence[bytes] = ()
    answers: Sequence[bytes] = ()

    def context(self, moment: datetime, *, strict: bool) -> ValidationContext:
        """Return what the chain is checked with, as of a moment."""
        return ValidationContext(
            trust_roots=[Certificate.load(self.root)],
            other_certs=[Certificate.load(one) for one in self.others],
            crls=[crl.CertificateList.load(one) for one in self.lists],
            ocsps=[ocsp.OCSPResponse.load(one) for one in self.answers],
            allow_fetching=False,
            moment=moment,
            best_signature_time=moment,
            revocation_mode="hard-fail" if strict else "soft-fail",
        )


@dataclass(frozen=True, kw_only=True)
class Signing:
    """How a document is signed: by whom, when, why, and with which picture of a seal."""

    by: Issuer
    evidence: Evidence
    stamper: Stamper
    moment: datetime
    reason: str = ""
    picture_page: bytes | None = None


class _Signer(Signer):
    """Let any of the city's keys sign."""

    def __init__(self, by: Issuer, evidence: Evidence) -> None:
        store = SimpleCertificateStore()
        store.register_multiple([Certificate.load(one) for one in evidence.others])
        super().__init__(
            signing_cert=by.parsed,
            cert_registry=store,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self._key = by.key

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """Return the signature over the data."""
        return self._key.sign(data)


class _Stamper(TimeStamper):
    """Stamp by the city's own unit, without a way over the network."""

    def __init__(self, stamper: Stamper) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._stamper = stamper

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Return the answer to a request."""
        return tsp.TimeStampResp.load(self._stamper(read_request(req.dump())))


class _Page(PdfContent):
    """The first page of a PDF held in memory, as a picture."""

    def __init__(self, page: bytes) -> None:
        self._page = page
        super().__init__()

    def render(self) -> bytes:
        """Return the operators that draw it."""
        source = PdfFileReader(BytesIO(self._page))
        form = self._ensure_writer.import_page_as_xobject(source)
        self.resources.xobject["/Seal"] = form
        left, low, right, high = form.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
        return b"/Seal Do"


def sign_pdf(document: bytes, signing: Signing) -> bytes:
    """Return the document with one signature more; what was there stays byte for byte.

    Raises:
        NoPdf: it is no PDF, too large, encrypted, or may not be signed any more.
        ValueError: the key is of a kind that PDFs do not know (SM2).
    """
    if signing.by.key.algorithm is not Algorithm.ECDSA:
        raise ValueError("signatures in PDFs need ECDSA")
    if not document.startswith(b"%PDF-") or len(document) > MAX_BYTES:
        raise NoPdf()
    try:
        writer = IncrementalPdfFileWriter(BytesIO(document), strict=False)
        field = f"Signature{len(writer.prev.embedded_signatures) + 1}"
        box = None if signing.picture_page is None else _place(writer)
        style = None
        if signing.picture_page is not None:
            style = StaticStampStyle(
                background=_Page(signing.picture_page), border_width=0, background_opacity=1
            )
        signer = PdfSigner(
            PdfSignatureMetadata(
                field_name=field,
                md_algorithm="sha256",
                reason=signing.reason or None,
                subfilter=SigSeedSubFilter.PADES,
                validation_context=signing.evidence.context(signing.moment, strict=True),
                embed_validation_info=True,
            ),
            signer=_Signer(signing.by, signing.evidence),
            timestamper=_Stamper(signing.stamper),
            stamp_style=style,
            new_field_spec=SigFieldSpec(field, on_page=-1 if box else 0, box=box),
        )
        return bytes(_apart(lambda: signer.sign_pdf(writer)).getvalue())
    except PDF_FAULTS as error:
        raise NoPdf(str(error)) from error


@dataclass(frozen=True)
class FoundSignature:
    """What was found of one signature; `moment` is stamped, or only claimed."""

    certificate: bytes
    common_name: str
    organization: str
    reason: str
    moment: datetime | None
    is_stamped: bool
    is_intact: bool
    is_trusted: bool


def check_pdf(document: bytes, evidence: Evidence, now: datetime) -> list[FoundSignature]:
    """Return what is to be said of every signature of a document, first to last.

    Raises:
        NoPdf: it is no PDF, too large, or bears more signatures than anyone needs.
    """
    if not document.startswith(b"%PDF-") or len(document) > MAX_BYTES:
        raise NoPdf()
    try:
        found = PdfFileReader(BytesIO(document), strict=False).embedded_regular_signatures
        if len(found) > MOST_SIGNATURES:
            raise NoPdf()
        return _apart(lambda: [_checked(one, evidence, now) for one in found])
    except PDF_FAULTS as error:
        raise NoPdf(str(error)) from error


def _apart(work: Callable[[], T]) -> T:
    """Work in a thread of its own: pyHanko starts an event loop, and this one may have one."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(work).result()


def _checked(signature: Any, evidence: Evidence, now: datetime) -> FoundSignature:
    stamped = _stamped_moment(signature, evidence, now)
    at = stamped or now
    status = validate_pdf_signature(
        signature,
        evidence.context(at, strict=False),
        ts_validation_context=evidence.context(now, strict=False),
    )
    names = signature.signer_cert.subject.native
    is_sound = bool(status.intact and status.valid)
    return FoundSignature(
        certificate=bytes(signature.signer_cert.dump()),
        common_name=str(names.get("common_name", "")),
        organization=str(names.get("organization_name", "")),
        reason=str(signature.sig_object.get("/Reason", "")),
        moment=stamped or signature.self_reported_timestamp,
        is_stamped=stamped is not None,
        is_intact=is_sound and _is_only_signed_further(status),
        is_trusted=is_sound and bool(status.trusted),
    )


def _is_only_signed_further(status: Any) -> bool:
    """Tell whether nothing but signatures and their evidence was added after a signature."""
    is_covered = status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    level = status.modification_level
    return bool(is_covered and level is not None and level <= ModificationLevel.FORM_FILLING)


def _stamped_moment(signature: Any, evidence: Evidence, now: datetime) -> datetime | None:
    """Return when the city's own unit stamped a signature; what others stamp is not believed."""
    status = validate_pdf_signature(
        signature,
        evidence.context(now, strict=False),
        ts_validation_context=evidence.context(now, strict=False),
        skip_diff=True,
    )
    stamp = status.timestamp_validity
    if stamp is None or not (stamp.intact and stamp.valid and stamp.trusted):
        return None
    moment: datetime = stamp.timestamp
    return moment


def _place(writer: IncrementalPdfFileWriter) -> tuple[int, int, int, int]:
    """Return the box of a seal on the last page."""
    last = int(writer.root["/Pages"]["/Count"]) - 1
    page = writer.prev.find_page_for_modification(last)[0].get_object()
    left, low, right, _top = (float(side) for side in _media_box(page))
    size = SIZE_MM * POINTS_A_MM
    x = max(left, right - RIGHT_MM * POINTS_A_MM - size)
    y = low + BOTTOM_MM * POINTS_A_MM
    return int(x), int(y), int(x + size), int(y + size)


def _media_box(page: Any) -> Any:
    while "/MediaBox" not in page:
        page = page["/Parent"]
    return page["/MediaBox"]

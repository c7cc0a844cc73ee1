"""People sign documents by their own certificates."""

from hashlib import sha256

from sunhall.centers.access.errors import StrangersCertificate, WrongPassphrase
from sunhall.centers.access.events import DocumentSigned
from sunhall.centers.access.models import Certificate
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.queries.certificates import is_good
from sunhall.centers.access.queries.signing import not_signable, signing_by
from sunhall.centers.access.rules.authority.building import Issuer
from sunhall.centers.access.rules.authority.keys import read_key
from sunhall.centers.access.rules.authority.sealing import unseal
from sunhall.centers.access.rules.signing import sign_pdf
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


@action(Permission.CERTIFICATE_OWN, law="电子签名法 第十三条")
def sign_document(
    by: Actor, *, certificate_id: int, passphrase: str, document: bytes, reason: str = ""
) -> bytes:
    """Sign a PDF by one's own certificate whose key the city keeps; the PDF is not kept.

    Raises:
        NotFound: the actor holds no such certificate.
        StrangersCertificate: it is not good now, or the city does not keep its key.
        WrongPassphrase: the key does not open.
        NotSignable: it is no PDF, or too large.
    """
    rows = Certificate.objects.within(by).select_related("request")
    row = rows.filter(pk=certificate_id).only_one(certificate_id)
    sealed = row.request.sealed_key if row.request else None
    if sealed is None or not is_good(row, by.moment):
        raise StrangersCertificate()
    secret = unseal(bytes(sealed), [passphrase])
    if secret is None:
        raise WrongPassphrase()
    issuer = Issuer(bytes(row.der), read_key(secret))
    try:
        signed = sign_pdf(document, signing_by(issuer, by.moment, reason))
    except ValueError as error:
        raise not_signable() from error
    announce(
        by,
        DocumentSigned(
            subject_id=row.pk,
            serial=row.serial,
            document_sha256=sha256(document).hexdigest(),
            signed_sha256=sha256(signed).hexdigest(),
        ),
    )
    return signed

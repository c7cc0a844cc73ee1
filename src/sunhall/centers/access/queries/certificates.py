"""Certificates: one's own, those an officer looks after, and whether one is good."""

from datetime import datetime
from functools import lru_cache

from asn1crypto.ocsp import CertId
from asn1crypto.x509 import Certificate as Parsed
from django.db.models import Q

from sunhall.centers.access.choices import CertificateStatus, Profile, RequestState
from sunhall.centers.access.errors import CertificateNotAccepted
from sunhall.centers.access.models import Account, Certificate, CertificateRequest, Enterprise
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.queries.authority import unit_of
from sunhall.centers.access.rules.authority.answers import Question, Status, answer, serial_of
from sunhall.centers.access.rules.authority.building import RevokedEntry
from sunhall.centers.access.rules.authority.keys import is_signed_by
from sunhall.centers.access.rules.authority.names import Subject
from sunhall.centers.access.rules.authority.profiles import HOLDERS
from sunhall.centers.access.rules.authority.reading import reading_strictly
from sunhall.directory.models import Organization, Person
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.paging import Page
from sunhall.kernel.row_security import whole_city

LISTED = 30
HOLD = "certificate_hold"
STATUS = ("status", "status_at", "reason")


def serial_text(number: int) -> str:
    """Return a serial number as the table keeps it."""
    return f"{number:x}"


def profile_for(by: Actor) -> Profile | None:
    """Return which certificate the actor may ask for; none for who is neither of the three."""
    if by.account_id is None:
        return None
    if by.enterprise_id is not None:
        return Profile.ENTERPRISE
    if by.citizen_id is not None:
        return Profile.CITIZEN_CARD
    return Profile.CIVIL_SERVANT if by.post_id is not None else None


def subject_for(by: Actor) -> Subject:
    """Return whom the actor's certificate will name: what the city knows of them.

    A citizen is named by a number of the city's own, never by the resident ID number, which
    everyone who gets to see the certificate could read.
    """
    if by.enterprise_id is not None:
        enterprise = Enterprise.objects.filter(pk=by.enterprise_id).only_one(by.enterprise_id)
        code = f"NTRCN-{enterprise.credit_code}"
        return Subject(by.name, f"C{by.citizen_id}", enterprise.name, code)
    if by.citizen_id is not None:
        return Subject(by.name, f"C{by.citizen_id}")
    person = Person.objects.filter(pk=by.own_person_id).only_one(by.own_person_id)
    organization = Organization.objects.filter(pk=by.own_organization_id).only_one("")
    return Subject(by.name, person.employee_number, organization.name, organization.code)


def list_my_certificates(by: Actor) -> list[Certificate]:
    """Return the actor's certificates, newest first."""
    return list(Certificate.objects.within(by).order_by("-pk")[:LISTED])


def list_my_requests(by: Actor) -> list[CertificateRequest]:
    """Return the actor's requests that have led to no certificate, newest first."""
    rows = CertificateRequest.objects.within(by).exclude(state=RequestState.ISSUED)
    return list(rows.order_by("-pk")[:LISTED])


def get_certificate(by: Actor, certificate_id: int) -> Certificate:
    """Return a certificate of the actor's own; any, to those who look after them.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    rows = Certificate.objects.select_related("issuer", "request", "account")
    if not by.may(Permission.CERTIFICATE_ADMINISTER):
        rows = rows.within(by)
    return rows.filter(pk=certificate_id).only_one(certificate_id)


def list_requests(by: Actor) -> list[CertificateRequest]:
    """Return the requests that wait for a decision, oldest first; not the actor's own."""
    rows = CertificateRequest.objects.filter(state=RequestState.REQUESTED)
    return list(rows.exclude(requested_by=by.account_id).order_by("pk")[:LISTED])


def list_certificates(
    words: str = "", status: str = "", before: int | None = None, limit: int = LISTED
) -> Page[Certificate]:
    """Return certificates, newest first: by name or serial number, and by status."""
    rows = Certificate.objects.order_by("-pk")
    if words:
        rows = rows.filter(Q(common_name__contains=words) | Q(serial=words.lower()))
    if status in CertificateStatus:
        rows = rows.filter(status=status)
    found = list((rows.filter(pk__lt=before) if before else rows)[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].pk) if len(found) > limit else "")


def list_expiring(moment: datetime, until: datetime) -> list[Certificate]:
    """Return the good certificates of holders that end until then, nobody warned yet."""
    rows = Certificate.objects.filter(
        status=CertificateStatus.GOOD, warned_at__isnull=True, valid_to__lte=until
    )
    return list(rows.filter(valid_to__gt=moment).order_by("pk"))


@whole_city()
def answer_for(question: Question, moment: datetime) -> bytes:
    """Return the signed answer whether certificates are good, in DER.

    Raises:
        NoAuthority: there was no key ceremony.
    """
    responder = unit_of(Profile.OCSP)
    issuer = _parsed(responder.above)
    serials = {id(asked): serial_of(asked, issuer) for asked in question.asked}
    wanted = [serial_text(one) for one in serials.values() if one is not None]
    rows = Certificate.objects.filter(serial__in=wanted, issuer_id=responder.above_id)
    known = {serial: row for serial, *row in rows.values_list("serial", *STATUS)}

    def status_of(asked: CertId) -> Status:
        serial = serials[id(asked)]
        row = known.get(serial_text(serial)) if serial is not None else None
        return False if row is None else _status(int(serial or 0), *row)

    return answer(question, status_of, responder.issuer, moment)


@whole_city()
def revoked_entries(issuer: Certificate, moment: datetime) -> list[RevokedEntry]:
    """Return what an issuer's list is to say: revoked or suspended, and not expired anyway."""
    rows = Certificate.objects.filter(issuer=issuer, valid_to__gt=moment)
    rows = rows.exclude(status=CertificateStatus.GOOD).order_by("pk")
    return [
        _entry(int(serial, 16), status, since, reason)
        for serial, status, since, reason in rows.values_list("serial", *STATUS)
    ]


@whole_city()
def find_by_der(der: bytes) -> Certificate:
    """Return what the city knows of a certificate that somebody shows.

    It is compared as a whole, and its signature checked besides: the table alone is not believed.

    Raises:
        NotFound: this city has not issued it.
    """
    try:
        with reading_strictly():
            parsed = Parsed.load(der, strict=True)
            serial = serial_text(parsed.serial_number)
            signed, signature = parsed["tbs_certificate"].dump(), parsed["signature_value"].native
    except ValueError:
        serial = ""
    rows = Certificate.objects.select_related("account").filter(serial=serial)
    row = next(iter(rows), None) if serial else None
    if row is None or bytes(row.der) != der or row.issuer_id is None:
        raise NotFound(str(Certificate._meta.verbose_name), serial)
    if not is_signed_by(_public_key(row.issuer_id), signature, signed):
        raise NotFound(str(Certificate._meta.verbose_name), serial)
    return row


def is_good(certificate: Certificate, moment: datetime) -> bool:
    """Tell whether a certificate may be relied on at this moment."""
    in_time = certificate.valid_from <= moment < certificate.valid_to
    return certificate.status == CertificateStatus.GOOD and in_time


def is_serial_good(serial: str, moment: datetime) -> bool:
    """Tell whether the certificate of a serial number may be relied on at this moment."""
    good = Certificate.objects.filter(serial=serial, status=CertificateStatus.GOOD)
    return good.filter(valid_from__lte=moment, valid_to__gt=moment).exists()


@whole_city()
def holder_of(der: bytes, moment: datetime) -> tuple[Account, Certificate]:
    """Return whom a certificate signs on, whose key the listener has seen to be there.

    Raises:
        CertificateNotAccepted: this city did not issue it, it is not good now, or not for that.
    """
    try:
        certificate = find_by_der(der)
    except NotFound as error:
        raise CertificateNotAccepted() from error
    account = certificate.account
    is_holder = Profile(certificate.profile) in HOLDERS and is_good(certificate, moment)
    if account is None or not account.is_active or not is_holder:
        raise CertificateNotAccepted()
    return account, certificate


@lru_cache(maxsize=16)
def _public_key(issuer_id: int) -> bytes:
    """Return an issuer's public key, which never changes."""
    der = Certificate.objects.values_list("der", flat=True).get(pk=issuer_id)
    return bytes(Parsed.load(bytes(der)).public_key.dump())


@lru_cache(maxsize=16)
def _parsed(certificate: bytes) -> Parsed:
    return Parsed.load(certificate)


def _status(serial: int, status: str, since: datetime | None, reason: str) -> Status:
    return status == CertificateStatus.GOOD or _entry(serial, status, since, reason)


def _entry(serial: int, status: str, since: datetime | None, reason: str) -> RevokedEntry:
    if since is None:
        raise ValueError(f"certificate {serial:x} lost its status without a moment")
    return RevokedEntry(serial, since, reason if status == CertificateStatus.REVOKED else HOLD)

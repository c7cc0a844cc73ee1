"""Documents signed and sealed: by two, visibly, and a stranger verifies them."""

import struct
import zlib
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
import typst
from django.db import IntegrityError, transaction
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from tests.authority import a_certificate, hold, now

from sunhall.centers.access import actions, queries
from sunhall.centers.access.choices import RevocationReason, SealUseState
from sunhall.centers.access.errors import (
    DecidedAlready,
    DecidedByTheSame,
    NotSignable,
    PictureRefused,
    SealNotReady,
    StrangersCertificate,
    WrongPassphrase,
)
from sunhall.centers.access.models import Seal, SealUse
from sunhall.centers.access.rules.signing import MAX_BYTES
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import JournalEntry

PASSPHRASE = "a passphrase of my own"  # noqa: S105
DECISION = typst.compile(b"= Decision\nA fine of 800 yuan.", format="pdf", pdf_standards="a-2b")


def a_picture(side: int = 120) -> bytes:
    """Return a red ring as a PNG with transparency."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    def is_ink(x: int, y: int) -> bool:
        return abs(((x - side / 2) ** 2 + (y - side / 2) ** 2) ** 0.5 - side * 0.45) < 4

    rows = b"".join(
        b"\0" + b"".join(bytes([200, 20, 20, 255 * is_ink(x, y)]) for x in range(side))
        for y in range(side)
    )
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


@pytest.fixture
def city(cast, authority_home):
    """Return the cast of today, after the key ceremony."""
    city = now(cast)
    hold(city.system)
    return city


@pytest.fixture
def seal(city):
    """Return the seal of the bureau: Li asked, He granted."""
    asked = actions.request_seal(city.li, name="行政处罚专用章", picture=a_picture())
    return actions.grant_seal(city.he, seal_id=asked.pk)


@pytest.fixture
def sealed(city, seal):
    """Return a decision that bears the seal."""
    use = actions.request_seal_use(city.li, seal_id=seal.pk, title="处罚决定书", document=DECISION)
    return actions.grant_seal_use(city.he, use_id=use.pk)


def reports(document: bytes, after: timedelta = timedelta()):
    """Return what a stranger is told."""
    return queries.check_document(document, timezone.now() + after)


class TestGrantSeal:
    def test_is_not_for_who_asked(self, city):
        both = replace(city.li, permissions=city.li.permissions | city.he.permissions)
        asked = actions.request_seal(both, name="公章", picture=a_picture())

        with pytest.raises(DecidedByTheSame):
            actions.grant_seal(both, seal_id=asked.pk)

    def test_is_kept_apart_by_the_database_too(self, city, seal):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seal.objects.filter(pk=seal.pk).update(granted_by=city.li.account_id)

    def test_is_not_for_another_organ(self, city):
        asked = actions.request_seal(city.li, name="公章", picture=a_picture())
        zhao = replace(city.zhao, permissions=city.he.permissions)

        with pytest.raises(NotFound):
            actions.grant_seal(zhao, seal_id=asked.pk)

    def test_is_forbidden_to_others(self, city):
        asked = actions.request_seal(city.li, name="公章", picture=a_picture())

        with pytest.raises(Forbidden):
            actions.grant_seal(city.wang, seal_id=asked.pk)


class TestRequestSeal:
    @pytest.mark.parametrize(
        "picture", [b"", b"GIF89a" * 20, a_picture()[:200], a_picture(20), b"\x89PNG" * 400_000]
    )
    def test_takes_no_other_picture(self, city, picture):
        with pytest.raises(PictureRefused):
            actions.request_seal(city.li, name="公章", picture=picture)


class TestGrantSealUse:
    def test_makes_a_seal_that_is_seen_and_that_a_stranger_verifies(self, sealed, seal):
        content = bytes(sealed.sealed.content)

        (report,) = reports(content, timedelta(days=400))

        assert report.is_good
        assert report.found.is_stamped
        assert (report.seal, report.found.organization) == (
            seal,
            "市城市管理局（综合行政执法局）",
        )
        field = PdfFileReader(BytesIO(content)).embedded_signatures[0].sig_field
        assert field["/Rect"][2] - field["/Rect"][0] == pytest.approx(119, abs=1)
        assert "/N" in field["/AP"]

    def test_leaves_the_document_as_it_was(self, sealed):
        assert bytes(sealed.sealed.content).startswith(DECISION)

    def test_embeds_what_shows_for_years_that_it_was_good(self, sealed):
        root = PdfFileReader(BytesIO(bytes(sealed.sealed.content))).root

        assert len(root["/DSS"]["/CRLs"]) == 2
        assert len(root["/DSS"]["/Certs"]) >= 3

    def test_is_not_for_who_asked(self, city, seal):
        both = replace(city.li, permissions=city.li.permissions | city.he.permissions)
        use = actions.request_seal_use(both, seal_id=seal.pk, title="x", document=DECISION)

        with pytest.raises(DecidedByTheSame):
            actions.grant_seal_use(both, use_id=use.pk)

    def test_is_kept_apart_by_the_database_too(self, city, sealed):
        with pytest.raises(IntegrityError), transaction.atomic():
            SealUse.objects.filter(pk=sealed.pk).update(decided_by=city.li.account_id)

    def test_is_done_once(self, city, sealed):
        with pytest.raises(DecidedAlready):
            actions.grant_seal_use(city.he, use_id=sealed.pk)

    def test_is_refused_once_the_seal_is_revoked(self, city, seal):
        use = actions.request_seal_use(city.li, seal_id=seal.pk, title="x", document=DECISION)
        actions.revoke_certificate(
            city.chen,
            certificate_id=seal.certificate_id,
            reason=RevocationReason.CESSATION,
        )

        with pytest.raises(SealNotReady):
            actions.grant_seal_use(city.he, use_id=use.pk)

    def test_may_be_declined_with_a_reason(self, city, seal):
        use = actions.request_seal_use(city.li, seal_id=seal.pk, title="x", document=DECISION)

        declined = actions.refuse_seal_use(city.he, use_id=use.pk, reason="缺附件")

        assert (declined.state, declined.sealed) == (SealUseState.REFUSED, None)


class TestRequestSealUse:
    @pytest.mark.parametrize("document", [b"", b"PK", b"%PDF-1.7 nothing", DECISION[:500]])
    def test_takes_sound_pdfs_only(self, city, seal, document):
        with pytest.raises(NotSignable):
            actions.request_seal_use(city.li, seal_id=seal.pk, title="x", document=document)


class TestSignDocument:
    @pytest.fixture
    def own(self, city):
        asked = actions.request_kept_certificate(city.li, passphrase=PASSPHRASE)
        return actions.approve_request(city.chen, request_id=asked.pk)

    def test_signs_under_ones_own_name(self, city, own):
        signed = actions.sign_document(
            city.li, certificate_id=own.pk, passphrase=PASSPHRASE, document=DECISION, reason="同意"
        )

        (report,) = reports(signed)
        assert report.is_good
        assert (report.found.common_name, report.found.reason) == ("李法规", "同意")

    def test_adds_to_what_others_have_signed(self, city, own, sealed):
        signed = actions.sign_document(
            city.li,
            certificate_id=own.pk,
            passphrase=PASSPHRASE,
            document=bytes(sealed.sealed.content),
        )

        assert [report.is_good for report in reports(signed)] == [True, True]

    def test_opens_no_key_to_a_wrong_passphrase(self, city, own):
        with pytest.raises(WrongPassphrase):
            actions.sign_document(
                city.li, certificate_id=own.pk, passphrase=PASSPHRASE + "x", document=DECISION
            )

    def test_signs_by_nobody_elses_certificate(self, city, own):
        with pytest.raises(NotFound):
            actions.sign_document(
                city.wang, certificate_id=own.pk, passphrase=PASSPHRASE, document=DECISION
            )

    def test_signs_by_no_suspended_certificate(self, city, own):
        actions.suspend_own_certificate(city.li, certificate_id=own.pk)

        with pytest.raises(StrangersCertificate):
            actions.sign_document(
                city.li, certificate_id=own.pk, passphrase=PASSPHRASE, document=DECISION
            )

    def test_has_no_key_that_its_holder_keeps(self, city):
        row = a_certificate(city, city.li)

        with pytest.raises(StrangersCertificate):
            actions.sign_document(
                city.li, certificate_id=row.pk, passphrase=PASSPHRASE, document=DECISION
            )

    def test_keeps_neither_document_nor_passphrase(self, city, own):
        actions.sign_document(
            city.li, certificate_id=own.pk, passphrase=PASSPHRASE, document=DECISION
        )

        entry = JournalEntry.objects.get(event="access.signing.document_signed")
        assert PASSPHRASE not in str(entry.facts)
        assert set(entry.facts) == {"serial", "document_sha256", "signed_sha256"}


class TestCheckDocument:
    def test_says_that_a_changed_byte_breaks_it(self, sealed):
        content = bytearray(sealed.sealed.content)
        content[len(DECISION) // 2] ^= 1

        (report,) = reports(bytes(content))

        assert not report.found.is_intact

    def test_says_that_a_page_was_changed_after_it_was_sealed(self, sealed):
        writer = IncrementalPdfFileWriter(BytesIO(bytes(sealed.sealed.content)))
        page = writer.find_page_for_modification(0)[0].get_object()
        page["/Rotate"] = writer.root["/Pages"]["/Count"]
        writer.update_container(page)
        out = BytesIO()
        writer.write(out)

        (report,) = reports(out.getvalue())

        assert not report.is_good

    def test_says_good_where_the_seal_was_revoked_only_later(self, city, sealed, seal):
        later = replace(city.chen, moment=city.chen.moment + timedelta(days=1))
        actions.revoke_certificate(
            later, certificate_id=seal.certificate_id, reason=RevocationReason.KEY_COMPROMISE
        )

        (report,) = reports(bytes(sealed.sealed.content), timedelta(days=2))

        assert report.is_good

    def test_says_bad_where_it_was_revoked_before(self, city, sealed, seal):
        earlier = replace(city.chen, moment=city.chen.moment - timedelta(minutes=1))
        actions.revoke_certificate(
            earlier, certificate_id=seal.certificate_id, reason=RevocationReason.KEY_COMPROMISE
        )

        (report,) = reports(bytes(sealed.sealed.content))

        assert (report.found.is_intact, report.was_good) == (True, False)

    def test_finds_nothing_in_an_unsigned_document(self, city):
        assert reports(DECISION) == []

    @pytest.mark.parametrize("document", [b"", b"%PDF-", b"%PDF-1.7\n" + b"0" * MAX_BYTES])
    def test_refuses_what_is_no_document(self, city, document):
        with pytest.raises(NotSignable):
            reports(document)

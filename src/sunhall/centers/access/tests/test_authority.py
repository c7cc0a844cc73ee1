"""The authority at work: ceremony, requests, lists, answers and stamps, checked with OpenSSL."""

import subprocess
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from asn1crypto import pem
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.authority import (
    CUSTODIANS,
    a_certificate,
    hold,
    now,
)

from sunhall.centers.access import actions, queries
from sunhall.centers.access.choices import (
    CertificateStatus,
    Profile,
    RequestState,
    RevocationReason,
)
from sunhall.centers.access.errors import (
    AuthorityExists,
    CeremonyRefused,
    CertificateRequestUnreadable,
    CertificateStepRefused,
    CustodiansNotEnough,
    DecidedAlready,
    DecidedByTheSame,
    KeyUsedBefore,
    NoAuthority,
    NoCertificateForYou,
    PassphraseTooShort,
    RequestWaiting,
)
from sunhall.centers.access.models import Certificate, CertificateRequest
from sunhall.centers.access.queries.certificates import find_by_der
from sunhall.centers.access.rules.authority.answers import read_question
from sunhall.centers.access.rules.authority.keys import Algorithm, P256Key, Sm2Key
from sunhall.centers.access.rules.authority.names import ask
from sunhall.centers.access.rules.authority.stamping import NotStamped, read_request
from sunhall.centers.access.tasks import look_after_certificates
from sunhall.kernel.errors import Forbidden, NotFound
from sunhall.kernel.models import JournalEntry

ENOUGH = {1: CUSTODIANS[0].passphrase, 3: CUSTODIANS[2].passphrase}
PASSPHRASE = "a passphrase of my own"  # noqa: S105


@pytest.fixture
def city(cast, authority_home):
    """Return the cast of today, after the key ceremony."""
    city = now(cast)
    hold(city.system)
    return city


@pytest.fixture
def files(tmp_path, city):
    """Write the chain of the authority as PEM."""
    for row in queries.list_authorities():
        (tmp_path / f"{row.profile}.pem").write_bytes(pem.armor("CERTIFICATE", bytes(row.der)))
    return tmp_path


def openssl(*arguments: str, cwd) -> str:
    """Run the OpenSSL command; return all it says."""
    done = subprocess.run(["openssl", *arguments], cwd=cwd, capture_output=True, check=False)
    return done.stdout.decode() + done.stderr.decode()


class TestHoldCeremony:
    def test_makes_a_chain_and_leaves_no_key_open(self, city, authority_home):
        profiles = [row.profile for row in queries.list_authorities()]

        assert profiles == [Profile.ROOT, Profile.ISSUING, Profile.OCSP, Profile.TIME_STAMP]
        for path in authority_home.iterdir():
            assert path.stat().st_mode & 0o077 == 0, path
            assert b"PRIVATE KEY" not in path.read_bytes()

    def test_is_held_once(self, city):
        with pytest.raises(AuthorityExists):
            hold(city.system)

    def test_needs_two_custodians(self, cast, authority_home):
        with pytest.raises(CeremonyRefused):
            hold(now(cast).system, custodians=CUSTODIANS[:1])

    def test_writes_no_passphrase_into_the_journal(self, city):
        facts = str(list(JournalEntry.objects.values_list("facts", flat=True)))

        assert not [one for one in CUSTODIANS if one.passphrase in facts]

    def test_is_nobodys_but_the_operators(self, cast):
        with pytest.raises(Forbidden):
            hold(cast.li)

    def test_is_held_with_chinese_algorithms_too(self, cast, authority_home, tmp_path):
        sm2 = now(cast)
        hold(sm2.system, algorithm=Algorithm.SM2)
        row = a_certificate(sm2, sm2.li, Sm2Key.generate())
        issuing = queries.certificate_of(Profile.ISSUING)
        for name, one in (("li", row), ("issuing", issuing)):
            (tmp_path / f"{name}.pem").write_bytes(pem.armor("CERTIFICATE", bytes(one.der)))

        said = openssl(
            "verify", "-vfyopt", "distid:1234567812345678", "-partial_chain", "-trusted",
            "issuing.pem", "li.pem", cwd=tmp_path,
        )  # fmt: skip

        assert said == "li.pem: OK\n"
        assert find_by_der(bytes(row.der)) == row


class TestPublishRootList:
    def test_opens_the_root_to_two_of_three(self, city):
        made = actions.publish_root_list(city.system, passphrases=ENOUGH)

        assert made.number == 2

    @pytest.mark.parametrize("given_", [{}, {1: ENOUGH[1]}, {1: ENOUGH[1], 3: ENOUGH[1]}])
    def test_stays_closed_to_fewer(self, city, given_):
        with pytest.raises(CustodiansNotEnough):
            actions.publish_root_list(city.system, passphrases=given_)


class TestRequestCertificate:
    def test_names_whom_the_city_knows_and_not_what_was_typed(self, city):
        request = actions.request_certificate(city.li, request=ask(P256Key.generate(), "王审核"))

        assert (request.common_name, request.serial_number) == ("李法规", "QD0001")
        assert request.profile == Profile.CIVIL_SERVANT

    def test_is_refused_without_proof_of_possession(self, city):
        stolen = bytearray(ask(P256Key.generate(), "x"))
        stolen[-1] ^= 1

        with pytest.raises(CertificateRequestUnreadable):
            actions.request_certificate(city.li, request=bytes(stolen))

    def test_is_refused_while_another_waits(self, city):
        actions.request_certificate(city.li, request=ask(P256Key.generate(), "x"))

        with pytest.raises(RequestWaiting):
            actions.request_certificate(city.li, request=ask(P256Key.generate(), "x"))

    def test_is_refused_for_a_key_of_somebody_else(self, city):
        key = P256Key.generate()
        a_certificate(city, city.li, key)

        with pytest.raises(KeyUsedBefore):
            actions.request_certificate(city.wang, request=ask(key, "x"))

    def test_is_refused_to_the_public(self, city):
        by = replace(city.visitor, permissions=city.li.permissions)

        with pytest.raises(NoCertificateForYou):
            actions.request_certificate(by, request=ask(P256Key.generate(), "x"))

    def test_names_a_citizen_without_the_resident_id_number(self, city, zhang):
        certificate = a_certificate(city, zhang)

        assert certificate.profile == Profile.CITIZEN_CARD
        assert b"370202195803120031" not in bytes(certificate.der)
        assert "张建国" not in str(list(JournalEntry.objects.values_list("facts", flat=True)))


class TestRequestKeptCertificate:
    def test_seals_the_key_under_the_holders_passphrase(self, city):
        request = actions.request_kept_certificate(city.li, passphrase=PASSPHRASE)

        assert request.sealed_key
        assert PASSPHRASE.encode() not in bytes(request.sealed_key)

    def test_needs_a_passphrase_worth_the_name(self, city):
        with pytest.raises(PassphraseTooShort):
            actions.request_kept_certificate(city.li, passphrase="short")  # noqa: S106

    def test_needs_the_ceremony(self, cast, authority_home):
        with pytest.raises(NoAuthority):
            actions.request_kept_certificate(now(cast).li, passphrase=PASSPHRASE)


class TestApproveRequest:
    def test_issues_what_openssl_trusts(self, city, files):
        certificate = a_certificate(city, city.li)

        (files / "li.pem").write_bytes(pem.armor("CERTIFICATE", bytes(certificate.der)))
        said = openssl(
            "verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "issuing.pem",
            "li.pem", cwd=files,
        )  # fmt: skip
        assert said == "li.pem: OK\n"

    def test_is_not_for_who_asked(self, city):
        request = actions.request_certificate(city.chen, request=ask(P256Key.generate(), "x"))

        with pytest.raises(DecidedByTheSame):
            actions.approve_request(city.chen, request_id=request.pk)

    def test_is_kept_apart_by_the_database_too(self, city):
        request = actions.request_certificate(city.chen, request=ask(P256Key.generate(), "x"))

        with pytest.raises(IntegrityError), transaction.atomic():
            CertificateRequest.objects.filter(pk=request.pk).update(
                state=RequestState.ISSUED, decided_by=city.chen.account_id
            )

    def test_is_done_once(self, city):
        request = actions.request_certificate(city.li, request=ask(P256Key.generate(), "x"))
        actions.approve_request(city.chen, request_id=request.pk)

        with pytest.raises(DecidedAlready):
            actions.approve_request(city.chen, request_id=request.pk)

    def test_is_forbidden_to_others(self, city):
        request = actions.request_certificate(city.li, request=ask(P256Key.generate(), "x"))

        with pytest.raises(Forbidden):
            actions.approve_request(city.wang, request_id=request.pk)

    def test_replaces_the_certificate_that_is_renewed(self, city):
        old = a_certificate(city, city.li)
        renewal = actions.request_certificate(
            city.li, request=ask(P256Key.generate(), "x"), renews_id=old.pk
        )

        actions.approve_request(city.chen, request_id=renewal.pk)

        old.refresh_from_db()
        assert (old.status, old.reason) == ("revoked", "superseded")

    def test_renews_nobody_elses_certificate(self, city):
        old = a_certificate(city, city.li)

        with pytest.raises(NotFound):
            actions.request_certificate(
                city.wang, request=ask(P256Key.generate(), "x"), renews_id=old.pk
            )


class TestRefuseRequest:
    def test_forgets_the_key(self, city):
        request = actions.request_kept_certificate(city.li, passphrase=PASSPHRASE)

        refused = actions.refuse_request(city.chen, request_id=request.pk, reason="重复")

        assert (refused.state, refused.sealed_key) == (RequestState.REFUSED, None)


class TestStatus:
    def test_comes_back_from_suspension_and_never_from_revocation(self, city):
        row = a_certificate(city, city.li)
        actions.suspend_certificate(city.chen, certificate_id=row.pk)
        actions.resume_certificate(city.chen, certificate_id=row.pk)
        actions.revoke_certificate(
            city.chen, certificate_id=row.pk, reason=RevocationReason.KEY_COMPROMISE
        )

        with pytest.raises(CertificateStepRefused):
            actions.resume_certificate(city.chen, certificate_id=row.pk)

    def test_of_ones_own_one_may_end_oneself(self, city):
        row = a_certificate(city, city.li)

        actions.suspend_own_certificate(city.li, certificate_id=row.pk)

        with pytest.raises(NotFound):
            actions.revoke_own_certificate(
                city.wang, certificate_id=row.pk, reason=RevocationReason.UNSPECIFIED
            )

    def test_of_an_authority_is_nobodys_to_change(self, city):
        root = queries.certificate_of(Profile.ROOT)

        with pytest.raises(NotFound):
            actions.suspend_certificate(city.chen, certificate_id=root.pk)

    def test_revoked_without_a_reason_is_refused_by_the_database(self, city):
        row = a_certificate(city, city.li)

        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=row.pk).update(
                status=CertificateStatus.REVOKED, status_at=city.system.moment
            )


class TestLookAfterCertificates:
    def test_does_nothing_before_the_ceremony(self, cast):
        assert look_after_certificates(cast.system) == 0

    def test_renews_the_units_signs_the_list_and_warns_once(self, city):
        row = a_certificate(city, city.li)
        late = replace(city.system, moment=row.valid_to - timedelta(days=10))

        first, again = look_after_certificates(late), look_after_certificates(late)

        # The unit that answers, a list, and two warnings: of Li, and of the old unit
        assert (first, again) == (3, 0)
        assert JournalEntry.objects.filter(event="access.certificate.expiring").count() == 1


class TestRevoked:
    def test_lists_what_openssl_reads(self, city, client, files):
        row = a_certificate(city, city.li)
        actions.suspend_certificate(city.chen, certificate_id=row.pk)
        issuing = queries.certificate_of(Profile.ISSUING)

        answer = client.get(reverse("authority:revoked", args=[issuing.serial]))

        (files / "list.crl").write_bytes(answer.content)
        said = openssl(
            "crl", "-inform", "der", "-in", "list.crl", "-noout", "-text", "-CAfile",
            "issuing.pem", cwd=files,
        )  # fmt: skip
        assert answer["Content-Type"] == "application/pkix-crl"
        assert "verify OK" in said
        assert row.serial.upper() in said
        assert "Certificate Hold" in said

    def test_of_the_root_says_that_the_issuing_authority_is_good(self, city, client, files):
        leaf = a_certificate(city, city.li)
        rows = [queries.certificate_of(p) for p in (Profile.ROOT, Profile.ISSUING)]
        lists = [client.get(reverse("authority:revoked", args=[r.serial])).content for r in rows]
        (files / "crls.pem").write_bytes(b"".join(pem.armor("X509 CRL", one) for one in lists))
        (files / "li.pem").write_bytes(pem.armor("CERTIFICATE", bytes(leaf.der)))

        said = openssl(
            "verify", "-crl_check_all", "-CRLfile", "crls.pem", "-CAfile", "root.pem",
            "-untrusted", "issuing.pem", "li.pem", cwd=files,
        )  # fmt: skip

        assert said == "li.pem: OK\n"


def ask_status(client, files, *names: str, hash_: str = "sha1", nonce: str = "-nonce"):
    """Ask by POST with OpenSSL's own request; return the answer and what OpenSSL says of it."""
    asked = [part for name in names for part in ("-cert", f"{name}.pem")]
    openssl("ocsp", f"-{hash_}", "-issuer", "issuing.pem", *asked, nonce, "-reqout", "q", cwd=files)
    question = (files / "q").read_bytes()
    answer = client.post(
        reverse("authority:ocsp"), question, content_type="application/ocsp-request"
    )
    (files / "a").write_bytes(answer.content)
    said = openssl(
        "ocsp", "-reqin", "q", "-no_nonce", "-respin", "a", f"-{hash_}", "-issuer", "issuing.pem",
        *asked, "-CAfile", "root.pem", "-verify_other", "issuing.pem", cwd=files,
    )  # fmt: skip
    return answer, said


class TestAnswerStatus:
    @pytest.fixture
    def li(self, city, files):
        row = a_certificate(city, city.li)
        (files / "li.pem").write_bytes(pem.armor("CERTIFICATE", bytes(row.der)))
        return row

    @pytest.mark.parametrize("hash_", ["sha1", "sha256"])
    def test_says_good_of_the_good(self, client, files, li, hash_):
        answer, said = ask_status(client, files, "li", hash_=hash_)

        assert "Response verify OK" in said
        assert "li.pem: good" in said
        assert "WARNING" not in said
        assert answer["Cache-Control"] == "no-store"

    def test_says_at_once_that_one_is_suspended_or_revoked(self, city, client, files, li):
        actions.suspend_certificate(city.chen, certificate_id=li.pk)
        _answer, first = ask_status(client, files, "li")
        actions.revoke_certificate(
            city.chen, certificate_id=li.pk, reason=RevocationReason.KEY_COMPROMISE
        )
        _answer, then = ask_status(client, files, "li")

        assert "certificateHold" in first
        assert "keyCompromise" in then

    def test_says_unknown_of_what_this_city_never_issued(self, city, client, files, li):
        Certificate.objects.filter(pk=li.pk).update(serial="abc")

        _answer, said = ask_status(client, files, "li")

        assert "li.pem: unknown" in said
        assert "Response verify OK" in said

    def test_says_unknown_of_another_authoritys(self, city, client, files, li):
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-subj", "/CN=x", "-keyout", "k", "-out", "issuing.pem", cwd=files)  # fmt: skip

        answer, _said = ask_status(client, files, "li")

        (files / "a").write_bytes(answer.content)
        assert "unknown" in openssl("ocsp", "-respin", "a", "-noverify", "-text", cwd=files)

    def test_answers_get_so_that_it_may_be_kept(self, client, files, li):
        ask_status(client, files, "li", nonce="-no_nonce")
        question = b64encode((files / "q").read_bytes()).decode()

        answer = client.get(reverse("authority:ocsp") + "/" + quote(question, safe=""))

        (files / "a").write_bytes(answer.content)
        assert "Cert Status: good" in openssl(
            "ocsp", "-respin", "a", "-noverify", "-text", cwd=files
        )
        assert answer["Cache-Control"] == "public, max-age=300, no-transform"

    @pytest.mark.parametrize("body", [b"", b"0", b"0" * 10_000, b"\x30\x80\x00"])
    def test_calls_nonsense_malformed(self, client, city, body):
        answer = client.post(reverse("authority:ocsp"), body, content_type="application/x")

        assert answer.content == b"\x30\x03\x0a\x01\x01"

    def test_needs_no_session_and_few_queries(self, client, files, li, django_assert_num_queries):
        ask_status(client, files, "li")
        question = (files / "q").read_bytes()

        with django_assert_num_queries(2):
            client.post(reverse("authority:ocsp"), question, content_type="application/x")

    def test_asks_to_try_later_before_the_ceremony(self, client, files, li):
        ask_status(client, files, "li")
        Certificate.objects.filter(profile=Profile.OCSP).update(profile=Profile.SERVER)

        answer = client.post(
            reverse("authority:ocsp"), (files / "q").read_bytes(), content_type="application/x"
        )

        assert answer.content == b"\x30\x03\x0a\x01\x03"

    @settings(
        max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.data())
    def test_reads_whatever_is_sent_without_falling_over(self, files, li, client, data):
        if not (files / "q").exists():
            ask_status(client, files, "li")
        question = bytearray((files / "q").read_bytes())
        at = data.draw(st.integers(0, len(question) - 1))
        question[at] = data.draw(st.integers(0, 255))

        try:
            asked = read_question(bytes(question))
        except ValueError:
            return

        assert queries.answer_for(asked, timezone.now())


class TestStampTime:
    @pytest.fixture
    def question(self, files):
        (files / "data").write_text("青岛", encoding="utf-8")
        openssl("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "q", cwd=files)
        return (files / "q").read_bytes()

    def test_stamps_what_openssl_verifies(self, client, files, question):
        answer = client.post(
            reverse("authority:stamp"), question, content_type="application/timestamp-query"
        )

        (files / "a").write_bytes(answer.content)
        said = openssl(
            "ts", "-verify", "-queryfile", "q", "-in", "a", "-CAfile", "root.pem",
            "-untrusted", "issuing.pem", cwd=files,
        )  # fmt: skip
        assert "Verification: OK" in said
        (files / "data").write_text("other", encoding="utf-8")
        assert "FAILED" in openssl(
            "ts", "-verify", "-data", "data", "-in", "a", "-CAfile", "root.pem", "-untrusted",
            "issuing.pem", cwd=files,
        )  # fmt: skip

    def test_leaves_the_certificate_out_where_nobody_asks_for_it(self, client, files, question):
        openssl("ts", "-query", "-data", "data", "-sha512", "-out", "q", cwd=files)

        answer = client.post(
            reverse("authority:stamp"), (files / "q").read_bytes(), content_type="application/x"
        )

        (files / "a").write_bytes(answer.content)
        assert len(answer.content) < 700
        assert "sha512" in openssl("ts", "-reply", "-in", "a", "-text", cwd=files)

    @pytest.mark.parametrize(
        ("options", "word"),
        [
            (["-sha1"], "unrecognized or unsupported algorithm"),
            (["-sha256", "-tspolicy", "1.2.3"], "policy is not supported"),
        ],
    )
    def test_says_what_it_does_not_do(self, client, files, question, options, word):
        openssl("ts", "-query", "-data", "data", *options, "-out", "q", cwd=files)

        answer = client.post(
            reverse("authority:stamp"), (files / "q").read_bytes(), content_type="application/x"
        )

        (files / "a").write_bytes(answer.content)
        assert word in openssl("ts", "-reply", "-in", "a", "-text", cwd=files)

    @pytest.mark.parametrize("body", [b"", b"0", b"0" * 10_000])
    def test_rejects_nonsense(self, client, city, body):
        answer = client.post(reverse("authority:stamp"), body, content_type="application/x")

        assert answer.status_code == 200
        assert len(answer.content) < 20

    @settings(
        max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.data())
    def test_reads_whatever_is_sent_without_falling_over(self, question, data):
        changed = bytearray(question)
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))

        try:
            asked = read_request(bytes(changed))
        except NotStamped:
            return

        assert queries.stamp_for(asked, timezone.now())

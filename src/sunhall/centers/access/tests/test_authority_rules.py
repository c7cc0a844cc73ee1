"""Keys, certificates and lists of the authority, each cross-checked with the OpenSSL command."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from asn1crypto import pem
from asn1crypto.x509 import Certificate
from hypothesis import given, settings
from hypothesis import strategies as st

from sunhall.centers.access.choices import Profile
from sunhall.centers.access.rules.authority import sealing
from sunhall.centers.access.rules.authority.building import (
    Draft,
    Issuer,
    Places,
    RevokedEntry,
    build,
    build_list,
)
from sunhall.centers.access.rules.authority.keys import (
    P256Key,
    SigningKey,
    Sm2Key,
    is_signed_by,
    is_sound,
    read_key,
)
from sunhall.centers.access.rules.authority.names import (
    MAX_REQUEST_BYTES,
    Subject,
    ask,
    asking_key,
)
from sunhall.centers.access.rules.authority.profiles import PROFILES
from sunhall.centers.access.rules.authority.tokens import Token

NOON = datetime.now(UTC).replace(microsecond=0)
IDENTITY = "distid:1234567812345678"
KINDS = pytest.mark.parametrize("kind", [P256Key, Sm2Key])
PLACES = Places("http://ca.test/issuing.crl", "http://ca.test/ocsp", "http://ca.test/issuing.crt")
SOFT_DEVICE = Path("/usr/lib/softhsm/libsofthsm2.so")
OLD_SECRET = ["custodian number one", "custodian number two", "custodian number three"]


def openssl(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the OpenSSL command among the files of a test."""
    return subprocess.run(
        ["openssl", *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


def certify(
    profile: Profile, key: SigningKey, issuer: Issuer | None, name: str = "青岛", host: str = ""
) -> Issuer:
    """Return a certificate with its key."""
    draft = Draft(
        profile=profile,
        subject=Subject(name, organization="青岛市人民政府").name(),
        public_key=key.public_key,
        serial=int.from_bytes(sha256(name.encode()).digest()[:15], "big"),
        starts_at=NOON,
        ends_at=NOON + timedelta(days=100),
        host=host,
    )
    signer = issuer.key if issuer else key
    return Issuer(build(draft, issuer, signer, PLACES if issuer else None), key)


def chain(kind: type[P256Key] | type[Sm2Key]) -> tuple[Issuer, Issuer]:
    """Return a root and its issuing authority."""
    root = certify(Profile.ROOT, kind.generate(), None, "根")
    return root, certify(Profile.ISSUING, kind.generate(), root, "签发")


def write(folder: Path, **files: bytes) -> None:
    """Write certificates as PEM."""
    for name, der in files.items():
        (folder / f"{name}.pem").write_bytes(pem.armor("CERTIFICATE", der))


class TestBuild:
    def test_makes_chains_that_openssl_trusts(self, tmp_path):
        root, issuing = chain(P256Key)
        leaf = certify(Profile.CIVIL_SERVANT, P256Key.generate(), issuing, "李法规")
        write(tmp_path, r=root.certificate, i=issuing.certificate, l=leaf.certificate)

        answer = openssl(
            "verify", "-x509_strict", "-CAfile", "r.pem", "-untrusted", "i.pem", "l.pem",
            cwd=tmp_path,
        )  # fmt: skip

        assert answer.stdout == "l.pem: OK\n"

    def test_makes_each_link_of_sm2_so_that_openssl_trusts_it(self, tmp_path):
        root, issuing = chain(Sm2Key)
        leaf = certify(Profile.CIVIL_SERVANT, Sm2Key.generate(), issuing, "李法规")
        write(tmp_path, r=root.certificate, i=issuing.certificate, l=leaf.certificate)

        # The command tells the identity to the last certificate only, so link by link
        for trusted, checked in (("r", "i"), ("i", "l")):
            answer = openssl(
                "verify", "-vfyopt", IDENTITY, "-partial_chain",
                "-trusted", f"{trusted}.pem", f"{checked}.pem", cwd=tmp_path,
            )  # fmt: skip

            assert answer.stdout == f"{checked}.pem: OK\n", answer.stderr

    @pytest.mark.parametrize(
        ("profile", "purpose"),
        [
            (Profile.CIVIL_SERVANT, "sslclient"),
            (Profile.SERVER, "sslserver"),
            (Profile.TIME_STAMP, "timestampsign"),
        ],
    )
    def test_fits_the_purpose_and_no_authority(self, tmp_path, profile, purpose):
        root, issuing = chain(P256Key)
        leaf = certify(profile, P256Key.generate(), issuing, host="hall.test")
        below = certify(Profile.CITIZEN_CARD, P256Key.generate(), leaf, "伪造")
        write(tmp_path, r=root.certificate, i=issuing.certificate + b"", l=leaf.certificate)
        write(tmp_path, b=below.certificate)
        (tmp_path / "u.pem").write_bytes(
            (tmp_path / "i.pem").read_bytes() + (tmp_path / "l.pem").read_bytes()
        )

        fits = openssl(
            "verify", "-purpose", purpose, "-CAfile", "r.pem", "-untrusted", "i.pem", "l.pem",
            cwd=tmp_path,
        )  # fmt: skip
        forged = openssl("verify", "-CAfile", "r.pem", "-untrusted", "u.pem", "b.pem", cwd=tmp_path)

        assert fits.returncode == 0, fits.stderr
        assert "invalid CA certificate" in forged.stderr

    @pytest.mark.parametrize("profile", list(Profile))
    def test_says_in_every_profile_what_the_key_may_do(self, profile):
        _root, issuing = chain(P256Key)

        made = certify(profile, P256Key.generate(), issuing).parsed

        assert made.ca == PROFILES[profile].is_authority
        assert made.key_usage_value.native == set(PROFILES[profile].usages)
        assert bool(made.ocsp_urls) == PROFILES[profile].is_asked_for_its_status


class TestBuildList:
    @KINDS
    def test_lists_what_openssl_reads_and_its_signature_holds(self, tmp_path, kind):
        _root, issuing = chain(kind)
        entries = [
            RevokedEntry(5, NOON, "certificate_hold"),
            RevokedEntry(6, NOON, "key_compromise"),
        ]

        made = build_list(issuing, entries, number=3, moment=NOON, next_at=NOON + timedelta(days=1))

        (tmp_path / "list.crl").write_bytes(made)
        text = openssl("crl", "-inform", "der", "-in", "list.crl", "-noout", "-text", cwd=tmp_path)
        assert "Certificate Hold" in text.stdout
        assert "Key Compromise" in text.stdout
        assert "X509v3 CRL Number: \n                3" in text.stdout
        if kind is P256Key:
            write(tmp_path, i=issuing.certificate)
            held = openssl(
                "crl", "-inform", "der", "-in", "list.crl", "-noout", "-CAfile", "i.pem",
                cwd=tmp_path,
            )  # fmt: skip
            assert "verify OK" in held.stderr


class TestKeys:
    @KINDS
    def test_sign_what_openssl_verifies(self, tmp_path, kind):
        key = kind.generate()
        (tmp_path / "key.der").write_bytes(key.private_key())
        (tmp_path / "data").write_bytes("青岛".encode())

        (tmp_path / "signature").write_bytes(key.sign("青岛".encode()))

        digest = (
            ["-digest", "sm3", "-pkeyopt", IDENTITY] if kind is Sm2Key else ["-digest", "sha256"]
        )
        answer = openssl(
            "pkeyutl", "-verify", "-rawin", *digest, "-inkey", "key.der", "-in", "data",
            "-sigfile", "signature", cwd=tmp_path,
        )  # fmt: skip
        assert "Signature Verified Successfully" in answer.stdout, answer.stderr

    def test_verify_what_openssl_signs_with_sm2(self, tmp_path):
        key = Sm2Key.generate()
        (tmp_path / "key.der").write_bytes(key.private_key())
        (tmp_path / "data").write_bytes(b"data")
        openssl(
            "pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-pkeyopt", IDENTITY,
            "-inkey", "key.der", "-in", "data", "-out", "signature", cwd=tmp_path,
        )  # fmt: skip

        signature = (tmp_path / "signature").read_bytes()

        assert is_signed_by(key.public_key, signature, b"data")
        assert not is_signed_by(key.public_key, signature, b"other")

    def test_of_sm2_hold_where_the_point_begins_like_its_prefix(self):
        # The library drops the leading digits of such a point where it reads the key itself
        key = next(k for k in map(Sm2Key.of, range(1, 5000)) if k.point.hex().startswith("04"))

        assert is_signed_by(key.public_key, key.sign(b"data"), b"data")

    @settings(max_examples=20, deadline=None)
    @given(st.integers(1, 2**250), st.binary(max_size=200))
    def test_of_sm2_verify_what_they_sign(self, secret, data):
        key = Sm2Key.of(secret)

        signature = key.sign(data)

        assert is_signed_by(key.public_key, signature, data)
        assert not is_signed_by(key.public_key, signature, data + b"x")

    @KINDS
    def test_come_back_from_where_they_were_put_away(self, kind):
        key = kind.generate()

        back = read_key(key.private_key())

        assert back.public_key == key.public_key
        assert is_signed_by(key.public_key, back.sign(b"data"), b"data")

    def test_that_are_weak_are_not_certified(self, tmp_path):
        for name, options in (
            ("rsa", ["RSA", "-pkeyopt", "rsa_keygen_bits:1024"]),
            ("p224", ["EC", "-pkeyopt", "ec_paramgen_curve:P-224"]),
        ):
            openssl("genpkey", "-algorithm", *options, "-out", name, cwd=tmp_path)
            openssl("pkey", "-in", name, "-pubout", "-outform", "der", "-out", "p", cwd=tmp_path)

            assert not is_sound((tmp_path / "p").read_bytes()), name


class TestAskingKey:
    @pytest.mark.parametrize("options", [["EC", "-pkeyopt", "ec_paramgen_curve:P-256"], ["RSA"]])
    def test_is_what_openssl_asks_with(self, tmp_path, options):
        openssl("genpkey", "-algorithm", *options, "-out", "k", cwd=tmp_path)
        openssl("pkey", "-in", "k", "-pubout", "-outform", "der", "-out", "p", cwd=tmp_path)
        openssl("req", "-new", "-key", "k", "-subj", "/CN=x", "-out", "r", cwd=tmp_path)

        key = asking_key((tmp_path / "r").read_bytes())

        assert key == (tmp_path / "p").read_bytes()

    @KINDS
    def test_is_what_the_city_itself_asks_with(self, kind):
        key = kind.generate()

        assert asking_key(ask(key, "李法规")) == key.public_key

    @pytest.mark.parametrize("at", [20, 40, 90, -1])
    def test_is_refused_where_a_bit_was_changed(self, at):
        request = bytearray(ask(P256Key.generate(), "李法规"))
        request[at] ^= 1

        with pytest.raises(ValueError):  # noqa: PT011
            asking_key(bytes(request))

    @pytest.mark.parametrize(
        "request_", [b"", b"\x30", b"-----BEGIN CERTIFICATE REQUEST-----", b"0" * 9000]
    )
    def test_is_refused_where_there_is_no_request(self, request_):
        with pytest.raises(ValueError):  # noqa: PT011
            asking_key(request_)

    def test_is_refused_where_the_request_is_too_large(self):
        assert len(ask(P256Key.generate(), "x")) < MAX_REQUEST_BYTES


class TestSubject:
    @pytest.mark.parametrize("name", ["李\n法规", "李\x00", "\u202e李"])
    def test_hides_nothing(self, name):
        with pytest.raises(ValueError, match="cannot be seen"):
            Subject(name).name()

    def test_is_what_the_certificate_names(self):
        name = Subject("李法规", "QD0001", "市城管局", "QD-CG").name()

        assert name.native["common_name"] == "李法规"
        assert name.native["organization_identifier"] == "QD-CG"


class TestShare:
    def test_opens_to_enough_custodians_and_to_nobody_else(self):
        copies = sealing.share(b"root", OLD_SECRET, 2)

        one, two, three = OLD_SECRET
        assert sealing.unshare(copies, {1: one, 3: three}) == b"root"
        assert sealing.unshare(copies, {2: two, 3: three}) == b"root"
        assert sealing.unshare(copies, {1: one}) is None
        assert sealing.unshare(copies, {1: one, 3: two}) is None
        assert b"root" not in b"".join(copies.values())

    @pytest.mark.parametrize(
        ("passphrases", "threshold"),
        [
            (OLD_SECRET[:1], 1),
            (OLD_SECRET[:2], 1),
            (OLD_SECRET[:2], 3),
            (["short", *OLD_SECRET], 2),
            ([OLD_SECRET[0], OLD_SECRET[0]], 2),
        ],
    )
    def test_needs_two_people_with_passphrases_of_their_own(self, passphrases, threshold):
        with pytest.raises(ValueError):  # noqa: PT011
            sealing.share(b"root", passphrases, threshold)


@pytest.fixture(scope="module")
def token(tmp_path_factory):
    """Return a device in software."""
    if not (SOFT_DEVICE.exists() and shutil.which("softhsm2-util")):
        pytest.skip("no softhsm2 here: apt-get install softhsm2")
    folder = tmp_path_factory.mktemp("device")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        subprocess.run(
            ["softhsm2-util", "--init-token", "--free", "--label", "city", "--pin", "123456",
             "--so-pin", "654321"],
            check=True, capture_output=True,
        )  # fmt: skip
        yield Token(str(SOFT_DEVICE), "city", "123456")


class TestToken:
    def test_signs_certificates_with_a_key_that_never_leaves_it(self, token, tmp_path):
        root = certify(Profile.ROOT, P256Key.generate(), None, "根")
        made = token.generate("issuing")

        issuing = certify(Profile.ISSUING, made, root, "签发")
        leaf = certify(Profile.CIVIL_SERVANT, P256Key.generate(), issuing, "李法规")

        write(tmp_path, r=root.certificate, i=issuing.certificate, l=leaf.certificate)
        answer = openssl("verify", "-CAfile", "r.pem", "-untrusted", "i.pem", "l.pem", cwd=tmp_path)
        assert answer.stdout == "l.pem: OK\n"
        assert token.find("issuing").public_key == made.public_key
        assert not hasattr(made, "private_key")
        assert Certificate.load(issuing.certificate).public_key.dump() == made.public_key

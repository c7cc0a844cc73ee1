"""The command that makes the authority and looks after it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from sunhall.centers.access import queries
from sunhall.centers.access.errors import NoAuthority
from sunhall.config.cli import ca as module
from sunhall.config.cli import server
from sunhall.config.cli.ca import ca

FIRST, SECOND = "the first custodian", "the second custodian"
CEREMONY = ["ceremony", "--custodian", "甲", "--custodian", "乙", "--witness", "丙"]
WORDS = "\n".join((FIRST, FIRST, SECOND, SECOND, ""))


@pytest.fixture(autouse=True)
def database(db: None, authority_home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the test's own database."""

    @contextmanager
    def in_use() -> Iterator[None]:
        yield

    monkeypatch.setattr(module, "database_in_use", in_use)


def invoke(*arguments: str, typed: str = "") -> Result:
    """Run the command."""
    return CliRunner().invoke(ca, list(arguments), input=typed)


class TestCeremony:
    def test_makes_the_authority_and_shows_no_passphrase(self):
        done = invoke(*CEREMONY, typed=WORDS)

        assert done.exit_code == 0, done.output
        assert queries.list_authorities()[0].sha256 in done.output
        assert FIRST not in done.output

    def test_is_refused_to_a_single_custodian(self):
        done = invoke(
            "ceremony", "--custodian", "甲", "--witness", "丙", typed=f"{FIRST}\n{FIRST}\n"
        )

        assert done.exit_code == 1
        with pytest.raises(NoAuthority):
            queries.certificate_of("root")


class TestCrl:
    def test_of_the_root_needs_both_custodians(self):
        invoke(*CEREMONY, typed=WORDS)

        alone = invoke("crl", "--root", typed=f"{FIRST}\n\n")
        together = invoke("crl", "--root", typed=f"{FIRST}\n{SECOND}\n")

        assert (alone.exit_code, together.exit_code) == (1, 0), together.output

    def test_is_numbered_on(self):
        invoke(*CEREMONY, typed=WORDS)

        assert "2" in invoke("crl").output


class TestStatus:
    def test_says_that_there_is_no_authority(self):
        assert invoke("status").exit_code == 1

    def test_shows_what_signs(self):
        invoke(*CEREMONY, typed=WORDS)

        said = invoke("status").output

        assert said.count("SHA-256") == 4
        assert said.count("CRL 1") == 2


class TestExport:
    def test_writes_what_openssl_reads(self, tmp_path):
        invoke(*CEREMONY, typed=WORDS)

        invoke("export", str(tmp_path / "nginx"))

        said = subprocess.run(
            ["openssl", "verify", "-CAfile", "ca.pem", "-CRLfile", "crl.pem",
             "-crl_check_all", "ca.pem"],
            cwd=tmp_path / "nginx", capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert said.stdout == "ca.pem: OK\n", said.stderr


class TestCertificateListener:
    def test_is_off_unless_asked_for(self, monkeypatch):
        monkeypatch.setattr(settings, "SUNHALL_CERTIFICATE_SOCKET", "")

        assert server._certificate_listener() == []

    @pytest.mark.parametrize(("mode", "is_allowed"), [(0o750, True), (0o755, False)])
    def test_stands_in_a_closed_folder(self, tmp_path, monkeypatch, mode, is_allowed):
        folder = tmp_path / "run"
        folder.mkdir()
        os.chmod(folder, mode)
        monkeypatch.setattr(settings, "SUNHALL_CERTIFICATE_SOCKET", f"{folder}/certificates.sock")

        if is_allowed:
            assert server._certificate_listener() == [f"unix:{folder}/certificates.sock"]
        else:
            with pytest.raises(server.click.ClickException):
                server._certificate_listener()

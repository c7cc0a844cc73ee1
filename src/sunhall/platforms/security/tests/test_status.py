"""How the city stands, where it is well and where it is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from tests.authority import hold

from sunhall.kernel.errors import Forbidden
from sunhall.kernel.files import store_file
from sunhall.kernel.ledger.sequencer import fold
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.outbox import send_later
from sunhall.kernel.row_security import guarded, see_as
from sunhall.kernel.uploads.tests.samples import EICAR
from sunhall.platforms.security import actions
from sunhall.platforms.security.queries import Level, check_all
from sunhall.platforms.security.queries.status.evidence import signatures_made_at

GREEN, YELLOW, RED = Level.GREEN, Level.YELLOW, Level.RED


def levels(by):
    """Return how each thing stands as a request sees it, by its name."""
    with guarded():
        see_as(by)
        return {str(check.name): check.level for check in check_all(by)}


@pytest.fixture
def sound(settings, tmp_path):
    """Return settings of a city in earnest."""
    settings.SUNHALL_DEMO = settings.DEBUG = False
    settings.SESSION_COOKIE_SECURE, settings.SUNHALL_PROXIES = True, 1
    settings.SUNHALL_LEDGER_KEY = tmp_path / "ledger_key.pem"
    return settings


class TestCheckAll:
    def test_is_for_those_who_may_know(self, cast):
        with pytest.raises(Forbidden):
            check_all(cast.sun)

    def test_is_green_for_a_city_that_looks_after_itself(self, cast, sound, scanner):
        fold(cast.system.moment)
        actions.verify_ledger(cast.system)
        fold(cast.system.moment)

        found = levels(cast.meng)

        assert {found[name] for name in ("最新签名", "待入账", "上次核验", "账本签名密钥")} == {
            GREEN
        }
        assert found["病毒扫描"] == found["没有扫描的文件"] == found["行级安全"] == GREEN

    @pytest.mark.parametrize(
        ("setting", "value", "name"),
        [
            ("DEBUG", True, "调试模式"),
            ("ALLOWED_HOSTS", ["*"], "任意主机名"),
            ("SESSION_COOKIE_SECURE", False, "只经 HTTPS 发送会话"),
            ("SECRET_KEY", "short", "会话密钥过短"),
            ("SUNHALL_UPLOAD_SCANNING", "off", "病毒扫描"),
        ],
    )
    def test_is_red_where_a_setting_opens_the_city(self, cast, sound, setting, value, name):
        setattr(sound, setting, value)

        assert levels(cast.meng)[name] is RED

    def test_is_red_where_nobody_folds_or_sends(self, cast, sound):
        send_later(cast.system, "city.test", "one", {})
        later = replace(cast.meng, moment=cast.meng.moment + timedelta(hours=2))

        found = levels(later)

        assert (found["待入账"], found["待发送"]) == (RED, RED)

    def test_is_red_without_the_scanner_that_is_required(self, cast, sound, no_scanner):
        assert levels(cast.meng)["扫描器"] is RED

    def test_tells_of_files_that_nobody_scanned(self, cast, sound, no_scanner):
        sound.SUNHALL_UPLOAD_SCANNING = "advisory"
        store_file(b"photo", "image/jpeg", cast.system.moment)

        assert levels(cast.meng)["没有扫描的文件"] is YELLOW

    def test_is_red_where_others_can_read_a_key(self, cast, sound):
        Path(sound.SUNHALL_LEDGER_KEY).write_text("key")
        Path(sound.SUNHALL_LEDGER_KEY).chmod(0o644)

        assert levels(cast.meng)["账本签名密钥"] is RED

    def test_is_red_without_the_wall(self, cast, sound):
        found = {str(check.name): check.level for check in check_all(cast.meng)}

        assert found["行级安全"] is RED

    def test_follows_the_authority_from_none_to_too_old(self, cast, sound):
        before = levels(cast.meng)["签发机构"]
        hold(cast.system)

        fresh = levels(cast.meng)
        later = replace(cast.meng, moment=cast.meng.moment + timedelta(days=365 * 30))
        old = levels(later)

        assert before is YELLOW
        assert (fresh["根证书"], fresh["吊销列表"]) == (GREEN, GREEN)
        assert (old["根证书"], old["吊销列表"]) == (RED, RED)


class TestVerifyLedger:
    def test_is_remembered_and_grows_old(self, cast, sound):
        fold(cast.system.moment)
        actions.verify_ledger(cast.system)

        fresh = levels(cast.meng)["上次核验"]
        old = levels(replace(cast.meng, moment=cast.meng.moment + timedelta(days=8)))["上次核验"]

        assert (fresh, old) == (GREEN, YELLOW)


class TestSignaturesMadeAt:
    @pytest.mark.parametrize(
        ("told", "made"),
        [
            (
                "ClamAV 1.0.7/27000/Sun Nov 22 09:00:01 2026",
                datetime(2026, 11, 22, 9, 0, 1, tzinfo=UTC),
            ),
            ("ClamAV 1.0.7/27000/Sun Nov  1 09:00:00 2026", datetime(2026, 11, 1, 9, tzinfo=UTC)),
            ("ClamAV 1.0.7", None),
        ],
    )
    def test_reads_what_the_scanner_says_of_itself(self, told, made):
        assert signatures_made_at(told) == made


class TestStatus:
    def test_shows_what_to_do(self, sign_on, settings):
        settings.DEBUG = True

        page = sign_on("meng").get(reverse("security:status")).content.decode()

        assert "去掉 SUNHALL_DEBUG" in page
        assert "危险" in page


class TestScanWaiting:
    def test_scans_what_was_kept_without_a_scanner_and_tells_of_what_is_infected(
        self, cast, clamd_socket, settings
    ):
        store_file(EICAR, "text/plain", cast.system.moment)
        store_file(b"clean", "text/plain", cast.system.moment)
        settings.SUNHALL_CLAMD, settings.SUNHALL_UPLOAD_SCANNING = clamd_socket, "advisory"

        seen = actions.scan_waiting(cast.system)

        assert seen == 2
        assert JournalEntry.objects.filter(event="security.file.infected").count() == 1

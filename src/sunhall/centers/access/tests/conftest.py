"""What the tests of certificates need: keys in a folder of their own, and a citizen."""

from pathlib import Path

import pytest
from django.utils import timezone
from tests.cast import Cast

from sunhall.centers.access import actions, queries
from sunhall.centers.access.rules.authority import sealing
from sunhall.kernel.actor import Actor


@pytest.fixture
def authority_home(settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keep the authority's keys in a folder of the test, sealed at a low cost."""
    monkeypatch.setattr(sealing, "COST", 16)
    settings.SUNHALL_AUTHORITY_HOME = tmp_path / "authority"
    settings.SUNHALL_AUTHORITY_SECRET = ""
    settings.SUNHALL_AUTHORITY_URL = "http://ca.test"
    return tmp_path / "authority"


@pytest.fixture
def zhang(cast: Cast) -> Actor:
    """Return the citizen Zhang, acting now."""
    account = actions.open_citizen_account(
        cast.system, login="zhang", resident_id="370202195803120031", name="张建国"
    )
    return queries.actor_of(account, None, timezone.now())

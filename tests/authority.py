"""An authority for tests: custodians, a ceremony, and certificates asked for and granted.

Its keys are in a folder of the test: take the fixture `authority_home`.
"""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from sunhall.centers.access import actions, queries
from sunhall.centers.access.models import Certificate
from sunhall.centers.access.rules.authority import sealing
from sunhall.centers.access.rules.authority.keys import Algorithm, P256Key, SigningKey
from sunhall.centers.access.rules.authority.names import ask
from sunhall.kernel.actor import Actor
from tests.cast import Cast

CUSTODIANS = tuple(
    actions.Custodian(name, f"passphrase of {number}")
    for number, name in enumerate(("保管人甲", "保管人乙", "保管人丙"), 1)
)


def now(cast: Cast) -> Cast:
    """Return the cast, acting today: OpenSSL reads the clock of the machine."""
    moment = timezone.now()
    return Cast(
        **{one.name: replace(getattr(cast, one.name), moment=moment) for one in fields(Cast)}
    )


def hold(
    by: Actor,
    custodians: tuple[actions.Custodian, ...] = CUSTODIANS,
    algorithm: Algorithm = Algorithm.ECDSA,
) -> None:
    """Hold the key ceremony."""
    actions.hold_ceremony(
        by, city="青岛市", custodians=custodians, threshold=2, witness="见证人", algorithm=algorithm
    )


def a_certificate(city: Cast, by: Actor, key: SigningKey | None = None) -> Certificate:
    """Return a certificate that somebody asked for and Chen granted."""
    asked = actions.request_certificate(by, request=ask(key or P256Key.generate(), "x"))
    return actions.approve_request(city.chen, request_id=asked.pk)


def folder(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Keep the authority's keys in a folder, sealed at a low cost."""
    monkeypatch.setattr(sealing, "COST", 16)
    monkeypatch.setattr(settings, "SUNHALL_AUTHORITY_HOME", path)
    monkeypatch.setattr(settings, "SUNHALL_AUTHORITY_SECRET", "")
    monkeypatch.setattr(settings, "SUNHALL_AUTHORITY_URL", "http://ca.test")


@pytest.fixture
def authority_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keep the authority's keys in a folder of the test, sealed at a low cost."""
    folder(monkeypatch, tmp_path / "authority")
    return tmp_path / "authority"


@pytest.fixture
def zhang(cast: Cast) -> Actor:
    """Return the citizen Zhang, acting now."""
    account = actions.open_citizen_account(
        cast.system, login="zhang", resident_id="370202195803120031", name="张建国"
    )
    return queries.actor_of(account, None, timezone.now())

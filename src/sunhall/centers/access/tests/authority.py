"""An authority for tests: custodians, a ceremony, and certificates asked for and granted."""

from dataclasses import fields, replace

from django.utils import timezone
from tests.cast import Cast

from sunhall.centers.access import actions
from sunhall.centers.access.models import Certificate
from sunhall.centers.access.rules.authority.keys import P256Key, SigningKey
from sunhall.centers.access.rules.authority.names import ask
from sunhall.kernel.actor import Actor

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


def hold(by: Actor, custodians: tuple[actions.Custodian, ...] = CUSTODIANS) -> None:
    """Hold the key ceremony."""
    actions.hold_ceremony(by, city="青岛市", custodians=custodians, threshold=2, witness="见证人")


def a_certificate(city: Cast, by: Actor, key: SigningKey | None = None) -> Certificate:
    """Return a certificate that somebody asked for and Chen granted."""
    asked = actions.request_certificate(by, request=ask(key or P256Key.generate(), "x"))
    return actions.approve_request(city.chen, request_id=asked.pk)

"""What the clock makes the access center do, and how it tells applications of sign-outs."""

import hashlib
import urllib.request
from urllib.parse import urlencode

from django.utils import timezone

from sunhall.centers.access import actions, queries
from sunhall.centers.access.actions.authorizations import LOGOUT_TOPIC
from sunhall.centers.access.actions.subscriptions import CHANGE_TOPIC
from sunhall.centers.access.choices import Profile
from sunhall.centers.access.queries.keys import sign
from sunhall.kernel import outbox
from sunhall.kernel.actor import Actor
from sunhall.kernel.clock import hourly
from sunhall.kernel.models import OutboxMessage

LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
CHANGE_EVENT = "urn:sunhall:directory:change"
LIFETIME_SECONDS = 120
WAIT_SECONDS = 5


@hourly("access.sessions")
def forget(by: Actor) -> int:
    """Forget sessions, failures, codes and tokens that have run out."""
    return actions.forget_what_ran_out(by)


@hourly("access.certificates")
def look_after_certificates(by: Actor) -> int:
    """Renew the units, sign a list that grows old, warn of what ends; nothing before the ceremony.

    Once an hour and not once a day: a list made for a day gone by would tell the wrong time.
    """
    if not any(one.profile == Profile.ISSUING for one in queries.list_authorities()):
        return 0
    done = actions.renew_units(by) + actions.refresh_list(by)
    return done + actions.warn_of_expiry(by)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Go where an application has been registered, and nowhere else."""

    def redirect_request(self, *_arguments: object, **_named: object) -> None:
        """Follow nothing."""


def tell_of_logout(message: OutboxMessage) -> None:
    """Send an application a logout token (OpenID Connect back-channel logout).

    Raises:
        OSError: it did not answer, or not with a success.
    """
    told = dict(message.payload)
    uri = told.pop("uri")
    # Told anew at every try: a token of the sign-out itself would have run out by the second
    now = int(timezone.now().timestamp())
    claims = {**told, "iat": now, "exp": now + LIFETIME_SECONDS, "events": {LOGOUT_EVENT: {}}}
    body = urlencode({"logout_token": sign(claims, "logout+jwt")}).encode()
    opener = urllib.request.build_opener(NoRedirect)
    opener.open(urllib.request.Request(uri, body), timeout=WAIT_SECONDS).close()  # noqa: S310


def tell_of_change(message: OutboxMessage) -> None:
    """Send an application a change of the directory as a security event token.

    Standard: RFC 8417, RFC 8935 (push).

    Raises:
        OSError: it did not answer, or not with a success.
    """
    told = dict(message.payload)
    uri, change = told.pop("uri"), told.pop("change")
    digest = hashlib.sha256(message.key.encode()).hexdigest()
    claims = {
        **told,
        "iat": int(message.created_at.timestamp()),
        "jti": digest[:32],
        "events": {CHANGE_EVENT: change},
    }
    body = sign(claims, "secevent+jwt").encode()
    request = urllib.request.Request(  # noqa: S310  checked when it was subscribed
        uri, body, {"Content-Type": "application/secevent+jwt", "Accept": "application/json"}
    )
    opener = urllib.request.build_opener(NoRedirect)
    opener.open(request, timeout=WAIT_SECONDS).close()


outbox.send_by(LOGOUT_TOPIC, tell_of_logout)
outbox.send_by(CHANGE_TOPIC, tell_of_change)

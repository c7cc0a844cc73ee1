"""People sign on to applications: consent, codes, tokens, devices, and the end of it all."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sunhall.centers.access import queries
from sunhall.centers.access.actions.applications import digest_of
from sunhall.centers.access.errors import DeviceCodeUnknown
from sunhall.centers.access.events import (
    ApplicationEntered,
    ConsentGiven,
    ConsentWithdrawn,
    TokenReused,
)
from sunhall.centers.access.models import (
    Account,
    Application,
    Authorization,
    Consent,
    DeviceRequest,
)
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.queries.keys import token_key
from sunhall.centers.access.rules import oidc
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.outbox import send_later

LOGOUT_TOPIC = "access.backchannel_logout"
USER_CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so that no words come out (RFC 8628, section 6.1)."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """How and when whoever signs on to an application proved to be who they are."""

    session_key: str
    proved_at: datetime
    methods: tuple[str, ...]
    issuer: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an application has asked for."""

    scopes: tuple[str, ...]
    redirect_uri: str = ""
    challenge: str = ""
    nonce: str = ""


@action(Permission.ACCOUNT_OWN)
def give_consent(by: Actor, *, application_id: int, scopes: tuple[str, ...]) -> None:
    """Let an application learn what its scopes say, besides what it may learn already.

    Raises:
        NotFound: no such application.
    """
    application = Application.objects.filter(pk=application_id).only_one(application_id)
    consent, _is_new = Consent.objects.get_or_create(
        application=application,
        account_id=by.own_account_id,
        defaults={"scopes": [], "given_at": by.moment},
    )
    consent.scopes = sorted({*consent.scopes, *scopes})
    consent.given_at = by.moment
    consent.save(update_fields=["scopes", "given_at"])
    event = ConsentGiven(
        subject_id=by.own_account_id, client_id=application.client_id, scopes=scopes
    )
    announce(by, event)


@action(Permission.ACCOUNT_OWN)
def withdraw_consent(by: Actor, *, consent_id: int) -> None:
    """Let an application learn nothing more, and end one's sign-on to it.

    Raises:
        NotFound: it is no consent of the actor's.
    """
    consents = Consent.objects.select_related("application").filter(account_id=by.own_account_id)
    consent = consents.filter(pk=consent_id).first()
    if consent is None:
        raise NotFound(str(Consent._meta.verbose_name), consent_id)
    open_ones = Authorization.objects.filter(
        account_id=by.own_account_id, application=consent.application, revoked_at=None
    )
    _revoke(by, open_ones)
    consent.delete()
    event = ConsentWithdrawn(subject_id=by.own_account_id, client_id=consent.application.client_id)
    announce(by, event)


@action(Permission.ACCOUNT_OWN)
def authorize(by: Actor, *, application_id: int, asked: Asked, proof: Proof) -> str:
    """Sign the actor on to an application; return the code that it redeems within a minute.

    Raises:
        NotFound: no such application.
    """
    application = Application.objects.filter(pk=application_id).only_one(application_id)
    row = _open(by, application, asked, proof, lifetime=by.moment + oidc.CODE_LIFETIME)
    return oidc.mint(token_key(), oidc.Token(oidc.CODE, row.pk, 0))


@action(Permission.SESSION_OPEN)
def redeem_code(
    by: Actor, *, application: Application, code: str, redirect_uri: str, verifier: str
) -> Authorization | None:
    """Return the authorization of a code, which is used up; none if the code is worth nothing.

    A code that comes twice was stolen: all that came of it is revoked (RFC 6749, 4.1.2).
    """
    token = oidc.read(token_key(), code)
    if token is None or token.kind != oidc.CODE:
        return None
    row = _lock(token.row, application)
    if row is None:
        return None
    if row.generation > 0:
        _reused(by, row)
        return None
    is_right = row.redirect_uri == redirect_uri and oidc.is_verified(row.challenge, verifier)
    if not is_right or row.expires_at <= by.moment or not row.account.is_active:
        return None
    return _next(by, row)


@action(Permission.SESSION_OPEN)
def refresh(
    by: Actor, *, application: Application, text: str, scopes: tuple[str, ...] = ()
) -> Authorization | None:
    """Return the authorization of a refresh token, which is used up; none if it is worth nothing.

    One that comes twice was stolen: the one that came of it is revoked too (RFC 9700, 4.14.2).
    """
    token = oidc.read(token_key(), text)
    if token is None or token.kind != oidc.REFRESH:
        return None
    row = _lock(token.row, application)
    if row is None or row.expires_at <= by.moment or not row.account.is_active:
        return None
    if token.number != row.generation:
        _reused(by, row)
        return None
    if not {*scopes} <= {*row.scopes}:
        return None
    return _next(by, row)


@action(Permission.SESSION_OPEN)
def revoke_token(by: Actor, *, application: Application, text: str) -> None:
    """Make an application's token, and every other of the same sign-on, worth nothing."""
    token = oidc.read(token_key(), text)
    if token is None or token.kind not in {oidc.REFRESH, oidc.ACCESS}:
        return
    row = _lock(token.row, application)
    if row is not None:
        row.revoked_at = by.moment
        row.save(update_fields=["revoked_at"])


@action(Permission.SESSION_OPEN)
def ask_for_device(
    by: Actor, *, application: Application, scopes: tuple[str, ...]
) -> tuple[str, str]:
    """Let a device wait; return its code, and the one that somebody types for it."""
    DeviceRequest.objects.filter(expires_at__lte=by.moment).delete()
    device = secrets.token_urlsafe(32)
    user_code = "".join(secrets.choice(USER_CODE_LETTERS) for _ in range(8))
    DeviceRequest.objects.create(
        application=application,
        device_sha256=digest_of(device),
        user_code=user_code,
        scopes=list(scopes),
        expires_at=by.moment + oidc.DEVICE_LIFETIME,
    )
    return device, user_code


@action(Permission.ACCOUNT_OWN)
def answer_device(by: Actor, *, user_code: str, is_granted: bool, proof: Proof) -> Application:
    """Sign the actor on to the application of a device that waits, or turn it away.

    Raises:
        DeviceCodeUnknown: no device waits for this code.
    """
    request = find_device(user_code, by.moment, lock=True)
    if is_granted:
        asked = Asked(scopes=tuple(request.scopes))
        until = by.moment + oidc.DEVICE_LIFETIME
        request.authorization = _open(by, request.application, asked, proof, lifetime=until)
    request.is_denied = not is_granted
    request.save(update_fields=["authorization", "is_denied"])
    return request.application


@action(Permission.SESSION_OPEN)
def poll_device(by: Actor, *, application: Application, device: str) -> Authorization | str:
    """Return the authorization a device waited for, used up; or why there is none (RFC 8628)."""
    requests = DeviceRequest.objects.select_for_update(of=("self",)).filter(
        application=application, device_sha256=digest_of(device)
    )
    request = requests.first()
    if request is None or request.expires_at <= by.moment:
        return "expired_token"
    if request.is_denied:
        request.delete()
        return "access_denied"
    polled, request.polled_at = request.polled_at, by.moment
    request.save(update_fields=["polled_at"])
    if polled and by.moment - polled < oidc.DEVICE_INTERVAL:
        return "slow_down"
    if request.authorization_id is None:
        return "authorization_pending"
    row = _lock(request.authorization_id, application)
    request.delete()
    return "access_denied" if row is None or not row.account.is_active else _next(by, row)


@action(Permission.SESSION_OPEN)
def leave_applications(by: Actor, *, session_keys: Iterable[str]) -> None:
    """End what was signed on to from sessions that have ended, and tell the applications.

    Who wants to stay signed on without a session has asked for offline access.
    """
    keys = [key for key in session_keys if key]
    _revoke(by, Authorization.objects.filter(session_key__in=keys, revoked_at=None))


def authenticates(application: Application, secret: str) -> bool:
    """Tell whether it is an application's secret; a public one has none."""
    kept = application.secret_sha256
    return bool(kept) and hmac.compare_digest(kept, digest_of(secret))


def find_device(user_code: str, moment: datetime, *, lock: bool = False) -> DeviceRequest:
    """Return the device that waits for a code; dashes, spaces and case do not count.

    Raises:
        DeviceCodeUnknown: none does.
    """
    plain = "".join(letter for letter in user_code.upper() if letter in USER_CODE_LETTERS)
    requests = DeviceRequest.objects.select_related("application").filter(
        user_code=plain, expires_at__gt=moment, authorization=None, is_denied=False
    )
    request = (requests.select_for_update(of=("self",)) if lock else requests).first()
    if request is None or not request.application.is_active:
        raise DeviceCodeUnknown()
    return request


def _open(
    by: Actor, application: Application, asked: Asked, proof: Proof, *, lifetime: datetime
) -> Authorization:
    row = Authorization.objects.create(
        application=application,
        account=Account.objects.get(pk=by.own_account_id),
        session_key=proof.session_key,
        scopes=list(asked.scopes),
        post_id=by.post_id,
        enterprise_id=by.enterprise_id,
        redirect_uri=asked.redirect_uri,
        challenge=asked.challenge,
        nonce=asked.nonce,
        issuer=proof.issuer,
        proved_at=proof.proved_at,
        methods=list(proof.methods),
        opened_at=by.moment,
        expires_at=lifetime,
    )
    event = ApplicationEntered(subject_id=row.account_id, client_id=application.client_id)
    announce(by, event)
    return row


def _lock(row_id: int, application: Application) -> Authorization | None:
    rows = Authorization.objects.select_related("account__citizen", "application")
    return (
        rows.select_for_update(of=("self",))
        .filter(pk=row_id, application=application, revoked_at=None)
        .first()
    )


def _next(by: Actor, row: Authorization) -> Authorization:
    """Begin the next generation of a row's tokens."""
    lasts = oidc.OFFLINE in row.scopes or oidc.REFRESH_TOKEN in row.application.grant_types
    lifetime = oidc.REFRESH_LIFETIME if lasts else oidc.ACCESS_LIFETIME
    if row.generation == 0:
        row.expires_at = by.moment + lifetime
    row.generation += 1
    row.save(update_fields=["generation", "expires_at"])
    return row


def _reused(by: Actor, row: Authorization) -> None:
    row.revoked_at = by.moment
    row.save(update_fields=["revoked_at"])
    announce(by, TokenReused(subject_id=row.account_id, client_id=row.application.client_id))


def _revoke(by: Actor, rows: Iterable[Authorization]) -> None:
    for row in rows.select_related("application", "account"):  # type: ignore[attr-defined]
        if oidc.OFFLINE in row.scopes:
            continue
        row.revoked_at = by.moment
        row.save(update_fields=["revoked_at"])
        if row.application.backchannel_logout_uri:
            _tell_of_logout(by, row)


def _tell_of_logout(by: Actor, row: Authorization) -> None:
    """Write the message that tells an application of a sign-out (OpenID back-channel logout)."""
    told = {
        "uri": row.application.backchannel_logout_uri,
        "iss": row.issuer,
        "aud": row.application.client_id,
        "sub": queries.subject(row.application, row.account),
        "sid": queries.session_name(row),
        "jti": hashlib.sha256(f"logout {row.pk}".encode()).hexdigest()[:32],
    }
    send_later(by, LOGOUT_TOPIC, f"{LOGOUT_TOPIC}:{row.pk}", told)

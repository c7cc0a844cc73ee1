"""What keeps an account safe: its second factors and its sessions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from sunhall.directory.models import Grant
from sunhall.kernel.actor import Actor

Kind = Authenticator.Type


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of an account; `codes_left` recovery codes stand in for a lost one."""

    app: Any
    passkeys: list[Any]
    codes_left: int

    @property
    def exist(self) -> bool:
        """Tell whether there is any."""
        return self.app is not None or bool(self.passkeys)


def factors_of(account_id: int) -> Factors:
    """Return the second factors of an account."""
    found = list(Authenticator.objects.filter(user_id=account_id).order_by("pk"))
    codes = next((one for one in found if one.type == Kind.RECOVERY_CODES), None)
    return Factors(
        app=next((one for one in found if one.type == Kind.TOTP), None),
        passkeys=[one for one in found if one.type == Kind.WEBAUTHN],
        codes_left=len(RecoveryCodes(codes).get_unused_codes()) if codes else 0,
    )


def has_second_factor(account_id: int) -> bool:
    """Tell whether an account has a second factor."""
    factors = Authenticator.objects.filter(user_id=account_id)
    return bool(factors.exclude(type=Kind.RECOVERY_CODES).exists())


def needs_second_factor(post_id: int, on: date) -> bool:
    """Tell whether a role of a post gives nothing without a second factor on a day."""
    grants = Grant.objects.in_force(on).filter(post_id=post_id)
    return grants.filter(role__needs_second_factor=True).exists()


def list_recovery_codes(by: Actor) -> list[str]:
    """Return one's own recovery codes that are left."""
    found = Authenticator.objects.filter(user_id=by.account_id, type=Kind.RECOVERY_CODES).first()
    return list(RecoveryCodes(found).get_unused_codes()) if found else []


def list_sessions(by: Actor, account_id: int) -> list[UserSession]:
    """Return the sessions of an account that have not run out, newest first."""
    alive = Session.objects.filter(expire_date__gt=by.moment).values("session_key")
    sessions = UserSession.objects.filter(user_id=account_id, session_key__in=alive)
    return list(sessions.order_by("-pk"))

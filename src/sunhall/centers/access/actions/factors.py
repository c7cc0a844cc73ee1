"""Second factors: an authenticator app, recovery codes, passkeys."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.utils.translation import gettext as _

from sunhall.centers.access.actions.accounts import lock_account, lock_another
from sunhall.centers.access.errors import WrongSecondFactor
from sunhall.centers.access.events import SecondFactorAdded, SecondFactorRemoved
from sunhall.centers.access.models import Account
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules import strength
from sunhall.centers.access.rules.totp import counter_of
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce

Kind = Authenticator.Type
LAST_COUNTER = "last_counter"
PASSKEY_NAME_LENGTH = 50


@action(Permission.ACCOUNT_OWN, is_weighty=True)
def add_authenticator_app(by: Actor, *, secret: str, code: str) -> None:
    """Sign on with an authenticator app from now on, once it has shown a right code.

    An app that was there before is replaced; without recovery codes yet, they are made.

    Raises:
        WrongSecondFactor: the code is not of the secret.
    """
    account = lock_account(by.own_account_id)
    counter = counter_of(secret, code, by.moment)
    if counter is None:
        raise WrongSecondFactor()
    Authenticator.objects.filter(user=account, type=Kind.TOTP).delete()
    instance = TOTP.activate(account, secret).instance
    instance.data[LAST_COUNTER] = counter
    instance.save(update_fields=["data"])
    RecoveryCodes.activate(account)
    announce(by, SecondFactorAdded(subject_id=account.pk, kind=Kind.TOTP.value))


@action(Permission.ACCOUNT_OWN, is_weighty=True)
def renew_recovery_codes(by: Actor) -> None:
    """Make new recovery codes; those there were are worth nothing any more.

    Raises:
        NotFound: the account has no second factor they would stand in for.
    """
    account = lock_account(by.own_account_id)
    factors = Authenticator.objects.filter(user=account)
    if not factors.exclude(type=Kind.RECOVERY_CODES).exists():
        raise NotFound(_("第二重验证"), account.login)
    factors.filter(type=Kind.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    announce(by, SecondFactorAdded(subject_id=account.pk, kind=Kind.RECOVERY_CODES.value))


@action(Permission.ACCOUNT_OWN, is_weighty=True)
def add_passkey(by: Actor, *, name: str, credential: dict[str, Any]) -> None:
    """Sign on with a passkey too; the edge has checked what the browser sent."""
    account = lock_account(by.own_account_id)
    WebAuthn.add(account, name[:PASSKEY_NAME_LENGTH], credential)
    RecoveryCodes.activate(account)
    announce(by, SecondFactorAdded(subject_id=account.pk, kind=Kind.WEBAUTHN.value))


@action(Permission.ACCOUNT_OWN, is_weighty=True)
def remove_factor(by: Actor, *, factor_id: int) -> None:
    """Remove one of one's own second factors; with the last go the recovery codes.

    Raises:
        NotFound: it is none of one's own.
    """
    account = lock_account(by.own_account_id)
    factors = Authenticator.objects.filter(user=account)
    factor = factors.filter(pk=factor_id).exclude(type=Kind.RECOVERY_CODES).first()
    if factor is None:
        raise NotFound(_("第二重验证"), factor_id)
    factor.delete()
    if not factors.exclude(type=Kind.RECOVERY_CODES).exists():
        factors.delete()
    announce(by, SecondFactorRemoved(subject_id=account.pk, kind=factor.type))


@action(Permission.ACCOUNT_MAINTAIN, is_weighty=True)
def remove_all_factors(by: Actor, *, account_id: int) -> None:
    """Remove every second factor of somebody who has lost them and proved who they are.

    Raises:
        NotFound: no such account, or it has none.
        OneselfRefused: it is the actor's own.
    """
    account = lock_another(by, account_id)
    removed, _tables = Authenticator.objects.filter(user=account).delete()
    if not removed:
        raise NotFound(_("第二重验证"), account.login)
    announce(by, SecondFactorRemoved(subject_id=account.pk, kind="all"))


def use_code(account: Account, code: str, moment: datetime) -> str:
    """Use up a one-time or recovery code; return its method, or nothing if it is none."""
    typed = "".join(code.split())
    factors = Authenticator.objects.select_for_update().filter(user=account)
    for factor in factors.exclude(type=Kind.WEBAUTHN):
        if factor.type == Kind.TOTP and _is_fresh(factor, typed, moment):
            return strength.ONE_TIME_CODE
        if factor.type == Kind.RECOVERY_CODES and RecoveryCodes(factor).validate_code(typed):
            return strength.RECOVERY_CODE
    return ""


def _is_fresh(factor: Authenticator, code: str, moment: datetime) -> bool:
    """Tell whether a one-time code is right and was not used before; it is used from now on."""
    secret = decrypt(factor.data["secret"])
    counter = counter_of(secret, code, moment, factor.data.get(LAST_COUNTER, 0))
    if counter is None:
        return False
    factor.data[LAST_COUNTER] = counter
    factor.last_used_at = moment
    factor.save(update_fields=["data", "last_used_at"])
    return True

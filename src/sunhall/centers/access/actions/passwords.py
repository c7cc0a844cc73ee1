"""Passwords are set with a one-time code handed out in person, and changed by their owners."""

import hashlib
import secrets
from datetime import timedelta
from functools import lru_cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.utils.translation import gettext as _

from sunhall.centers.access.actions.accounts import forget_sessions, lock_account, lock_another
from sunhall.centers.access.actions.sessions import check_patience
from sunhall.centers.access.errors import ActivationRefused, PasswordRefused, WrongPassword
from sunhall.centers.access.events import ActivationCodeIssued, PasswordSet
from sunhall.centers.access.models import Account, ActivationCode, SignInFailure
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules.passwords import MAX_LENGTH, MIN_LENGTH, fault_of
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

CODE_DAYS = 7
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What cannot be mistaken for another when it is read from paper."""

CODE_LENGTH = 16


@action(Permission.ACCOUNT_MAINTAIN, is_weighty=True)
def issue_activation_code(by: Actor, *, account_id: int) -> str:
    """Return a code, shown once, with which the account's owner sets a password within a week.

    The password there was and the code there was are worth nothing any more.

    Raises:
        NotFound: no such account.
        OneselfRefused: it is the actor's own.
    """
    account = lock_another(by, account_id)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    ActivationCode.objects.update_or_create(
        account=account,
        defaults={"sha256": digest_of(code), "expires_at": by.moment + timedelta(days=CODE_DAYS)},
    )
    account.set_unusable_password()
    account.save(update_fields=["password"])
    forget_sessions(by, account)
    announce(by, ActivationCodeIssued(subject_id=account.pk))
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


@action(Permission.SESSION_OPEN)
def activate(by: Actor, *, login: str, code: str, password: str, address: str = "") -> Account:
    """Set a password with an activation code. The edge calls `note_failure` when it is no code.

    Raises:
        TooManyFailures: too many failures within a quarter of an hour.
        ActivationRefused: no such account, or the code is another, used or too old.
        PasswordRefused: the password is too easy to guess.
    """
    check_patience(by, login, address)
    codes = ActivationCode.objects.select_for_update().select_related("account")
    found = codes.filter(
        account__login=login,
        account__is_active=True,
        sha256=digest_of(code),
        expires_at__gt=by.moment,
    ).first()
    if found is None:
        raise ActivationRefused()
    _set_password(found.account, password)
    SignInFailure.objects.filter(login=login).delete()
    found.delete()
    announce(by, PasswordSet(subject_id=found.account.pk, by_code=True))
    return found.account


@action(Permission.ACCOUNT_OWN)
def change_password(by: Actor, *, current: str, password: str) -> Account:
    """Set another password of one's own; the edge ends the other sessions.

    Raises:
        TooManyFailures: too many failures within a quarter of an hour.
        WrongPassword: the current one is another.
        PasswordRefused: the new one is too easy to guess.
    """
    account = lock_account(by.own_account_id)
    check_patience(by, account.login, "")
    if not check_password(current, account.password):
        raise WrongPassword()
    _set_password(account, password)
    announce(by, PasswordSet(subject_id=account.pk, by_code=False))
    return account


def digest_of(code: str) -> str:
    """Return what is kept of an activation code; dashes, spaces and case do not count."""
    plain = "".join(letter for letter in code.upper() if letter in CODE_LETTERS)
    return hashlib.sha256(plain.encode()).hexdigest()


def _set_password(account: Account, password: str) -> None:
    personal = [account.login]
    if account.citizen is not None:
        number = account.citizen.resident_id
        personal += [account.citizen.name, account.citizen.phone, number, number[6:14], number[-6:]]
    if account.person is not None:
        personal += [account.person.name, account.person.employee_number]
    fault = fault_of(password, personal, _commonest())
    if fault:
        words = {
            "short": _("至少 %(count)s 个字符") % {"count": MIN_LENGTH},
            "long": _("最多 %(count)s 个字符") % {"count": MAX_LENGTH},
            "common": _("它太常见"),
            "personal": _("不能用登录名、姓名或者号码"),
        }
        raise PasswordRefused(fault=words[fault])
    account.password = make_password(password)
    account.save(update_fields=["password"])


@lru_cache(maxsize=1)
def _commonest() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)

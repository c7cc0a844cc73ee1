"""Accounts are opened, disabled and enabled, and lose their sessions."""

from collections.abc import Iterable
from datetime import date

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from sunhall.centers.access.actions.authorizations import leave_applications
from sunhall.centers.access.errors import (
    AlreadySo,
    LoginTaken,
    OneselfRefused,
    PersonHasAccount,
    ResidentIdRefused,
)
from sunhall.centers.access.events import (
    AccountDisabled,
    AccountEnabled,
    AccountOpened,
    SessionsEnded,
)
from sunhall.centers.access.models import (
    Account,
    ActivationCode,
    Authorization,
    Citizen,
    SignInFailure,
)
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules.failures import WINDOW
from sunhall.directory.models import Person
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.identifiers import IdentifierError, check
from sunhall.kernel.revealing import Purpose, ResidentRevealed, Standing, resident_key


@action(Permission.ACCOUNT_MAINTAIN, law="个人信息保护法 第三十四条")
def reveal_citizen(by: Actor, *, account_id: int, purpose: str) -> Account:
    """Look at the identity number and the phone of an account's citizen.

    Raises:
        NotFound: no such account, or it is no citizen's.
    """
    accounts = Account.objects.select_related("citizen").exclude(citizen=None)
    account = accounts.filter(pk=account_id).first()
    if account is None or account.citizen is None:
        raise NotFound(str(Account._meta.verbose_name), account_id)
    seen = ResidentRevealed(
        subject_id=resident_key(account.citizen.resident_id),
        purpose=Purpose(purpose).value,
        standing=Standing.COUNTER.value,
        about="access.account",
        about_id=account.pk,
    )
    announce(by, seen)
    return account


@action(Permission.ACCOUNT_MAINTAIN, is_weighty=True)
def open_account(
    by: Actor,
    *,
    login: str,
    person_id: int,
    password: str | None = None,
    is_demo: bool = False,
    demo_note: str = "",
) -> Account:
    """Open an account for a person; without a password it cannot sign on by one.

    Raises:
        NotFound: no such person.
        PersonHasAccount: the person has an account.
        LoginTaken: another account has the login.
    """
    person = Person.objects.lock(person_id)
    if Account.objects.filter(person=person).exists():
        raise PersonHasAccount()
    if Account.objects.filter(login=login).exists():
        raise LoginTaken(login=login)
    account = Account.objects.create(
        login=login,
        person=person,
        password=make_password(password),
        is_demo=is_demo,
        demo_note=demo_note,
    )
    announce(by, AccountOpened(subject_id=account.pk, login=login, is_demo=is_demo))
    return account


@action(Permission.ACCOUNT_MAINTAIN, is_weighty=True)
def open_citizen_account(
    by: Actor,
    *,
    login: str,
    resident_id: str,
    name: str,
    password: str | None = None,
    is_demo: bool = False,
    demo_note: str = "",
) -> Account:
    """Open an account for a citizen whose identity has been proved at a counter.

    Raises:
        LoginTaken: another account has the login.
        ResidentIdRefused: it is no resident ID number, or its citizen has an account.
    """
    number = proved_resident_id(resident_id, by.today)
    if Account.objects.filter(login=login).exists():
        raise LoginTaken(login=login)
    citizen, _is_new = Citizen.objects.get_or_create(
        resident_id=number, defaults={"name": name, "registered_at": by.moment}
    )
    if Account.objects.filter(citizen=citizen).exists():
        raise ResidentIdRefused(fault=_("此人已有账号"))
    account = Account.objects.create(
        login=login,
        citizen=citizen,
        password=make_password(password),
        is_demo=is_demo,
        demo_note=demo_note,
    )
    announce(by, AccountOpened(subject_id=account.pk, login=login, is_demo=is_demo))
    return account


def proved_resident_id(resident_id: str, on: date) -> str:
    """Return a resident ID number of 18 characters.

    Raises:
        ResidentIdRefused: it is none.
    """
    try:
        return check("resident-id", resident_id, on).value
    except IdentifierError as error:
        raise ResidentIdRefused(fault=str(error)) from error


@action(Permission.ACCOUNT_MAINTAIN, is_weighty=True)
def disable_account(by: Actor, *, account_id: int, reason: str) -> Account:
    """Let nobody sign on to an account any more, and end its sessions at once.

    Raises:
        NotFound: no such account.
        OneselfRefused: it is the actor's own.
        AlreadySo: it is disabled.
    """
    account = lock_another(by, account_id)
    if not account.is_active:
        raise AlreadySo()
    account.is_active = False
    account.save(update_fields=["is_active"])
    forget_sessions(by, account)
    announce(by, AccountDisabled(subject_id=account.pk, reason=reason))
    return account


@action(Permission.ACCOUNT_MAINTAIN, is_weighty=True)
def enable_account(by: Actor, *, account_id: int) -> Account:
    """Let its owner sign on to an account again.

    Raises:
        NotFound: no such account.
        OneselfRefused: it is the actor's own.
        AlreadySo: it is enabled.
    """
    account = lock_another(by, account_id)
    if account.is_active:
        raise AlreadySo()
    account.is_active = True
    account.save(update_fields=["is_active"])
    announce(by, AccountEnabled(subject_id=account.pk))
    return account


@action(Permission.ACCOUNT_MAINTAIN)
def end_all_sessions(by: Actor, *, account_id: int) -> int:
    """End every session of an account; return how many.

    Raises:
        NotFound: no such account.
        OneselfRefused: it is the actor's own.
    """
    account = lock_another(by, account_id)
    count = forget_sessions(by, account)
    announce(by, SessionsEnded(subject_id=account.pk, count=count))
    return count


@action(Permission.ACCOUNT_OWN)
def end_my_sessions(by: Actor, *, current: str, session_id: int | None = None) -> int:
    """End one of one's own sessions, or all but the `current` key; return how many.

    Raises:
        NotFound: it is no session of one's own.
    """
    sessions = UserSession.objects.filter(user_id=by.own_account_id)
    chosen = sessions.filter(pk=session_id) if session_id else sessions.exclude(session_key=current)
    count = _end(by, chosen)
    if session_id and not count:
        raise NotFound(_("会话"), session_id)
    announce(by, SessionsEnded(subject_id=by.own_account_id, count=count))
    return count


@action(Permission.ACCOUNT_OWN)
def follow_session(by: Actor, *, old: str, new: str) -> None:
    """Keep one's own session in the list under the key it has got instead of the old one."""
    sessions = UserSession.objects.filter(user_id=by.own_account_id, session_key=old)
    sessions.update(session_key=new)
    Authorization.objects.filter(account_id=by.own_account_id, session_key=old).update(
        session_key=new
    )


@action(Permission.ACCOUNT_MAINTAIN)
def forget_what_ran_out(by: Actor) -> int:
    """Forget sessions, failures and activation codes that have run out; return how many."""
    alive = Session.objects.filter(expire_date__gt=by.moment).values("session_key")
    sessions = UserSession.objects.exclude(session_key__in=alive)
    count = _end(by, sessions)
    gone = (
        Session.objects.filter(expire_date__lte=by.moment),
        Authorization.objects.filter(expires_at__lte=by.moment),
        SignInFailure.objects.filter(at__lt=by.moment - WINDOW),
        ActivationCode.objects.filter(expires_at__lte=by.moment),
    )
    return count + sum(rows.delete()[0] for rows in gone)


def lock_account(account_id: int) -> Account:
    """Return an account, locked.

    Raises:
        NotFound: there is none.
    """
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise NotFound(str(Account._meta.verbose_name), account_id)
    return account


def lock_another(by: Actor, account_id: int) -> Account:
    """Return an account other than the actor's own, locked.

    Raises:
        NotFound: there is none.
        OneselfRefused: it is the actor's own.
    """
    if account_id == by.account_id:
        raise OneselfRefused()
    return lock_account(account_id)


def forget_sessions(by: Actor, account: Account) -> int:
    """End every session of an account, and its sign-ons to applications; return how many."""
    return _end(by, UserSession.objects.filter(user=account))


def _end(by: Actor, sessions: Iterable[UserSession]) -> int:
    ended = list(sessions)
    for session in ended:
        session.end()
    leave_applications(by, session_keys=[session.session_key for session in ended])
    return len(ended)

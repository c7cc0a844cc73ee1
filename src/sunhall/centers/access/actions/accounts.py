"""Accounts are opened; people sign on, choose a post and sign out."""

from datetime import date

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext as _

from sunhall.centers.access.errors import (
    LoginTaken,
    NotDemo,
    PostNotHeld,
    ResidentIdRefused,
    TooManyFailures,
    WrongPassword,
)
from sunhall.centers.access.events import AccountOpened, PostChosen, SignedIn, SignedOut
from sunhall.centers.access.models import Account, Citizen, SignInFailure
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules.failures import WINDOW, minutes_to_wait
from sunhall.directory.models import Person
from sunhall.directory.queries import posts_of
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce
from sunhall.kernel.identifiers import IdentifierError, check

# Checked where there is no account, so that both answers take the same time.
NOBODYS_PASSWORD = make_password(None)


@action(Permission.ACCOUNT_MAINTAIN)
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
        LoginTaken: another account has the login.
    """
    person = Person.objects.lock(person_id)
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


@action(Permission.ACCOUNT_MAINTAIN)
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


@action(Permission.SESSION_OPEN)
def note_failure(by: Actor, *, login: str) -> None:
    """Remember that someone failed to sign on, and forget what no longer counts."""
    SignInFailure.objects.filter(at__lt=by.moment - WINDOW).delete()
    SignInFailure.objects.create(login=login[:50], at=by.moment)


@action(Permission.SESSION_OPEN)
def sign_in(by: Actor, *, login: str, password: str) -> Account:
    """Sign on by password. The edge calls `note_failure` when this is refused.

    Raises:
        TooManyFailures: five failures within a quarter of an hour.
        WrongPassword: no such account, or another password.
    """
    failures = SignInFailure.objects.filter(login=login[:50]).values_list("at", flat=True)
    wait = minutes_to_wait(list(failures), by.moment)
    if wait:
        raise TooManyFailures(minutes=wait)
    account = Account.objects.filter(login=login, is_active=True).first()
    if not check_password(password, account.password if account else NOBODYS_PASSWORD):
        raise WrongPassword()
    if account is None:
        raise WrongPassword()
    SignInFailure.objects.filter(login=login).delete()
    announce(by, SignedIn(subject_id=account.pk, login=login, by_password=True))
    return account


@action(Permission.SESSION_OPEN)
def sign_in_to_demo(by: Actor, *, login: str, is_demo_city: bool) -> Account:
    """Sign on to an account of the demonstration by one click.

    Raises:
        NotDemo: the city is no demonstration.
        NotFound: no demonstration account has the login.
    """
    if not is_demo_city:
        raise NotDemo()
    account = Account.objects.filter(login=login, is_demo=True, is_active=True).first()
    if account is None:
        raise NotFound(str(Account._meta.verbose_name), login)
    announce(by, SignedIn(subject_id=account.pk, login=login, by_password=False))
    return account


@action(Permission.SESSION_OPEN)
def choose_post(by: Actor, *, account_id: int, post_id: int) -> int:
    """Choose the post to act in; return it.

    Raises:
        PostNotHeld: the actor does not hold it today.
    """
    held = [] if by.person_id is None else posts_of(by.person_id, by.today)
    if post_id not in {holding.post_id for holding in held}:
        raise PostNotHeld()
    announce(by, PostChosen(subject_id=account_id, chosen_post_id=post_id))
    return post_id


@action(Permission.SESSION_OPEN)
def sign_out(by: Actor, *, account_id: int) -> None:
    """Sign out.

    Raises:
        NotFound: no such account.
    """
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotFound(str(Account._meta.verbose_name), account_id)
    announce(by, SignedOut(subject_id=account.pk, login=account.login))

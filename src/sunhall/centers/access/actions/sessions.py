"""People sign on, choose whom to act as, prove it again and sign out."""

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import check_password, make_password

from sunhall.centers.access import queries
from sunhall.centers.access.actions.authorizations import leave_applications
from sunhall.centers.access.actions.factors import use_code
from sunhall.centers.access.errors import (
    NotAgent,
    NotDemo,
    PostNotHeld,
    TooManyFailures,
    WrongPassword,
    WrongSecondFactor,
)
from sunhall.centers.access.events import (
    Confirmed,
    EnterpriseChosen,
    PostChosen,
    SignedIn,
    SignedOut,
)
from sunhall.centers.access.models import Account, SignInFailure
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules import strength
from sunhall.centers.access.rules.failures import (
    MAX_FAILURES_OF_AN_ADDRESS,
    WINDOW,
    minutes_to_wait,
)
from sunhall.centers.access.rules.networks import network_of
from sunhall.directory.queries import posts_of
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce

# Checked where there is no account, so that both answers take the same time.
NOBODYS_PASSWORD = make_password("nobody")
LOGIN_LENGTH = 50
AGENT_LENGTH = 200


@action(Permission.SESSION_OPEN)
def note_failure(by: Actor, *, login: str, address: str = "") -> None:
    """Remember that someone failed to sign on, and forget what no longer counts."""
    SignInFailure.objects.filter(at__lt=by.moment - WINDOW).delete()
    SignInFailure.objects.create(login=login[:LOGIN_LENGTH], address=address, at=by.moment)


@action(Permission.SESSION_OPEN)
def sign_in(by: Actor, *, login: str, password: str, address: str = "") -> Account:
    """Return the account of a login and its password. The edge calls `note_failure` otherwise.

    Whoever has a second factor has not signed on before it is proved too: `note_session` says
    so in the journal and forgets the failures.

    Raises:
        TooManyFailures: too many failures within a quarter of an hour.
        WrongPassword: no such account, or another password.
    """
    check_patience(by, login, address)
    account = Account.objects.filter(login=login, is_active=True).first()
    kept = account.password if account and account.has_usable_password() else NOBODYS_PASSWORD
    is_right = check_password(password, kept)
    if account is None or not is_right or kept is NOBODYS_PASSWORD:
        raise WrongPassword()
    return account


@action(Permission.SESSION_OPEN)
def prove_second_factor(by: Actor, *, account_id: int, code: str, address: str = "") -> str:
    """Use up a one-time or a recovery code of an account; return the method it was.

    Raises:
        NotFound: no such account.
        TooManyFailures: too many failures within a quarter of an hour.
        WrongSecondFactor: it is no code of this account, or was used.
    """
    account = active_account(account_id)
    check_patience(by, account.login, address)
    method = use_code(account, code, by.moment)
    if not method:
        raise WrongSecondFactor()
    return method


@action(Permission.SESSION_OPEN)
def confirm(
    by: Actor, *, password: str = "", code: str = "", methods: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Prove once more to be who one is; return the methods. The edge calls `note_failure`.

    `methods` are those the edge itself has checked, such as a passkey; whoever has a second
    factor gives both.

    Raises:
        NotFound: nobody has signed on.
        TooManyFailures: too many failures within a quarter of an hour.
        WrongPassword: it is another password.
        WrongSecondFactor: it is no code of this account, or was used.
    """
    account = active_account(by.own_account_id)
    proved = methods
    if not strength.STRONG_ALONE & set(methods) and strength.DEMO not in methods:
        proved = (strength.PASSWORD,)
        check_patience(by, account.login, "")
        if not check_password(password, account.password):
            raise WrongPassword()
        if queries.has_second_factor(account.pk):
            method = use_code(account, code, by.moment)
            if not method:
                raise WrongSecondFactor()
            proved = (*proved, method)
    announce(by, Confirmed(subject_id=account.pk, methods=proved))
    return proved


@action(Permission.SESSION_OPEN)
def sign_in_to_demo(by: Actor, *, login: str, is_demo_city: bool) -> Account:
    """Return the account of the demonstration that one click signs on to.

    Raises:
        NotDemo: the city is no demonstration.
        NotFound: no demonstration account has the login.
    """
    if not is_demo_city:
        raise NotDemo()
    account = Account.objects.filter(login=login, is_demo=True, is_active=True).first()
    if account is None:
        raise NotFound(str(Account._meta.verbose_name), login)
    return account


@action(Permission.SESSION_OPEN)
def note_session(
    by: Actor,
    *,
    account_id: int,
    session_key: str,
    methods: tuple[str, ...],
    address: str = "",
    agent: str = "",
    serial: str = "",
) -> UserSession:
    """Write down that someone has signed on: a session that is listed and can be ended.

    Raises:
        NotFound: no such account, or it is disabled.
    """
    account = active_account(account_id)
    failures, _tables = SignInFailure.objects.filter(login=account.login).delete()
    session = UserSession.objects.create(
        user=account,
        session_key=session_key,
        ip=address or "0.0.0.0",  # noqa: S104  no address is known behind a Unix socket
        user_agent=agent[:AGENT_LENGTH],
        created_at=by.moment,
        last_seen_at=by.moment,
        data={"methods": list(methods)},
    )
    event = SignedIn(
        subject_id=account.pk,
        login=account.login,
        by_password=strength.PASSWORD in methods,
        methods=tuple(methods),
        failures=failures,
        network=network_of(address) if account.person_id else "",
        serial=serial,
    )
    announce(by, event)
    return session


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
def choose_enterprise(by: Actor, *, enterprise_id: int | None) -> int | None:
    """Choose the enterprise to act for, or oneself (none); return it.

    Raises:
        NotAgent: the actor is no agent of it today.
    """
    if enterprise_id not in {None, *(one.enterprise_id for one in queries.list_my_agencies(by))}:
        raise NotAgent()
    event = EnterpriseChosen(subject_id=by.own_account_id, enterprise_id=enterprise_id)
    announce(by, event)
    return enterprise_id


@action(Permission.SESSION_OPEN)
def sign_out(by: Actor, *, account_id: int, session_key: str = "") -> None:
    """Sign out.

    Raises:
        NotFound: no such account.
    """
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotFound(str(Account._meta.verbose_name), account_id)
    UserSession.objects.filter(user=account, session_key=session_key).delete()
    leave_applications(by, session_keys=[session_key])
    announce(by, SignedOut(subject_id=account.pk, login=account.login))


@action(Permission.SESSION_OPEN)
def check_guesses(by: Actor, *, login: str) -> None:
    """Make somebody wait who has typed too many codes that are none.

    Raises:
        TooManyFailures: too many failures within a quarter of an hour.
    """
    check_patience(by, login, "")


def check_patience(by: Actor, login: str, address: str) -> None:
    """Make a guesser wait, by the login and by the address they come from.

    Raises:
        TooManyFailures: too many failures within a quarter of an hour.
    """
    recent = SignInFailure.objects.filter(at__gt=by.moment - WINDOW)
    of_login = recent.filter(login=login[:LOGIN_LENGTH]).values_list("at", flat=True)
    wait = minutes_to_wait(list(of_login), by.moment)
    if address and not wait:
        of_address = recent.filter(address=address).order_by("-at").values_list("at", flat=True)
        newest = list(of_address[:MAX_FAILURES_OF_AN_ADDRESS])
        wait = minutes_to_wait(newest, by.moment, MAX_FAILURES_OF_AN_ADDRESS)
    if wait:
        raise TooManyFailures(minutes=wait)


def active_account(account_id: int) -> Account:
    """Return an account that may be signed on to.

    Raises:
        NotFound: there is none.
    """
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        raise NotFound(str(Account._meta.verbose_name), account_id)
    return account

"""What the counter and an enterprise see: accounts, and the agents of an enterprise."""

from django.db.models import Q

from sunhall.centers.access.models import Account, Agent, Enterprise
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.paging import Page, read_key

LISTED = 30


def list_accounts(
    by: Actor, *, query: str = "", after: str = "", limit: int = LISTED
) -> Page[Account]:
    """Return accounts by key; a citizen is found by their whole resident ID number alone.

    What is typed is also sought among logins, employee numbers and the names of persons.
    """
    accounts = Account.objects.select_related("person", "citizen").order_by("pk")
    if query:
        accounts = accounts.filter(
            Q(login__istartswith=query)
            | Q(person__name__startswith=query)
            | Q(person__employee_number__istartswith=query)
            | Q(citizen__resident_id=query.upper())
        )
    rows = list(accounts.filter(pk__gt=read_key(after) or 0)[: limit + 1])
    return Page(rows[:limit], str(rows[limit - 1].pk) if len(rows) > limit else "")


def get_account(by: Actor, account_id: int) -> Account:
    """Return an account.

    Raises:
        NotFound: there is none.
    """
    accounts = Account.objects.select_related("person", "citizen", "activation")
    account = accounts.filter(pk=account_id).first()
    if account is None:
        raise NotFound(str(Account._meta.verbose_name), account_id)
    return account


def get_own_enterprise(by: Actor) -> Enterprise:
    """Return the enterprise the actor acts for.

    Raises:
        NotFound: they act for none.
    """
    enterprise = Enterprise.objects.filter(pk=by.enterprise_id or 0).first()
    if enterprise is None:
        raise NotFound(str(Enterprise._meta.verbose_name), "")
    return enterprise


def list_agents(by: Actor) -> list[Agent]:
    """Return the agents of the enterprise the actor acts for, also those who have gone."""
    agents = Agent.objects.within(by).select_related("citizen")
    return list(agents.order_by("-is_legal_representative", "-pk"))

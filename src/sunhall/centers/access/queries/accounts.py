"""Who signed on, and as whom they act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.centers.access.models import Account, Agent, Citizen
from sunhall.centers.access.permissions import Permission
from sunhall.directory.models import PostHolding
from sunhall.directory.permissions import Permission as DirectoryPermission
from sunhall.directory.queries import authority_of, post_keys_of, posts_of
from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.hooks import citizen_permissions, permissions_of_agent
from sunhall.kernel.row_security import whole_city

# What everyone may do, signed on or not.
PUBLIC = frozenset({Permission.SESSION_OPEN.value})

# What everyone who signed on may do besides.
SIGNED_ON = PUBLIC | {Permission.ACCOUNT_OWN.value, Permission.CERTIFICATE_OWN.value}

# What everyone who acts in a post may do besides.
IN_POST = SIGNED_ON | {DirectoryPermission.GRANT_DELEGATE.value}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration: whose it is, and the post it acts in."""

    account: Account
    name: str
    holding: PostHolding | None


def visitor(moment: datetime, channel: Channel = Channel.WEB) -> Actor:
    """Return the public at a moment, with what everyone may do."""
    return Actor(moment=moment, channel=channel, permissions=PUBLIC)


@whole_city()
def actor_of(
    account: Account,
    post_id: int | None,
    moment: datetime,
    channel: Channel = Channel.WEB,
    *,
    enterprise_id: int | None = None,
    has_second_factor: bool = True,
) -> Actor:
    """Return who is behind an account: a citizen, or a person in one of the posts they hold.

    Without a post, or with one they no longer hold, it is the first they hold; without an
    enterprise, or with one whose agent they no longer are, citizens act for themselves. Posts,
    grants and agents are read afresh, so that what has been revoked is gone at once. Two queries.
    """
    if account.is_active and account.citizen is not None:
        return _citizen(account, account.citizen, enterprise_id, moment, channel)
    if account.person_id is None or not account.is_active:
        return visitor(moment, channel)
    today = timezone.localdate(moment)
    holdings = posts_of(account.person_id, today)
    holding = _chosen(holdings, post_id)
    if holding is None:
        return Actor(
            moment=moment,
            channel=channel,
            account_id=account.pk,
            person_id=account.person_id,
            name=account.login,
            permissions=SIGNED_ON,
        )
    granted = authority_of(holding.post_id, today, with_second_factor=has_second_factor)
    return Actor(
        moment=moment,
        channel=channel,
        account_id=account.pk,
        person_id=holding.person_id,
        name=holding.person.name,
        post_id=holding.post_id,
        post_name=holding.post.title,
        organization_id=holding.post.organization_id,
        organization_name=holding.post.organization.name,
        permissions=IN_POST | granted.permissions,
        delegations=granted.delegations,
        reach=granted.reach,
    )


def _citizen(
    account: Account,
    citizen: Citizen,
    enterprise_id: int | None,
    moment: datetime,
    channel: Channel,
) -> Actor:
    agents = Agent.objects.on(timezone.localdate(moment)).select_related("enterprise")
    agent = (
        agents.filter(citizen=citizen, enterprise=enterprise_id).first() if enterprise_id else None
    )
    return Actor(
        moment=moment,
        channel=channel,
        account_id=account.pk,
        citizen_id=citizen.pk,
        enterprise_id=agent.enterprise_id if agent else None,
        name=citizen.name,
        post_name=_("代理人") if agent else "",
        organization_name=agent.enterprise.name if agent else "",
        permissions=SIGNED_ON
        | (permissions_of_agent(agent.scopes) if agent else citizen_permissions),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """In which post somebody acts who has just signed on, and whether there are others to choose.

    Citizens act in none (0); what is open to them is to act for an enterprise.
    """

    post_id: int
    is_open: bool


@whole_city()
def choice_of(account: Account, moment: datetime) -> Choice:
    """Return as whom an account may act that has just signed on. One query."""
    today = timezone.localdate(moment)
    if account.person_id is None:
        agents = Agent.objects.on(today).filter(citizen=account.citizen_id or 0)
        return Choice(0, agents.exists())
    posts = post_keys_of(account.person_id, today)
    return Choice(next(iter(posts), 0), len(posts) > 1)


def list_my_posts(by: Actor) -> list[PostHolding]:
    """Return the posts the actor may act in today."""
    return [] if by.person_id is None else posts_of(by.person_id, by.today)


def list_my_agencies(by: Actor) -> list[Agent]:
    """Return for which enterprises the actor may act today."""
    agents = Agent.objects.on(by.today).filter(citizen=by.citizen_id or 0)
    return list(agents.select_related("enterprise").order_by("pk"))


@whole_city()
def list_demo_accounts(by: Actor) -> list[DemoAccount]:
    """Return the demonstration's accounts in their order, each with its post today."""
    accounts = list(
        Account.objects.filter(is_demo=True, is_active=True)
        .select_related("person", "citizen")
        .order_by("pk")
    )
    holdings = (
        PostHolding.objects.on(by.today)
        .filter(person__account__in=accounts)
        .select_related("post__organization")
        .order_by("-pk")
    )
    held = {holding.person_id: holding for holding in holdings}
    return [
        DemoAccount(one, str(one.person or one.citizen or one), held.get(one.person_id or 0))
        for one in accounts
    ]


def _chosen(holdings: Sequence[PostHolding], post_id: int | None) -> PostHolding | None:
    wanted = [one for one in holdings if one.post_id == post_id]
    return next(iter([*wanted, *holdings]), None)

"""Enterprises are registered; their agents come and go."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from sunhall.centers.access.errors import AgentRefused, CreditCodeRefused
from sunhall.centers.access.events import AgentAdded, AgentEnded, EnterpriseRegistered
from sunhall.centers.access.models import Agent, Citizen, Enterprise
from sunhall.centers.access.permissions import SCOPES, Permission
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.kernel.identifiers import IdentifierError, check


@action(Permission.ACCOUNT_MAINTAIN, is_weighty=True)
def register_enterprise(by: Actor, *, credit_code: str, name: str, resident_id: str) -> Enterprise:
    """Register an enterprise with its legal representative, as its business license names both.

    Law: 民法典 第六十一条.

    Raises:
        CreditCodeRefused: it is no unified social credit code, or is registered.
        AgentRefused: the legal representative has no account.
    """
    try:
        code = check("credit-code", credit_code, by.today).value
    except IdentifierError as error:
        raise CreditCodeRefused(fault=str(error)) from error
    if Enterprise.objects.filter(credit_code=code).exists():
        raise CreditCodeRefused(fault=_("这家企业已经登记"))
    enterprise = Enterprise.objects.create(credit_code=code, name=name, registered_at=by.moment)
    announce(by, EnterpriseRegistered(subject_id=enterprise.pk, credit_code=code, title=name))
    scopes = [scope.value for scope in SCOPES]
    _add(by, enterprise, resident_id, scopes, valid_to=None, is_legal_representative=True)
    return enterprise


@action(Permission.AGENT_MAINTAIN, law="民法典 第一百六十五条", is_weighty=True)
def add_agent(
    by: Actor, *, resident_id: str, name: str, scopes: Sequence[str], valid_to: date | None = None
) -> Agent:
    """Let a citizen act for the actor's enterprise from today, within scopes one has oneself.

    The name must be the citizen's: nobody learns whose a number is.

    Raises:
        NotFound: the actor acts for no enterprise.
        AgentRefused: no account is of this name and number, they are an agent already, the end
            is not in the future, or a scope is none the actor has.
    """
    enterprise = Enterprise.objects.lock(by.enterprise_id or 0)
    if not scopes or not {*scopes} <= by.permissions & {*SCOPES}:
        raise AgentRefused(fault=_("只能给出您自己有的代理权限，至少一项"))
    return _add(by, enterprise, resident_id, scopes, valid_to=valid_to, name=name)


@action(Permission.AGENT_MAINTAIN, law="民法典 第一百七十三条", is_weighty=True)
def end_agent(by: Actor, *, agent_id: int) -> Agent:
    """Let an agent of the actor's enterprise go, at once.

    Raises:
        NotFound: no such agent of this enterprise, or they have gone.
        AgentRefused: it is the legal representative, or the actor.
    """
    agent = Agent.objects.within(by).open().lock(agent_id)
    if agent.is_legal_representative:
        raise AgentRefused(fault=_("法定代表人由登记机关变更"))
    if agent.citizen_id == by.citizen_id:
        raise AgentRefused(fault=_("不能终止自己，请法定代表人办理"))
    agent.valid_to = max(by.today, agent.valid_from or by.today)
    agent.save(update_fields=["valid_to"])
    event = AgentEnded(
        subject_id=agent.enterprise_id, agent_citizen_id=agent.citizen_id, valid_to=agent.valid_to
    )
    announce(by, event)
    return agent


def _add(
    by: Actor,
    enterprise: Enterprise,
    resident_id: str,
    scopes: Sequence[str],
    *,
    valid_to: date | None,
    name: str | None = None,
    is_legal_representative: bool = False,
) -> Agent:
    citizens = Citizen.objects.filter(resident_id=resident_id.strip().upper())
    citizen = citizens.filter(account__is_active=True).first()
    if citizen is None or name not in {None, citizen.name}:
        raise AgentRefused(fault=_("没有这个姓名和号码的市民账号"))
    if valid_to is not None and valid_to <= by.today:
        raise AgentRefused(fault=_("失效日期必须晚于今天"))
    if Agent.objects.on(by.today).filter(enterprise=enterprise, citizen=citizen).exists():
        raise AgentRefused(fault=_("此人已经是代理人"))
    agent = Agent.objects.create(
        enterprise=enterprise,
        citizen=citizen,
        scopes=sorted({*scopes}),
        is_legal_representative=is_legal_representative,
        granted_by_account_id=by.account_id,
        valid_from=by.today,
        valid_to=valid_to,
    )
    event = AgentAdded(
        subject_id=enterprise.pk,
        agent_citizen_id=citizen.pk,
        scopes=tuple(agent.scopes),
        is_legal_representative=is_legal_representative,
        valid_from=by.today,
        valid_to=valid_to,
    )
    announce(by, event)
    return agent

"""The fixed cast of the tests: Li, reviewer Wang, officers Sun and Qian, head He, Zhao, Chen…

They are made by the same acts that make anyone else. A test takes the fixture `cast`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from sunhall.centers.access.actions import open_account
from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import actor_of, visitor
from sunhall.directory import queries
from sunhall.directory.choices import OrganizationKind
from sunhall.directory.demo import CAST, UNITS, Unit, define_roles, hire, set_up
from sunhall.kernel.actor import Actor, Channel
from tests.remembered import remembered

MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
EMPLOYERS = ("QD", "QD-CG", "QD-SF", "QD-DS", "QD-RS", "QD-WJ", "QD-XZ", "QD-GA", "QD-SC")
SHINAN = Unit(
    *("370202-SC", "市南区市场监督管理局", "市南市场监管局", OrganizationKind.DISTRICT_BUREAU),
    *("SC", "QD", "370202"),
)


@dataclass(frozen=True)
class Cast:
    """Everyone in the tests, each acting at one moment, in their one post."""

    system: Actor
    visitor: Actor
    li: Actor
    wang: Actor
    sun: Actor
    zhao: Actor
    chen: Actor
    qian: Actor
    he: Actor
    zhou: Actor
    wu: Actor
    jiang: Actor
    pan: Actor
    lu: Actor
    kong: Actor
    meng: Actor
    ji: Actor
    ding: Actor
    hu: Actor
    yao: Actor


def assemble(moment: datetime = MOMENT, channel: Channel = Channel.WEB) -> Cast:
    """Set up their organizations, hire the cast and open their demonstration accounts."""
    system = queries.system_actor(moment)
    set_up(system, [*(unit for unit in UNITS if unit.code in EMPLOYERS), SHINAN])
    define_roles(system)
    for member in CAST:
        person = hire(system, member)
        open_account(
            system,
            login=member.login,
            person_id=person.pk,
            is_demo=True,
            demo_note=member.note,
        )
    accounts = Account.objects.in_bulk([member.login for member in CAST], field_name="login")
    actors = {
        login: actor_of(account, None, moment, channel) for login, account in accounts.items()
    }
    return Cast(system=system, visitor=visitor(moment, channel), **actors)


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the cast."""
    return remembered("cast", assemble)


@pytest.fixture
def sign_on(client: Client, cast: Cast) -> Callable[[str], Client]:
    """Return how to sign the browser on as one of the cast."""

    def sign(login: str) -> Client:
        account = Account.objects.get(login=login)
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign

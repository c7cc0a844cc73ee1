"""The demonstration's accounts and the authority that certifies them; a bureau's seal.

Accounts are the directory's cast, two citizens and an enterprise of theirs.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from sunhall.centers.access import actions
from sunhall.centers.access import queries as access
from sunhall.centers.access.models import Account, Enterprise
from sunhall.centers.access.permissions import Permission as Scope
from sunhall.directory import queries
from sunhall.directory.demo import CAST
from sunhall.kernel.actor import Actor
from sunhall.kernel.documents import draw

CITIZENS = (
    ("zhang", "370202195803120031", "张建国", _("市民：办事、查看本人的卡与事项")),
    ("lin", "37020319881107002X", "林晓燕", _("市民：办事、查看本人的卡与事项")),
)
"""Login, resident ID number (of nobody), name, and what they can do."""

ENTERPRISE = ("91370200MA3QDHX030", "青岛栈桥海鲜有限公司")
"""Unified social credit code (of nobody) and name; Zhang is its legal representative."""

CUSTODIANS = ("演示保管人甲", "演示保管人乙", "演示保管人丙")
SEAL_TEMPLATE = Path(__file__).resolve().parent / "documents" / "seal.typ"
SEAL = "行政处罚专用章"


def load(progress: Callable[[str], None]) -> None:
    """Open an account without a password for everyone of the cast who has none, and a seal."""
    by = queries.system_actor(timezone.now())
    progress(_("演示账号"))
    for member in CAST:
        if Account.objects.filter(login=member.login).exists():
            continue
        actions.open_account(
            by,
            login=member.login,
            person_id=queries.get_person(by, member.number).pk,
            is_demo=True,
            demo_note=member.note,
        )
    for login, resident_id, name, note in CITIZENS:
        if not Account.objects.filter(login=login).exists():
            actions.open_citizen_account(
                by,
                login=login,
                resident_id=resident_id,
                name=name,
                is_demo=True,
                demo_note=note,
            )
    code, name = ENTERPRISE
    if not Enterprise.objects.filter(credit_code=code).exists():
        enterprise = actions.register_enterprise(
            by, credit_code=code, name=name, resident_id=CITIZENS[0][1]
        )
        boss = access.actor_of(
            Account.objects.get(login="zhang"), None, by.moment, enterprise_id=enterprise.pk
        )
        _login, resident_id, agent, _note = CITIZENS[1]
        scopes = [Scope.ENTERPRISE_APPLY.value, Scope.ENTERPRISE_PAY.value]
        actions.add_agent(boss, resident_id=resident_id, name=agent, scopes=scopes)
    if access.get_ceremony() is None:
        progress(_("演示密钥与印章"))
        _certify(by)


def _certify(by: Actor) -> None:
    """Hold the key ceremony and certify a seal; nobody keeps the words that open the root."""
    custodians = [actions.Custodian(name, secrets.token_urlsafe()) for name in CUSTODIANS]
    actions.hold_ceremony(
        by,
        city=settings.SUNHALL_CITY,
        custodians=custodians,
        threshold=2,
        witness="演示见证人",
    )
    li, he = (demo_actor(login, by.moment) for login in ("li", "he"))
    picture = draw(SEAL_TEMPLATE, {"organ": li.organization_name, "purpose": SEAL})
    seal = actions.request_seal(li, name=SEAL, picture=picture)
    actions.grant_seal(he, seal_id=seal.pk)


def demo_actor(login: str, moment: datetime) -> Actor:
    """Return one of the demonstration's people, signed on at a moment."""
    return access.actor_of(Account.objects.get(login=login), None, moment)

"""The demonstration's accounts: the directory's cast, two citizens, an enterprise of theirs."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from sunhall.centers.access import actions
from sunhall.centers.access import queries as access
from sunhall.centers.access.models import Account, Enterprise
from sunhall.centers.access.permissions import Permission as Scope
from sunhall.directory import queries
from sunhall.directory.demo import CAST

CITIZENS = (
    ("zhang", "370202195803120031", "张建国", _("市民：办事、查看本人的卡与事项")),
    ("lin", "37020319881107002X", "林晓燕", _("市民：办事、查看本人的卡与事项")),
)
"""Login, resident ID number (of nobody), name, and what they can do."""

ENTERPRISE = ("91370200MA3QDHX030", "青岛栈桥海鲜有限公司")
"""Unified social credit code (of nobody) and name; Zhang is its legal representative."""


def load(progress: Callable[[str], None]) -> None:
    """Open an account without a password for everyone of the cast who has none."""
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

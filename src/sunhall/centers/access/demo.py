"""The demonstration's accounts: one for each of the directory's cast, and for two citizens."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from sunhall.centers.access import actions
from sunhall.centers.access.models import Account
from sunhall.directory import queries
from sunhall.directory.demo import CAST

CITIZENS = (
    ("zhang", "370202195803120031", "张建国", _("市民：办事、查看本人的卡与事项")),
    ("lin", "37020319881107002X", "林晓燕", _("市民：办事、查看本人的卡与事项")),
)
"""Login, resident ID number (of nobody), name, and what they can do."""


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

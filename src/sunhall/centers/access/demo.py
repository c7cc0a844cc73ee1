"""The demonstration's accounts: one for each of the directory's cast."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from sunhall.centers.access import actions
from sunhall.centers.access.models import Account
from sunhall.directory import queries
from sunhall.directory.demo import CAST


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

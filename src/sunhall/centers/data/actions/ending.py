"""A license is suspended, revoked, withdrawn, struck off; it runs out by the clock."""

from django.utils.translation import gettext as _

from sunhall.centers.data.actions.flow import RELATED, move, needed, not_allowed, take
from sunhall.centers.data.choices import (
    CancelReason,
    LicenseState,
    RevokeGround,
    WithdrawGround,
)
from sunhall.centers.data.errors import ReasonNotFitting
from sunhall.centers.data.events import (
    LicenseCancelled,
    LicenseExpired,
    LicenseRestored,
    LicenseResumed,
    LicenseRevoked,
    LicenseSuspended,
    LicenseWithdrawn,
)
from sunhall.centers.data.models import License
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.rules.states import cancel_reasons
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

EXPIRING_AT_ONCE = 1000


@action(Permission.LICENSE_END, law="行政许可法 第六十六条")
def suspend_license(by: Actor, *, license_id: int, reason: str) -> License:
    """Suspend a license until it is resumed.

    Raises:
        NotFound: the actor's organization issued no such license.
        WordsMissing: nothing says why.
        LicenseStepNotAllowed: it is not good.
    """
    taken, said = take(by, license_id), needed(reason)
    move(by, taken, LicenseState.SUSPENDED, _("暂停"))
    announce(by, LicenseSuspended(subject_id=taken.pk, number=taken.number, reason=said))
    return taken


@action(Permission.LICENSE_END)
def resume_license(by: Actor, *, license_id: int) -> License:
    """Let a suspended license be good again.

    Raises:
        NotFound: the actor's organization issued no such license.
        LicenseStepNotAllowed: it is not suspended.
    """
    taken = take(by, license_id)
    if taken.state != LicenseState.SUSPENDED:
        raise not_allowed(taken, _("恢复"))
    move(by, taken, LicenseState.VALID, _("恢复"))
    announce(by, LicenseResumed(subject_id=taken.pk, number=taken.number))
    return taken


@action(Permission.LICENSE_END, law="行政许可法 第六十九条", is_weighty=True)
def revoke_license(by: Actor, *, license_id: int, ground: RevokeGround, reason: str) -> License:
    """Revoke a license that was granted wrongly, or by a penalty of one's own organ.

    Raises:
        NotFound: the actor's organization issued no such license.
        WordsMissing: nothing says why.
        LicenseStepNotAllowed: it has ended.
    """
    taken, said = take(by, license_id), needed(reason)
    _revoke(by, taken, RevokeGround(ground), said)
    return taken


def revoke_by_penalty(by: Actor, *, license_id: int, decision: str) -> License:
    """Revoke a license by another organ's penalty, inside the act that decides it.

    Raises:
        NotFound: there is no such license.
        LicenseStepNotAllowed: it has ended.
    """
    taken = License.objects.select_related(*RELATED).lock(license_id)
    _revoke(by, taken, RevokeGround.PENALTY, decision, decision)
    return taken


def restore_license(by: Actor, *, license_id: int, decision: str) -> License:
    """Give a license back whose revocation is overturned, inside the act that overturns it.

    Raises:
        NotFound: there is no such license.
        LicenseStepNotAllowed: it is not revoked.
    """
    taken = License.objects.select_related(*RELATED).lock(license_id)
    if taken.state != LicenseState.REVOKED:
        raise not_allowed(taken, _("恢复"))
    move(by, taken, LicenseState.VALID, _("恢复"))
    announce(by, LicenseRestored(subject_id=taken.pk, number=taken.number, decision=decision))
    return taken


@action(Permission.LICENSE_END, law="行政许可法 第八条", is_weighty=True)
def withdraw_license(by: Actor, *, license_id: int, ground: WithdrawGround, reason: str) -> License:
    """Withdraw a license in the public interest.

    Raises:
        NotFound: the actor's organization issued no such license.
        WordsMissing: nothing says why.
        LicenseStepNotAllowed: it has ended.
    """
    taken, said = take(by, license_id), needed(reason)
    move(by, taken, LicenseState.WITHDRAWN, _("撤回"))
    announce(
        by,
        LicenseWithdrawn(
            subject_id=taken.pk,
            number=taken.number,
            ground=WithdrawGround(ground).value,
            reason=said,
        ),
    )
    return taken


@action(Permission.LICENSE_END, law="行政许可法 第七十条")
def cancel_license(by: Actor, *, license_id: int, reason: CancelReason) -> License:
    """Strike a license off.

    Raises:
        NotFound: the actor's organization issued no such license.
        ReasonNotFitting: the reason does not go with how it stands, or with who holds it.
        LicenseStepNotAllowed: it is struck off.
    """
    taken = take(by, license_id)
    state = LicenseState(taken.state)
    fitting = cancel_reasons(state, taken.holder.kind)
    if state is not LicenseState.CANCELLED and reason not in fitting:
        raise ReasonNotFitting(reason=CancelReason(reason).label, state=state.label)
    move(by, taken, LicenseState.CANCELLED, _("注销"))
    announce(
        by,
        LicenseCancelled(
            subject_id=taken.pk, number=taken.number, reason=CancelReason(reason).value
        ),
    )
    return taken


@action(Permission.LICENSE_KEEP)
def expire_licenses(by: Actor) -> int:
    """End the licenses whose last day is over; return how many, at most a thousand at once."""
    over = License.objects.live().filter(valid_to__lt=by.today)
    found = list(over.select_for_update(skip_locked=True).order_by("valid_to")[:EXPIRING_AT_ONCE])
    for one in found:
        move(by, one, LicenseState.EXPIRED, "")
    announce(by, *(LicenseExpired(subject_id=one.pk, number=one.number) for one in found))
    return len(found)


def _revoke(
    by: Actor, taken: License, ground: RevokeGround, reason: str, decision: str = ""
) -> None:
    move(by, taken, LicenseState.REVOKED, _("吊销或者撤销"))
    announce(
        by,
        LicenseRevoked(
            subject_id=taken.pk,
            number=taken.number,
            ground=ground.value,
            reason=reason,
            decision=decision,
        ),
    )

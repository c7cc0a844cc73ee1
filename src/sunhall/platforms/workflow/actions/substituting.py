"""Let another do one's steps for a while."""

from datetime import date

from sunhall.directory import queries as directory
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce
from sunhall.platforms.workflow.errors import PeriodUnfit, SubstituteUnfit
from sunhall.platforms.workflow.events import SubstituteAppointed, SubstituteReleased
from sunhall.platforms.workflow.models import Substitution
from sunhall.platforms.workflow.permissions import Permission

REASON_LENGTH = 200


@action(Permission.STEP_WORK)
def appoint_substitute(
    by: Actor, *, substitute_id: int, valid_from: date, valid_to: date, reason: str
) -> Substitution:
    """Let a colleague do what the actor has in hand, from a day until a day.

    The colleague needs the steps' permissions themselves, as from a delegation of roles.

    Raises:
        SubstituteUnfit: they are no colleague, or the actor.
        PeriodUnfit: the period begins in the past, or does not end after its beginning.
    """
    if valid_from < by.today or valid_to <= valid_from:
        raise PeriodUnfit()
    posts = directory.posts_of(substitute_id, valid_from)
    is_colleague = any(one.post.organization_id == by.organization_id for one in posts)
    if substitute_id == by.person_id or not is_colleague:
        raise SubstituteUnfit()
    substitution = Substitution.objects.create(
        person_id=by.own_person_id,
        substitute_id=substitute_id,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason[:REASON_LENGTH],
    )
    announce(
        by,
        SubstituteAppointed(
            subject_id=substitution.pk,
            substitute_id=substitute_id,
            valid_from=valid_from,
            valid_to=valid_to,
            reason=substitution.reason,
        ),
    )
    return substitution


@action(Permission.STEP_WORK)
def release_substitute(by: Actor, *, substitution_id: int) -> None:
    """End a substitution with yesterday.

    Raises:
        NotFound: the actor has appointed no such substitute.
    """
    rows = Substitution.objects.filter(person_id=by.own_person_id, released_on__isnull=True)
    substitution = rows.lock(substitution_id)
    substitution.released_on = by.today
    substitution.save(update_fields=["released_on"])
    announce(
        by,
        SubstituteReleased(subject_id=substitution.pk, substitute_id=substitution.substitute_id),
    )

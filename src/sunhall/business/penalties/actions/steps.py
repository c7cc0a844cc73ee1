"""How a step of a case begins, moves the case on, and is told."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.business.penalties.choices import CaseState
from sunhall.business.penalties.errors import CaseSuspendedNow, StepNotAllowed
from sunhall.business.penalties.events import CaseEvent
from sunhall.business.penalties.models import Case
from sunhall.business.penalties.queries.cases import officer_counts
from sunhall.business.penalties.rules.procedure import may_follow
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


def begin(by: Actor, case_id: int, step: str, *states: str, even_suspended: bool = False) -> Case:
    """Take a case of the actor's organization for a step, locked, where the step may begin.

    `step` is what people call the step; `states` are those it may begin in, any if none is given.

    Raises:
        NotFound: no such case in the actor's organization.
        StepNotAllowed: the case stands elsewhere.
        CaseSuspendedNow: its clock stands still.
    """
    own = Case.objects.filter(organization_id=by.own_organization_id).defer("matter__search")
    case = own.select_related("organization", "matter", "party").lock(case_id)
    check_state(case, step, *states, even_suspended=even_suspended)
    return case


def check_state(case: Case, step: str, *states: str, even_suspended: bool = False) -> None:
    """Refuse a step that may not begin where the case stands; call it when carrying out a grant.

    Raises:
        StepNotAllowed: the case stands elsewhere.
        CaseSuspendedNow: its clock stands still.
    """
    if states and case.state not in states:
        raise StepNotAllowed(
            number=case.number,
            state=case.get_state_display(),
            step=step,
            way_out=_("此步骤在“%(states)s”时办理。")
            % {"states": _("、").join(str(CaseState(state).label) for state in states)},
        )
    if case.is_suspended and not even_suspended:
        raise CaseSuspendedNow(number=case.number)


def move(by: Actor, case: Case, state: CaseState, **changes: Any) -> None:
    """Put a case into its next state, and set what changes with it.

    Raises:
        StepNotAllowed: the procedure knows no such step.
    """
    if case.state != state and not may_follow(case.state, state):
        raise StepNotAllowed(
            number=case.number, state=case.get_state_display(), step=state.label, way_out=""
        )
    change(by, case, state=state, **changes)


def change(by: Actor, case: Case, **changes: Any) -> None:
    """Set what has changed of a case, and when."""
    for name, value in changes.items():
        setattr(case, name, value)
    case.changed_at = by.moment
    case.save(update_fields=[*changes, "changed_at"])


def tell(by: Actor, case: Case, event: type[CaseEvent], **facts: Any) -> None:
    """Announce what has happened to a case, with the facts that every such event tells.

    `facts` are the event's own; they take the place of one that all tell, such as the label.
    """
    tell_each(by, case, event, [facts])


def tell_each(
    by: Actor, case: Case, event: type[CaseEvent], told: Iterable[Mapping[str, Any]]
) -> None:
    """Announce what has happened to a case several times over, each with facts of its own."""
    known = {field.name for field in fields(event)}
    common = {
        "subject_id": case.pk,
        "organization_id": case.organization_id,
        "division": case.division_code,
        "matter": case.matter.code if case.matter else "",
        "handler_id": case.handler_id,
        "label": str(case),
        "procedure": case.procedure,
        "party_kind": case.party.kind if case.party else "",
        "state": str(case.state),
        "today": timezone.localdate(by.moment),
        **officer_counts(by, case),
    }
    shared = {name: common[name] for name in known & common.keys()}
    announce(by, *(event(**{**shared, **facts}) for facts in told))

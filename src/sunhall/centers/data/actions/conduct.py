"""Business systems write what their decisions mean for others, inside their own acts."""

from datetime import date

from sunhall.centers.data.actions.holders import known_holder
from sunhall.centers.data.choices import ConductKind, HolderKind
from sunhall.centers.data.events import ConductEnded, ConductRecorded
from sunhall.centers.data.models import ConductRecord
from sunhall.centers.data.rules.effects import longest_months
from sunhall.centers.data.rules.periods import months_after
from sunhall.directory.models import Organization
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce

LONGEST_SUMMARY, LONGEST_OUTCOME = 200, 500


def record_conduct(
    by: Actor,
    *,
    holder_kind: HolderKind,
    identifier: str,
    name: str,
    kind: ConductKind,
    summary: str,
    outcome: str,
    source: str,
    source_id: int,
    decision_number: str,
    organization_id: int,
    starts_on: date,
) -> ConductRecord | None:
    """Record a decision that others must heed, inside the act by which it takes effect.

    It ends the earlier record of the same source, and lasts as long as any rule heeds it. Nothing
    is recorded of whoever has no number of their kind: it could be nobody's.

    Raises:
        NotFound: there is no such organization.
    """
    holder = known_holder(by, holder_kind, identifier, name)
    if holder is None:
        return None
    end_conduct(by, source=source, source_id=source_id, reason=decision_number)
    organ = Organization.objects.filter(pk=organization_id).only_one(organization_id)
    record = ConductRecord.objects.create(
        holder=holder,
        kind=kind,
        summary=summary[:LONGEST_SUMMARY],
        outcome=outcome[:LONGEST_OUTCOME],
        source=source,
        source_id=source_id,
        decision_number=decision_number,
        organization=organ,
        field=organ.domain_code,
        starts_on=starts_on,
        ends_on=months_after(starts_on, longest_months(ConductKind(kind))),
        recorded_at=by.moment,
    )
    announce(
        by,
        ConductRecorded(
            subject_id=record.pk,
            kind=ConductKind(kind).value,
            decision=decision_number,
            starts_on=record.starts_on,
            ends_on=record.ends_on,
        ),
    )
    return record


def end_conduct(by: Actor, *, source: str, source_id: int, reason: str) -> int:
    """End the standing record of a source from today on, inside the act that overturns it."""
    standing = ConductRecord.objects.standing().filter(source=source, source_id=source_id)
    ended = list(standing.select_for_update())
    for record in ended:
        record.ended_on, record.ended_reason = by.today, reason[:LONGEST_SUMMARY]
        record.save(update_fields=["ended_on", "ended_reason"])
        announce(
            by,
            ConductEnded(
                subject_id=record.pk,
                kind=record.kind,
                decision=record.decision_number,
                reason=record.ended_reason,
            ),
        )
    return len(ended)

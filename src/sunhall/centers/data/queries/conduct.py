"""Reading what citizens and enterprises did, and what it means for them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sunhall.centers.data.choices import ConductKind, Effect, Occasion
from sunhall.centers.data.models import ConductRecord, Holder
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.rules.effects import Conduct, consequences
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import Forbidden
from sunhall.kernel.row_security import whole_city

MOST_RECORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductEffect:
    """What one record does on an occasion, by which article, until which day."""

    record: ConductRecord
    effect: Effect
    law: str
    until: date
    words: str

    @property
    def blocks(self) -> bool:
        """Tell whether it stands in the way."""
        return self.effect is Effect.BLOCKS


def conduct_of(by: Actor, identifier: str) -> list[ConductRecord]:
    """Return the records of whoever has a number, the last first.

    Raises:
        Forbidden: the actor neither examines nor inspects.
    """
    if not by.may(Permission.CONDUCT_VIEW):
        raise Forbidden(Permission.CONDUCT_VIEW)
    return _records(identifier)


@whole_city()
def effects_on(by: Actor, identifier: str, occasion: Occasion, field: str) -> list[ConductEffect]:
    """Return what somebody's records mean today for an act in a field; what blocks comes first.

    The act that asks decides by them and tells its own people; `field` is its organ's.
    """
    rows = _records(identifier)
    known = [Conduct(row.kind, row.field, row.starts_on, row.ended_on) for row in rows]
    return [
        ConductEffect(
            record=rows[found.place],
            effect=found.rule.effect,
            law=found.rule.law,
            until=found.until,
            words=_in_words(rows[found.place], found.rule.effect, found.rule.law, found.until),
        )
        for found in consequences(known, occasion, field, by.today)
    ]


def list_own_conduct(by: Actor) -> list[ConductRecord]:
    """Return the records of the citizen or enterprise that acts, the last first."""
    own = list(Holder.objects.own(by))
    rows = ConductRecord.objects.filter(holder__in=own).select_related("organization")
    return list(rows[:MOST_RECORDS])


def _records(identifier: str) -> list[ConductRecord]:
    rows = ConductRecord.objects.filter(holder__identifier=identifier)
    return list(rows.select_related("organization")[:MOST_RECORDS])


def _in_words(record: ConductRecord, effect: Effect, law: str, until: date) -> str:
    return _("%(organ)s%(number)s（%(kind)s），依据%(law)s%(effect)s至 %(until)s。") % {
        "organ": record.organization.name,
        "number": record.decision_number,
        "kind": ConductKind(record.kind).label,
        "law": law,
        "effect": effect.label,
        "until": until.isoformat(),
    }

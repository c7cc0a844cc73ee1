"""What anybody may know of a decision by the code on its paper: that it is genuine, and stands."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from sunhall.business.penalties.models import PenaltyDecision, Publication
from sunhall.business.penalties.queries.organs import official_name
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.row_security import whole_city


@dataclass(frozen=True, slots=True, kw_only=True)
class Genuine:
    """A decision that was made: nothing of the party, the facts or the sanction.

    `publication` is what the hall shows of it today, if it does.
    """

    number: str
    organ: str
    decided_on: date
    status: str
    status_label: str
    replaced_by: str
    publication: Publication | None


@whole_city()
def get_genuine(by: Actor, decision_id: int) -> Genuine:
    """Return what is on the paper's code.

    Raises:
        NotFound: no such decision was made.
    """
    rows = PenaltyDecision.objects.select_related(
        "case__organization__division", "publication", "replaced_by"
    )
    found = rows.defer("publication__search").filter(pk=decision_id).first()
    if found is None:
        raise NotFound(_("处罚决定"), decision_id)
    later = getattr(found, "replaced_by", None)
    return Genuine(
        number=found.number,
        organ=official_name(found.case.organization),
        decided_on=timezone.localdate(found.decided_at),
        status=found.status,
        status_label=found.get_status_display(),
        replaced_by=later.number if later else "",
        publication=_shown(by, getattr(found, "publication", None)),
    )


def _shown(by: Actor, publication: Publication | None) -> Publication | None:
    if publication is None or publication.retracted_at is not None:
        return None
    return publication if publication.published_until >= by.today else None

"""What officers do, verb by verb; the stories are told in these."""

from sunhall.business.penalties.demo.history.verbs.deciding import (
    decided,
    informed,
    proposed,
    safeguarded,
    served,
    told,
)
from sunhall.business.penalties.demo.history.verbs.executing import (
    archived,
    closed,
    deliver,
    on_the_spot,
    pay,
    published,
    rectified,
    urged,
    voucher,
)
from sunhall.business.penalties.demo.history.verbs.investigating import (
    approved,
    clue,
    established,
    filed,
    inspected,
    investigated,
    photo,
    questioned,
)

__all__ = [
    "approved",
    "archived",
    "closed",
    "clue",
    "decided",
    "deliver",
    "established",
    "filed",
    "informed",
    "inspected",
    "investigated",
    "on_the_spot",
    "pay",
    "photo",
    "proposed",
    "published",
    "questioned",
    "rectified",
    "safeguarded",
    "served",
    "told",
    "urged",
    "voucher",
]

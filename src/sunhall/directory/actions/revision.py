"""The number that tells kept public pages that something they show has changed."""

from django.db.models import BigIntegerField, F, Func
from django.db.models.functions import Greatest

from sunhall.directory.models import ItemRevision

MICROSECONDS = Func(
    template="(extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
    output_field=BigIntegerField(),
)


def advance_items() -> None:
    """Advance the revision past any used before, even by a city that a backup has replaced."""
    ItemRevision.objects.get_or_create(pk=1)
    ItemRevision.objects.filter(pk=1).update(number=Greatest(F("number") + 1, MICROSECONDS))

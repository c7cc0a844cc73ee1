"""What every row of the directory shares: the time it is valid."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.kernel.errors import NotFound

M = TypeVar("M", bound=models.Model, covariant=True)


def valid_on(day: date, prefix: str = "") -> Q:
    """Return the condition that a row, or the row `prefix` leads to, is valid on a day."""
    started = Q((f"{prefix}valid_from__isnull", True)) | Q((f"{prefix}valid_from__lte", day))
    not_ended = Q((f"{prefix}valid_to__isnull", True)) | Q((f"{prefix}valid_to__gt", day))
    return started & not_ended


class LockableQuerySet(models.QuerySet[M]):
    """Rows that an action takes one of and holds until its transaction ends."""

    def lock(self, pk: int) -> M:
        """Return the row, locked.

        Raises:
            NotFound: there is none.
        """
        return self.select_for_update(of=("self",)).filter(pk=pk).only_one(pk)

    def only_one(self, key: object) -> M:
        """Return the one row there can be, without sorting for it; `key` is what it was sought by.

        Raises:
            NotFound: there is none.
        """
        row = next(iter(self), None)
        if row is None:
            raise NotFound(str(self.model._meta.verbose_name), key)
        return row


class DatedQuerySet(LockableQuerySet[M]):
    """Rows that are valid for a time."""

    def on(self, day: date) -> Self:
        """Keep what is valid on a day."""
        return self.filter(valid_on(day))

    def lasting(self, day: date) -> Self:
        """Keep what is valid on a day or later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))

    def open(self) -> Self:
        """Keep what has no end yet."""
        return self.filter(valid_to__isnull=True)


class Dated(models.Model):
    """A row valid from a day (none: since before the records) until a day (none: no end)."""

    valid_from = models.DateField(_("生效日期"), null=True, blank=True)
    valid_to = models.DateField(_("失效日期"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            )
        ]

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the row is valid on a day."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day < self.valid_to)

"""Who holds licenses: citizens and enterprises, also those without an account."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.models import Citizen, Enterprise
from sunhall.centers.data.choices import HolderKind
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor


class HolderQuerySet(LockableQuerySet["Holder"]):
    """Holders."""

    def own(self, by: Actor) -> Self:
        """Keep whom the actor is: the enterprise they act for, or the citizen."""
        if by.enterprise_id is not None:
            found = Enterprise.objects.filter(pk=by.enterprise_id).values("credit_code")
            return self.filter(kind=HolderKind.ENTERPRISE, identifier__in=found)
        if by.citizen_id is not None:
            known = Citizen.objects.filter(pk=by.citizen_id).values("resident_id")
            return self.filter(kind=HolderKind.CITIZEN, identifier__in=known)
        return self.none()

    def behind(self, by: Actor) -> Self:
        """Keep whom the actor is and whom they act for: a citizen, an enterprise."""
        people = Citizen.objects.filter(pk=by.citizen_id or 0).values("resident_id")
        enterprises = Enterprise.objects.filter(pk=by.enterprise_id or 0).values("credit_code")
        return self.filter(Q(identifier__in=people) | Q(identifier__in=enterprises))


class Holder(models.Model):
    """Whoever has, or had, a license or a conduct record; of citizens, personal data.

    `identifier` is a resident ID number or a unified social credit code. The citizen or enterprise
    of the access center is whoever has the same there, so that no link can go stale.
    """

    kind = models.CharField(_("持证主体类型"), max_length=10, choices=HolderKind)
    identifier = models.CharField(_("证件号码"), max_length=18, unique=True)
    name = models.CharField(_("姓名或者名称"), max_length=100)

    objects = HolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("持证主体")
        verbose_name_plural = _("持证主体")
        indexes = [models.Index(fields=["name"], name="license_holder_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=HolderKind.values), name="license_holder_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        """Return the key: a holder is never named in passing."""
        return str(self.pk)

    @property
    def is_citizen(self) -> bool:
        """Tell whether it is a natural person."""
        return self.kind == HolderKind.CITIZEN

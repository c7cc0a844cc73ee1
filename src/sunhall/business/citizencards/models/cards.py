"""Who holds cards, and the cards themselves.

There are ten million of them, so the keys have four bytes, a card's number is reckoned from its
key, its functions are bits of one small number, and no column is indexed that a partial index
or the key serves as well.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.business.citizencards.choices import ENDED, CardState, Function
from sunhall.business.citizencards.permissions import Permission
from sunhall.business.citizencards.rules.functions import functions_in
from sunhall.business.citizencards.rules.numbers import number_of
from sunhall.centers.access.models import Citizen
from sunhall.directory.models import Organization
from sunhall.directory.models.dated import LockableQuerySet
from sunhall.kernel.actor import Actor


class Holder(models.Model):
    """A person who has, or had, a card; personal data.

    `resident_id` is the 18 characters of GB 11643. The citizen of the access center is whoever
    has the same number there, so that no link can go stale.
    """

    id = models.AutoField(primary_key=True)
    resident_id = models.CharField(_("公民身份号码"), max_length=18, unique=True)
    name = models.CharField(_("姓名"), max_length=50)

    objects = LockableQuerySet["Holder"].as_manager()

    class Meta:
        verbose_name = _("持卡人")
        verbose_name_plural = _("持卡人")
        indexes = [models.Index(fields=["name"], name="card_holder_name")]

    def __str__(self) -> str:
        """Return the key: a holder is never named in passing."""
        return str(self.pk)


class CardQuerySet(LockableQuerySet["Card"]):
    """Cards."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see: the city's, their division's, or their own.

        Departments see no card at all, only the answers to their verifications.
        """
        if by.may(Permission.CARD_HANDLE) and by.may(Permission.CARD_CITY):
            return self.all()
        if by.may(Permission.CARD_HANDLE):
            here = Organization.objects.filter(pk=by.own_organization_id)
            return self.filter(division_code__in=here.values("division__code"))
        return self.own(by)

    def own(self, by: Actor) -> Self:
        """Keep the cards of the citizen who acts for themselves."""
        if by.citizen_id is None or by.enterprise_id is not None:
            return self.none()
        citizen = Citizen.objects.filter(pk=by.citizen_id)
        return self.filter(holder__resident_id__in=citizen.values("resident_id"))

    def live(self) -> Self:
        """Keep those that are not at their end."""
        return self.exclude(state__in=ENDED)


class Card(models.Model):
    """A citizen card (市民卡) from its application to its end; its state is its last act.

    The key is the serial in its number. `functions` holds those that are on, as bits.
    `valid_until` is its last day, written when it is made; `loss_until` the last day of a loss
    reported by word of mouth. The database lets a card move only along its paths, keeps its
    origin, and never lets one be taken away.
    """

    id = models.AutoField(primary_key=True)
    holder = models.ForeignKey(
        Holder, models.PROTECT, related_name="cards", db_index=False, verbose_name=_("持卡人")
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False
    )
    valid_until = models.DateField(_("有效期至"), null=True)
    loss_until = models.DateField(_("口头挂失至"), null=True)
    functions = models.SmallIntegerField(_("已开通的功能"), default=0)
    applied_at = models.DateTimeField(_("申领时间"))
    activated_at = models.DateTimeField(_("激活时间"), null=True)
    changed_at = models.DateTimeField(_("最近办理时间"))
    division_code = models.CharField(_("区划码"), max_length=6)
    state = models.CharField(_("状态"), max_length=12, choices=CardState, default=CardState.APPLIED)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("市民卡")
        verbose_name_plural = _("市民卡")
        constraints = [
            models.UniqueConstraint(
                fields=["holder"], condition=~Q(state__in=ENDED), name="card_one_live_per_holder"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CardState.values), name="card_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(functions__gte=0, functions__lte=sum(Function)),
                name="card_functions_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_use", "lost_orally", "lost"])
                | Q(activated_at__isnull=False, valid_until__isnull=False),
                name="card_in_use_was_activated",
            ),
            models.CheckConstraint(
                condition=Q(state="lost_orally", loss_until__isnull=False)
                | (~Q(state="lost_orally") & Q(loss_until__isnull=True)),
                name="card_oral_loss_has_an_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["holder"], condition=Q(state__in=ENDED), name="card_ended_of_holder"
            ),
            models.Index(
                fields=["state", "-id"], condition=~Q(state="in_use"), name="card_not_in_use"
            ),
            models.Index(
                fields=["valid_until"],
                condition=~Q(state__in=ENDED) & Q(valid_until__isnull=False),
                name="card_ends_on",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return self.number

    @property
    def number(self) -> str:
        """Return the number on the card."""
        return number_of(self.pk)

    @property
    def is_live(self) -> bool:
        """Tell whether something can still be done with it."""
        return self.state not in ENDED

    @property
    def functions_on(self) -> list[Function]:
        """Return the functions that are on."""
        return functions_in(self.functions)

"""Enterprises, and the citizens who act for them."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sunhall.centers.access.models.citizens import Citizen
from sunhall.directory.models import Dated, DatedQuerySet, LockableQuerySet
from sunhall.kernel.actor import Actor


class Enterprise(models.Model):
    """A legal person or other organization, known by its unified social credit code.

    Law: GB 32100-2015.
    """

    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    registered_at = models.DateTimeField(_("登记时间"))

    objects = LockableQuerySet["Enterprise"].as_manager()

    class Meta:
        verbose_name = _("企业")
        verbose_name_plural = _("企业")

    def __str__(self) -> str:
        """Return the enterprise's name."""
        return self.name


class AgentQuerySet(DatedQuerySet["Agent"]):
    """Agents; seen by those who act for the same enterprise."""

    def within(self, by: Actor) -> Self:
        """Keep the agents of the enterprise the actor acts for."""
        return self.filter(enterprise=by.enterprise_id or 0)


class Agent(Dated):
    """A citizen acts for an enterprise for a time; `scopes` are the permissions this gives.

    The legal representative was entered by an officer, every other agent by an agent. Law:
    民法典 第一百六十一条, 第一百六十五条.
    """

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="agents"
    )
    citizen = models.ForeignKey(
        Citizen, verbose_name=_("代理人"), on_delete=models.PROTECT, related_name="agencies"
    )
    scopes = ArrayField(models.CharField(max_length=100), verbose_name=_("代理权限"))
    is_legal_representative = models.BooleanField(_("法定代表人"), default=False)
    granted_by_account = models.ForeignKey(
        "access.Account",
        verbose_name=_("授权人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = AgentQuerySet.as_manager()

    class Meta:
        verbose_name = _("代理人")
        verbose_name_plural = _("代理人")
        ordering = ["-valid_from", "-id"]
        constraints = [
            # Who is let go on their first day was an agent on no day.
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="access_agent_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["enterprise", "citizen"],
                condition=Q(valid_to__isnull=True),
                name="access_agent_one_open",
            ),
        ]

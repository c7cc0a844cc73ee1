"""What the rules found."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sunhall.business.supervision.choices import Severity
from sunhall.business.supervision.models.versions import Rule, RuleVersion
from sunhall.business.supervision.permissions import Permission
from sunhall.directory.models import of_organizations
from sunhall.kernel.actor import Actor


def within(by: Actor, prefix: str = "") -> Q:
    """Return the condition for what the actor may see.

    Supervisors see the whole city; who answers for organizations sees what was found
    there; everyone sees what was found in their own cases.
    """
    if by.may(Permission.FINDING_VIEW):
        return Q()
    own = Q((f"{prefix}handler_id", by.own_person_id))
    if by.may(Permission.CARD_ANSWER):
        own |= of_organizations(by.organizations(Permission.CARD_ANSWER), prefix)
    return own


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings."""

    def within(self, by: Actor) -> Self:
        """Keep what the actor may see."""
        return self.filter(within(by))

    def sound(self) -> Self:
        """Keep what rules found; leave out where a rule itself failed."""
        return self.filter(fault="")


class Finding(models.Model):
    """One irregularity, found in the act's own transaction; append-only.

    `facts` is what the event said. One that `is_blocked` never happened: the act was turned down,
    and there is no journal entry. A `fault` says how the rule itself failed. Organization, person
    and journal entry are kept by number only, so that no missing row can ever undo an act.
    """

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="findings")
    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="+")
    event = models.CharField(_("事件"), max_length=100)
    entry_id = models.BigIntegerField(_("日志编号"), null=True)
    subject = models.CharField(_("对象"), max_length=50)
    subject_id = models.BigIntegerField(_("对象编号"))
    occasion = models.CharField(_("情形"), max_length=200, blank=True)
    organization_id = models.BigIntegerField(_("单位编号"))
    division = models.CharField(_("区划码"), max_length=6)
    matter = models.CharField(_("事项编码"), max_length=50, blank=True)
    handler_id = models.BigIntegerField(_("承办人编号"), null=True)
    label = models.CharField(_("案件"), max_length=200)
    severity = models.CharField(_("颜色"), max_length=10, choices=Severity)
    is_blocked = models.BooleanField(_("已阻断"), default=False)
    act = models.CharField(_("被阻断的行为"), max_length=150, blank=True)
    fault = models.TextField(_("规则故障"), blank=True)
    facts = models.JSONField(_("事实"))
    found_at = models.DateTimeField(_("发现时间"))
    found_on = models.DateField(_("发现日期"))
    actor_id = models.BigIntegerField(_("行为人编号"), null=True)
    actor_name = models.CharField(_("行为人"), max_length=100, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("监督发现")
        verbose_name_plural = _("监督发现")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "rule", "occasion"], name="finding_once"
            )
        ]
        indexes = [
            models.Index(fields=["organization_id", "-id"], name="finding_organization"),
            models.Index(fields=["division", "-id"], name="finding_division"),
            models.Index(fields=["rule", "-id"], name="finding_rule"),
            models.Index(fields=["handler_id", "-id"], name="finding_handler"),
            models.Index(
                fields=["found_on"],
                include=[
                    "rule",
                    "organization_id",
                    "division",
                    "handler_id",
                    "severity",
                    "is_blocked",
                ],
                condition=Q(fault=""),
                name="finding_count",
            ),
        ]

    def __str__(self) -> str:
        """Return the rule and what it was found in."""
        return f"{self.rule.code} {self.label}"

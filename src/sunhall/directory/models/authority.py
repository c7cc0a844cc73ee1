"""Who may do what: roles, grants and enforcement qualifications."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sunhall.directory.choices import Scope
from sunhall.directory.models.dated import Dated, DatedQuerySet, LockableQuerySet, valid_on
from sunhall.directory.models.organizations import Division
from sunhall.directory.models.people import Person, Post, PostHolding


class Role(models.Model):
    """A named set of permissions."""

    code = models.CharField(_("角色编码"), max_length=50, unique=True)
    name = models.CharField(_("名称"), max_length=50)
    permissions = ArrayField(models.CharField(max_length=100), verbose_name=_("权限"), default=list)
    needs_second_factor = models.BooleanField(_("须以第二重验证登录"), default=False)

    objects = LockableQuerySet["Role"].as_manager()

    class Meta:
        verbose_name = _("角色")
        verbose_name_plural = _("角色")
        ordering = ["code"]

    def __str__(self) -> str:
        """Return the role's name."""
        return self.name


class GrantQuerySet(DatedQuerySet["Grant"]):
    """Grants."""

    def delegated(self) -> Self:
        """Keep what one delegated to another."""
        return self.filter(delegated_from__isnull=False)

    def in_force(self, day: date, *, in_part: bool = False) -> Self:
        """Keep what gives its post something on a day, or, `in_part`, on a part of it.

        What was delegated does so as long as the grant it comes from, and while whoever
        delegated it holds the post it comes from.
        """
        holdings = PostHolding.objects.on(day).filter(
            valid_on(day, "post__"),
            post=OuterRef("delegated_from__post"),
            person=OuterRef("granted_by"),
        )
        stands = valid_on(day, "delegated_from__") & Q(Exists(holdings))
        not_withdrawn = Q(withdrawn_on__isnull=True) | (
            Q(withdrawn_on__gte=day) if in_part else Q(withdrawn_on__gt=day)
        )
        return self.on(day).filter(
            not_withdrawn, valid_on(day, "post__"), Q(delegated_from__isnull=True) | stands
        )


class Grant(Dated):
    """A post has a role for a time, over its own organization or as far as `scope` reaches.

    One that is `delegated_from` another lets the post act in the place of who granted it, as long
    as that one holds too and they keep their post; withdrawn, it ends with the day before.
    """

    role = models.ForeignKey(
        Role, verbose_name=_("角色"), on_delete=models.PROTECT, related_name="grants"
    )
    post = models.ForeignKey(
        Post, verbose_name=_("岗位"), on_delete=models.PROTECT, related_name="grants"
    )
    granted_by = models.ForeignKey(
        Person,
        verbose_name=_("授权人"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    scope = models.CharField(_("范围"), max_length=10, choices=Scope, default=Scope.OWN)
    division = models.ForeignKey(
        Division,
        verbose_name=_("区市"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    delegated_from = models.ForeignKey(
        "self",
        verbose_name=_("委托自"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    reason = models.CharField(_("委托理由"), max_length=200, blank=True)
    withdrawn_on = models.DateField(_("收回日期"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("角色授权")
        verbose_name_plural = _("角色授权")
        ordering = ["-valid_from", "-id"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["role", "post"],
                condition=Q(valid_to__isnull=True),
                name="directory_grant_one_open_grant",
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.DIVISION) ^ Q(division__isnull=True),
                name="directory_grant_names_its_division",
            ),
            models.CheckConstraint(
                condition=Q(delegated_from__isnull=True)
                | Q(valid_from__isnull=False, valid_to__isnull=False, granted_by__isnull=False),
                name="directory_grant_delegated_for_a_period",
            ),
        ]


class EnforcementQualification(Dated):
    """A person's enforcement certificate (执法证). Law: 行政处罚法 第四十二条第一款."""

    person = models.ForeignKey(
        Person, verbose_name=_("人员"), on_delete=models.PROTECT, related_name="qualifications"
    )
    certificate_number = models.CharField(_("证号"), max_length=30, unique=True)
    scope = models.CharField(_("执法领域"), max_length=50)

    objects = DatedQuerySet["EnforcementQualification"].as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("执法资格")
        verbose_name_plural = _("执法资格")
        ordering = ["-valid_from", "-id"]
